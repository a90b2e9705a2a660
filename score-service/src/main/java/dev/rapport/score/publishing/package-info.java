/** Tells the other services of scores that changed, at most once a second per seller, on {@code rapport.scores}. */
@NullMarked
package dev.rapport.score.publishing;

import org.jspecify.annotations.NullMarked;
