package dev.rapport.bench.traffic;

import dev.rapport.score.engine.Counters;

/**
 * All counters of all sellers in one number, so that contestants can be held against one another. The order does not matter; an hour
 * in which everything was taken back is as if it were not there.
 */
public final class Digest {
    private static final long PRIME = 0x100000001b3L;

    private long sum;
    private long hours;

    /** Takes the counters of one hour in. */
    public void add(String seller, long hour, Counters counters) {
        if (counters.empty()) {
            return;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < seller.length(); i++) {
            hash = (hash ^ seller.charAt(i)) * PRIME;
        }
        hash = (hash ^ hour) * PRIME;
        for (byte b : counters.packed()) {
            hash = (hash ^ b) * PRIME;
        }
        sum += hash * (hash | 1);
        hours++;
    }

    /** The number of hours, and the digest. */
    public String text() {
        return hours + ":" + Long.toHexString(sum);
    }
}
