/**
 * The score arithmetic: counters, windows, metrics, curves and the score card.
 *
 * <p>Everything here is a pure function of its arguments: no clock, no framework, no database, no identifier made up. The
 * same facts give the same counters in whatever order and however often they are folded, and the same counters give the
 * same card for any instant (SCO-01, SCO-02).
 */
@NullMarked
package dev.rapport.score.engine;

import org.jspecify.annotations.NullMarked;
