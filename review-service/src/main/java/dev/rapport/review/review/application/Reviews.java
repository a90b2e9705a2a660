package dev.rapport.review.review.application;

import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The reviews as writers use them. */
public interface Reviews {

    /**
     * All that is known of these reviews, one entry each. The caller holds the exclusive locks of their sellers, so nobody else
     * writes them in between.
     *
     * @param tx transaction of the worker role
     */
    Map<ReviewKey, Review> recall(Connection tx, Collection<ReviewKey> keys) throws SQLException;

    /** One review, its row locked until the transaction ends; empty when it was not posted yet. */
    Optional<Review> lock(Connection tx, ReviewKey key) throws SQLException;

    /** Keeps what has changed, in a fixed number of statements however many reviews there are. */
    void keep(Connection tx, Changes changes) throws SQLException;
}
