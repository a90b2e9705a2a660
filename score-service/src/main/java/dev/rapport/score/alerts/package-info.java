/**
 * SCO-09: this service raises its own alerts, and keeps those of all services: raised once, resolved by themselves, acknowledged by a
 * person.
 */
@NullMarked
package dev.rapport.score.alerts;

import org.jspecify.annotations.NullMarked;
