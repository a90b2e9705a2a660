package dev.rapport.oracle;

import java.time.Instant;

/**
 * One addition to one counter, or what takes one back. Counters of seconds have an entry per duration, so that quantiles can be
 * read off them as well.
 *
 * @param counter name as in answers, dotted when split
 * @param hour the anchor's UTC hour, counted from the epoch
 * @param amount what is added, not negative
 * @param times 1, or −1 for what takes back an entry that is otherwise the same
 */
public record Entry(String counter, long hour, long amount, int times) {
    /** One more of something. */
    public static Entry one(String counter, Instant anchor) {
        return of(counter, anchor, 1);
    }

    /** So much of something. */
    public static Entry of(String counter, Instant anchor, long amount) {
        return new Entry(counter, hour(anchor), amount, 1);
    }

    Entry takenBack() {
        return new Entry(counter, hour, amount, -times);
    }

    long sum() {
        return amount * times;
    }

    static long hour(Instant anchor) {
        return Math.floorDiv(anchor.getEpochSecond(), 3600L);
    }
}
