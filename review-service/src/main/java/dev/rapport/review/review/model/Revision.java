package dev.rapport.review.review.model;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * REV-05: the buyer changed the rating. {@code revisedAt} tells one revision of a review from another.
 *
 * @param stars 1 to 5, the new rating
 * @param text the new text; null leaves the one before
 */
public record Revision(
        Instant revisedAt, int stars, @Nullable String text) {

    /** By when the buyer made them. */
    static final Comparator<Revision> IN_TIME = Comparator.comparing(Revision::revisedAt);
}
