package dev.rapport.review.review.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** How what was sent fared. */
public interface Deliveries {

    /**
     * Of a dispatch.
     *
     * @param state {@code accepted}, {@code delivered}, {@code refused}, {@code failed} or, without a receipt for long, {@code unknown}
     * @param attempts made so far
     */
    record Delivery(String dispatchId, String state, int attempts) {}

    /** Of those of these dispatches that are known, by their ids. */
    Map<String, Delivery> of(Connection tx, String sellerId, Collection<String> dispatchIds, Instant now)
            throws SQLException;
}
