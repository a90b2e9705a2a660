package dev.rapport.gateway.rate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the buckets say of one request.
 *
 * @param quota which of them has the least left
 * @param remaining how many requests it still takes at this moment
 * @param untilFull when it is full again
 * @param retryAfter when it takes one again; null when it took this one
 */
record Allowance(
        Quota quota,
        long remaining,
        Duration untilFull,
        @Nullable Duration retryAfter) {

    boolean granted() {
        return retryAfter == null;
    }

    /** For {@code RateLimit}. */
    String header() {
        long seconds = untilFull.plusNanos(999_999_999).toSeconds();
        return "\"" + quota.name() + "\";r=" + remaining + ";t=" + seconds;
    }
}
