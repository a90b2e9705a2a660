package dev.rapport.review.review.model;

import dev.rapport.review.classification.Classification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the buyer posted, and what the pack then in force made of it. It never changes: revisions stand beside it.
 *
 * @param country the buyer's, ISO 3166 alpha-2
 * @param stars 1 to 5, as posted
 * @param postedAt the anchor of everything that is counted of this review
 * @param replyDueAt REV-02: by when it wants a reply
 * @param pack label of the pack version that judged it, such as {@code aliexpress@2024-06}
 */
public record Posting(
        String orderId,
        String productId,
        String buyerId,
        @Nullable String country,
        int stars,
        @Nullable String title,
        @Nullable String text,
        Instant postedAt,
        Classification classification,
        Instant replyDueAt,
        String pack) {}
