/** SCO-03: what follows from closes, as a pure fold over them. */
@NullMarked
package dev.rapport.score.standing.model;

import org.jspecify.annotations.NullMarked;
