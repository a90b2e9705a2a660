/** SCO-09: what is worth an alert, as a pure function of how a seller stands. */
@NullMarked
package dev.rapport.score.alerts.model;

import org.jspecify.annotations.NullMarked;
