/** Where the points of a score went, and the events behind them (SCO-04). */
@NullMarked
package dev.rapport.score.explanation;

import org.jspecify.annotations.NullMarked;
