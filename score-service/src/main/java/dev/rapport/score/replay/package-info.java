/**
 * A candidate pack tried on the past: reads the fact topics again, by itself, and holds what the scores were against what they would have
 * been (SCO-06). A program of its own that touches nothing that is live: no consumer group, no database, no topic written.
 */
@NullMarked
package dev.rapport.score.replay;

import org.jspecify.annotations.NullMarked;
