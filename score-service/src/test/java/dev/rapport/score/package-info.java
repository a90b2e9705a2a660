/** Tests of score-service with real servers. */
@NullMarked
package dev.rapport.score;

import org.jspecify.annotations.NullMarked;
