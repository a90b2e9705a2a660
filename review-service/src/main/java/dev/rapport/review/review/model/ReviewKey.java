package dev.rapport.review.review.model;

/**
 * Which review.
 *
 * @param sellerId whose
 * @param reviewId as the marketplace names it
 */
public record ReviewKey(String sellerId, String reviewId) implements Comparable<ReviewKey> {

    @Override
    public int compareTo(ReviewKey other) {
        int bySeller = sellerId.compareTo(other.sellerId);
        return bySeller != 0 ? bySeller : reviewId.compareTo(other.reviewId);
    }
}
