package dev.rapport.review.intake;

import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.RapportEvent;
import dev.rapport.review.review.application.SellerRules;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.ReviewCommand;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Revision;
import dev.rapport.review.review.model.SellerReply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What an event from outside means for its review. Instants are cut to what the database keeps, so that none changes later. */
sealed interface Arrival {

    /** Which review it tells of. */
    ReviewKey key();

    /** When it happened: the rules then in force judge it. */
    Instant at();

    /** What it asks for under these rules. */
    ReviewCommand command(SellerRules rules);

    /** What an event means; null when it tells nothing of a review. */
    static @Nullable Arrival of(RapportEvent event) {
        if (event instanceof BuyerReviewPosted posted) {
            return new Posted(posted);
        }
        if (event instanceof BuyerReviewRevised revised) {
            return new Revised(revised);
        }
        return event instanceof SellerReviewReplyObserved observed ? new ReplySeen(observed) : null;
    }

    /** A buyer posted a review. */
    record Posted(BuyerReviewPosted event) implements Arrival {

        @Override
        public ReviewKey key() {
            return new ReviewKey(event.sellerId(), event.reviewId());
        }

        @Override
        public Instant at() {
            return cut(event.postedAt());
        }

        @Override
        public ReviewCommand command(SellerRules rules) {
            return new ReviewCommand.Post(new Posting(
                    event.orderId(),
                    event.productId(),
                    event.buyer().id(),
                    event.buyer().country(),
                    event.stars(),
                    event.title(),
                    event.text(),
                    at(),
                    rules.classifier().classify(event.title(), event.text()),
                    at().plus(rules.pack().reviews().replyWithin()),
                    rules.pack().label()));
        }
    }

    /** A buyer revised one. */
    record Revised(BuyerReviewRevised event) implements Arrival {

        @Override
        public ReviewKey key() {
            return new ReviewKey(event.sellerId(), event.reviewId());
        }

        @Override
        public Instant at() {
            return cut(event.revisedAt());
        }

        @Override
        public ReviewCommand command(SellerRules rules) {
            return new ReviewCommand.Revise(new Revision(at(), event.stars(), event.text()));
        }
    }

    /** A seller's reply was seen at the marketplace. */
    record ReplySeen(SellerReviewReplyObserved event) implements Arrival {

        @Override
        public ReviewKey key() {
            return new ReviewKey(event.sellerId(), event.reviewId());
        }

        @Override
        public Instant at() {
            return cut(event.repliedAt());
        }

        @Override
        public ReviewCommand command(SellerRules rules) {
            return new ReviewCommand.Observe(
                    SellerReply.observed(key(), event.text(), at(), event.dispatchId()),
                    rules.pack().messages().echoWithin());
        }
    }

    private static Instant cut(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
