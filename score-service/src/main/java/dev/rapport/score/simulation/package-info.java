/** What the score would be by other rules or counts (SCO-06). */
@NullMarked
package dev.rapport.score.simulation;

import org.jspecify.annotations.NullMarked;
