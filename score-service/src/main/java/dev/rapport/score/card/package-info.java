/** {@code GET /sellers/{sellerId}/score}: the score card of a window, read from the counters at the moment it is asked for. */
@NullMarked
package dev.rapport.score.card;

import org.jspecify.annotations.NullMarked;
