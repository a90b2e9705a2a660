package dev.rapport.score.engine;

/** One review of one seller. */
public record ReviewKey(String sellerId, String reviewId) implements Comparable<ReviewKey> {
    @Override
    public int compareTo(ReviewKey other) {
        int bySeller = sellerId.compareTo(other.sellerId);
        return bySeller != 0 ? bySeller : reviewId.compareTo(other.reviewId);
    }
}
