package dev.rapport.review.reply.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.review.dispatch.Dispatches;
import dev.rapport.review.reply.application.ReplyToReview;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.application.Rulebook;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class ReplyBeans {

    private ReplyBeans() {}

    @Produces
    @Singleton
    static ReplyToReview replyToReview(
            Reviews reviews, SellerProfiles profiles, Rulebook rulebook, Dispatches dispatches, Outbox outbox) {
        return new ReplyToReview(reviews, profiles, rulebook, dispatches, outbox);
    }
}
