/** What becomes of a score when nothing new comes (SCO-05). */
@NullMarked
package dev.rapport.score.forecast;

import org.jspecify.annotations.NullMarked;
