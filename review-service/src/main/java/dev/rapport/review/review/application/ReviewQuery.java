package dev.rapport.review.review.application;

import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import dev.rapport.review.review.model.Review;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a seller's reviews; the newest come first.
 *
 * @param stars as they stand now; empty for any
 * @param classes REV-01; empty for any
 * @param stages REV-03: at one of these stages; empty for any
 * @param productId null for any
 * @param dueBefore REV-02: not replied to, and wanting a reply before then; with {@code stages}, their stage is due before then; null
 *     for any
 * @param after the position behind which to go on; null to begin
 * @param fetch how many at most
 */
public record ReviewQuery(
        Set<Integer> stars,
        Set<ReviewClass> classes,
        Set<Stage> stages,
        @Nullable String productId,
        @Nullable Instant dueBefore,
        @Nullable Position after,
        int fetch) {

    public ReviewQuery {
        stars = Set.copyOf(stars);
        classes = Set.copyOf(classes);
        stages = Set.copyOf(stages);
    }

    /** Where a review stands among the others. */
    public record Position(Instant postedAt, String reviewId) {

        /** The keys of a cursor to {@code review}. */
        public static List<?> keys(Review review) {
            return List.of(review.posted().postedAt(), review.key().reviewId());
        }
    }
}
