package dev.rapport.score.engine;

/** One UTC hour of one seller; {@code hour} as in {@link Hours}. */
public record HourKey(String sellerId, long hour) implements Comparable<HourKey> {
    @Override
    public int compareTo(HourKey other) {
        int bySeller = sellerId.compareTo(other.sellerId);
        return bySeller != 0 ? bySeller : Long.compare(hour, other.hour);
    }
}
