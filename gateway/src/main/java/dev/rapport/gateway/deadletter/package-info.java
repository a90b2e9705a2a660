/**
 * The dead letters of all services, for operators: what could not be applied and why, sent again or put aside. The records stay in Kafka;
 * the gateway's database has what is shown of them and what was decided.
 */
@NullMarked
package dev.rapport.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
