package dev.rapport.score.counting;

import java.util.Comparator;

/** One UTC day of one seller: days since 1970-01-01. */
record DayKey(String sellerId, int day) implements Comparable<DayKey> {
    private static final Comparator<DayKey> ORDER =
            Comparator.comparing(DayKey::sellerId).thenComparingInt(DayKey::day);

    @Override
    public int compareTo(DayKey other) {
        return ORDER.compare(this, other);
    }
}
