package dev.rapport.review.chronicle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review or dispute of the same buyer.
 *
 * @param kind {@code review} or {@code dispute}
 * @param stars of a review
 * @param reviewClass of a review (REV-01)
 * @param outcome of a dispute that was closed; of a review {@code hidden} when an appeal was approved
 */
public record EarlierCase(
        String kind,
        String id,
        @Nullable String orderId,
        @Nullable Integer stars,
        @Nullable String reviewClass,
        @Nullable String outcome,
        Instant at) {}
