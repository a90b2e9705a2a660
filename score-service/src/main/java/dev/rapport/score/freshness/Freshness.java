package dev.rapport.score.freshness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fresh an answer is; part of every answer that rests on counters.
 *
 * @param lastEventAt when the newest counted event of the seller happened, by its own word; null before the first
 * @param lagSeconds whatever the broker had taken so many seconds ago is in the answer
 */
public record Freshness(@Nullable Instant lastEventAt, double lagSeconds) {}
