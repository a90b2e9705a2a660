package dev.rapport.system.oracle;

import java.time.Instant;

/**
 * One addition to one counter, or one value of one distribution.
 *
 * @param counter name as in answers, dotted when split
 * @param hour the anchor's UTC hour, counted from the epoch
 * @param amount what is added; for a distribution its value in seconds
 */
record Entry(String counter, long hour, double amount) {
    static Entry one(String counter, Instant anchor) {
        return new Entry(counter, hour(anchor), 1);
    }

    static long hour(Instant anchor) {
        return Math.floorDiv(anchor.getEpochSecond(), 3600L);
    }
}
