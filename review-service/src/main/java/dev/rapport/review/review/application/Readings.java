package dev.rapport.review.review.application;

import dev.rapport.review.review.model.Review;
import java.util.List;
import java.util.Optional;

/** The posted reviews of the seller in the request's path, for looking at. */
public interface Readings {

    /** One review; empty when there is none, or not yet. */
    Optional<Review> review(String reviewId);

    /** Reviews, newest first. */
    List<Review> reviews(ReviewQuery query);
}
