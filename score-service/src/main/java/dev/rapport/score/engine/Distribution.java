package dev.rapport.score.engine;

import java.util.Arrays;

/**
 * Whole-second durations in fixed logarithmic buckets (SCO-01).
 *
 * <p>Bucket bounds are made by integer arithmetic alone, so they are the same on every machine and in every version: the
 * first bucket holds 0, and each next one reaches from its lower bound to at most 2 % above it. A bucket answers with the
 * harmonic middle of its two ends, which errs by less than 1 % at either; below fifty seconds a bucket holds one value and
 * is exact. Because the bounds are fixed, a duration is added and taken back by ±1 in one bucket, and hours add up.
 *
 * <p>The exact sum and count stand beside each distribution as ordinary counters, so averages carry no error.
 */
public enum Distribution {
    FIRST_RESPONSE(Distribution.KEYS),
    ANSWER(2 * Distribution.KEYS);

    /** How many keys each distribution, and the counters before them, may take. */
    static final int KEYS = 1024;

    private static final long[] LOWER = lowerBounds();

    private final int base;

    Distribution(int base) {
        this.base = base;
    }

    private static long[] lowerBounds() {
        long[] lower = new long[KEYS];
        for (int bucket = 1; bucket < KEYS; bucket++) {
            lower[bucket] = upper(lower[bucket - 1]) + 1;
        }
        return lower;
    }

    private static long upper(long lower) {
        return lower + lower / 50;
    }

    /** The key of the first bucket. */
    int base() {
        return base;
    }

    /**
     * The key under which a duration is counted.
     *
     * @param seconds not negative; what is longer than the last bound (some 570 years) falls into the last bucket
     */
    public int key(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("negative duration: " + seconds + " s");
        }
        int found = Arrays.binarySearch(LOWER, seconds);
        return base + (found >= 0 ? found : -found - 2);
    }

    /** The duration a bucket answers with, in seconds. */
    static double middle(int bucket) {
        double lower = LOWER[bucket];
        double upper = upper(LOWER[bucket]);
        return lower + upper == 0 ? 0 : 2 * lower * upper / (lower + upper);
    }

    /**
     * The percentile by nearest rank: the smallest duration that at least {@code percent} of a hundred do not exceed.
     *
     * @param counts counts per bucket; a bucket that stands below zero, because what takes back came before what adds,
     *     counts as empty
     * @param percent 1 to 100; a whole number, so that the rank is exact
     * @return seconds, {@code NaN} when nothing was counted
     */
    static double percentile(long[] counts, int percent) {
        long total = 0;
        for (long count : counts) {
            total += Math.max(0, count);
        }
        long rank = Math.max(1, Math.ceilDiv(total * percent, 100L));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += Math.max(0, counts[bucket]);
            if (seen >= rank) {
                return middle(bucket);
            }
        }
        return Double.NaN;
    }
}
