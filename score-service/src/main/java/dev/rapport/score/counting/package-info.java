/**
 * Facts from Kafka become counters in PostgreSQL: a batch is folded to deltas and written set by set in one transaction with
 * its de-duplication and offset (SCO-01, X-04).
 *
 * <p>The transaction holds its sellers' exclusive locks, so what is read here stays as it is until it is written back.
 */
@NullMarked
package dev.rapport.score.counting;

import org.jspecify.annotations.NullMarked;
