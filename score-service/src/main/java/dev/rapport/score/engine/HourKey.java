package dev.rapport.score.engine;

import java.util.Comparator;

/** One UTC hour of one seller; {@code hour} as in {@link Hours}. */
public record HourKey(String sellerId, long hour) implements Comparable<HourKey> {
    private static final Comparator<HourKey> ORDER =
            Comparator.comparing(HourKey::sellerId).thenComparingLong(HourKey::hour);

    @Override
    public int compareTo(HourKey other) {
        return ORDER.compare(this, other);
    }
}
