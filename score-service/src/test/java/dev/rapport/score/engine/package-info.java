/** Tests of the score arithmetic, by hand-computed examples and by laws over seeded histories. */
@NullMarked
package dev.rapport.score.engine;

import org.jspecify.annotations.NullMarked;
