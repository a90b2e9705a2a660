package dev.rapport.gateway.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many requests a second, and so many at once after a pause.
 *
 * @param name as clients see it
 * @param perSecond at least one
 * @param burst how many an unused bucket holds, at least one
 */
record Quota(String name, int perSecond, int burst) {

    Quota {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("rates of " + name + " are at least 1");
        }
    }

    Bucket bucket(TimeMeter time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** How long an empty bucket takes to fill, in whole seconds. */
    long window() {
        return Math.max(1, (burst + perSecond - 1) / perSecond);
    }

    /** For {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + name + "\";q=" + burst + ";w=" + window();
    }
}
