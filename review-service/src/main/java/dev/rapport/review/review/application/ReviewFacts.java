package dev.rapport.review.review.application;

import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ReviewFact.ReviewReceived;
import dev.rapport.events.ReviewFact.ReviewReplied;
import dev.rapport.events.ReviewFact.ReviewRevised;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewEvent;
import dev.rapport.review.review.model.ReviewKey;
import java.time.Instant;
import java.util.Optional;

/**
 * The one place where inner events become public facts. Their natural keys are the review's and the revision's, so a fact derived
 * twice has the same id and counts once. All are judged by the pack version under which the review was posted.
 */
public final class ReviewFacts {

    private ReviewFacts() {}

    /** What an event of this review tells the world; empty when it is nobody else's business. */
    static Optional<Fact> of(Review review, ReviewEvent event) {
        return switch (event) {
            case ReviewEvent.Posted posted -> Optional.of(received(review.key(), posted.posting()));
            case ReviewEvent.Revised revised -> Optional.of(revised(review, revised));
            case ReviewEvent.FirstReplied first ->
                Optional.of(replied(review, first.reply().repliedAt()));
            case ReviewEvent.RevisionKept _, ReviewEvent.ReplyKept _ -> Optional.empty();
        };
    }

    /** MSG-15: connectors are asked to deliver a reply. */
    public static Fact requested(DispatchRequested request, Instant at, String pack) {
        return Fact.of(request, at, pack, request.dispatchId(), Integer.toString(request.attempt()));
    }

    private static Fact received(ReviewKey key, Posting posting) {
        var fact = new ReviewReceived(
                key.sellerId(),
                key.reviewId(),
                posting.orderId(),
                posting.productId(),
                posting.buyerId(),
                posting.country(),
                posting.stars(),
                posting.classification().guess(),
                posting.postedAt());
        return Fact.of(fact, posting.postedAt(), posting.pack(), key.reviewId());
    }

    private static Fact revised(Review review, ReviewEvent.Revised event) {
        ReviewKey key = review.key();
        Posting posting = review.posted();
        Instant revisedAt = event.revision().revisedAt();
        // REV-05: it follows on the invitation only when it came after it.
        boolean invited = review.invitedAt() != null && !revisedAt.isBefore(review.invitedAt());
        var fact = new ReviewRevised(
                key.sellerId(), key.reviewId(), event.before(), event.revision().stars(), invited, posting.postedAt());
        return Fact.of(fact, revisedAt, posting.pack(), key.reviewId(), revisedAt.toString());
    }

    private static Fact replied(Review review, Instant repliedAt) {
        ReviewKey key = review.key();
        Posting posting = review.posted();
        var fact = new ReviewReplied(key.sellerId(), key.reviewId(), posting.postedAt(), repliedAt);
        return Fact.of(fact, repliedAt, posting.pack(), key.reviewId());
    }
}
