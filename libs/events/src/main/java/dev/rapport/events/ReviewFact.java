package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Facts about reviews on {@code rapport.reviews}; all but the first two kinds name the review and when it was posted. */
public sealed interface ReviewFact extends RapportEvent {

    /** A review as classified on arrival (REV-01). */
    record ReviewReceived(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            @Text(ID) String orderId,
            @Text(ID) String productId,
            @Text(ID) String buyerId,
            @Text(LABEL) @Nullable String country,
            @Range(min = 1, max = 5) int stars,
            @Wire("class") ReviewClass reviewClass,
            Instant postedAt)
            implements ReviewFact {
        public ReviewReceived {
            RecordShape.check(
                    ReviewReceived.class,
                    sellerId,
                    reviewId,
                    orderId,
                    productId,
                    buyerId,
                    country,
                    stars,
                    reviewClass,
                    postedAt);
        }
    }

    /** REV-02: the first reply to a review, written once. */
    record ReviewReplied(
            @Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt, Instant repliedAt)
            implements ReviewFact {
        public ReviewReplied {
            RecordShape.check(ReviewReplied.class, sellerId, reviewId, postedAt, repliedAt);
        }
    }

    /** REV-02: the reply clock of a review ran out. */
    record ReviewOverdue(
            @Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt, Instant dueAt)
            implements ReviewFact {
        public ReviewOverdue {
            RecordShape.check(ReviewOverdue.class, sellerId, reviewId, postedAt, dueAt);
        }
    }

    /** REV-03: a stage was done, in time or late. */
    record ReviewStageCompleted(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            Stage stage,
            Instant postedAt,
            Instant dueAt,
            Instant completedAt)
            implements ReviewFact {
        public ReviewStageCompleted {
            RecordShape.check(ReviewStageCompleted.class, sellerId, reviewId, stage, postedAt, dueAt, completedAt);
        }
    }

    /** REV-01: an agent corrected the class; {@code stars} as posted. */
    record ReviewReclassified(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            ReviewClass before,
            ReviewClass after,
            @Range(min = 1, max = 5) int stars,
            Instant postedAt)
            implements ReviewFact {
        public ReviewReclassified {
            RecordShape.check(ReviewReclassified.class, sellerId, reviewId, before, after, stars, postedAt);
        }
    }

    /** REV-04: the buyer was invited to revise, once per review. */
    record ReviewInvited(
            @Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt) implements ReviewFact {
        public ReviewInvited {
            RecordShape.check(ReviewInvited.class, sellerId, reviewId, postedAt);
        }
    }

    /** REV-05: a rating changed from {@code before} to {@code after} stars. */
    record ReviewRevised(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            @Range(min = 1, max = 5) int before,
            @Range(min = 1, max = 5) int after,
            boolean invited,
            Instant postedAt)
            implements ReviewFact {
        public ReviewRevised {
            RecordShape.check(ReviewRevised.class, sellerId, reviewId, before, after, invited, postedAt);
        }
    }

    /** REV-06: an appeal was handed in. */
    record ReviewAppealed(
            @Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt) implements ReviewFact {
        public ReviewAppealed {
            RecordShape.check(ReviewAppealed.class, sellerId, reviewId, postedAt);
        }
    }

    /** REV-06: an appeal was decided. */
    record ReviewAppealDecided(
            @Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt) implements ReviewFact {
        public ReviewAppealDecided {
            RecordShape.check(ReviewAppealDecided.class, sellerId, reviewId, postedAt);
        }
    }

    /** REV-06: the marketplace hid the review, it leaves the rating. */
    record ReviewHidden(@Text(ID) String sellerId, @Text(ID) String reviewId, Instant postedAt) implements ReviewFact {
        public ReviewHidden {
            RecordShape.check(ReviewHidden.class, sellerId, reviewId, postedAt);
        }
    }
}
