package dev.rapport.review.review.application;

import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Revision;
import dev.rapport.review.review.model.SellerReply;
import java.util.List;

/**
 * What a batch or a request changed.
 *
 * @param reviews those that have been posted, as they are now; each once
 * @param revisions new ones, whether or not their review has been posted
 * @param replies new ones, likewise
 */
public record Changes(List<Review> reviews, List<NewRevision> revisions, List<NewReply> replies) {

    public Changes {
        reviews = List.copyOf(reviews);
        revisions = List.copyOf(revisions);
        replies = List.copyOf(replies);
    }

    /** A revision and the review it is of. */
    public record NewRevision(ReviewKey key, Revision revision) {}

    /** A reply and the review it is to. */
    public record NewReply(ReviewKey key, SellerReply reply) {}
}
