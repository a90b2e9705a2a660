/** SCO-08: the history of a seller, close by close, worked out from the counters whenever it is asked for. */
@NullMarked
package dev.rapport.score.closes;

import org.jspecify.annotations.NullMarked;
