package dev.rapport.score.engine;

import java.util.Comparator;

/** One review of one seller. */
public record ReviewKey(String sellerId, String reviewId) implements Comparable<ReviewKey> {
    private static final Comparator<ReviewKey> ORDER =
            Comparator.comparing(ReviewKey::sellerId).thenComparing(ReviewKey::reviewId);

    @Override
    public int compareTo(ReviewKey other) {
        return ORDER.compare(this, other);
    }
}
