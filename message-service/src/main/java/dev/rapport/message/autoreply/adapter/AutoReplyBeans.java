package dev.rapport.message.autoreply.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.autoreply.application.AutoReplies;
import dev.rapport.message.autoreply.application.AutoReplyWatch;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.text.screening.Screenings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class AutoReplyBeans {

    private AutoReplyBeans() {}

    @Produces
    @Singleton
    static AutoReplyWatch autoReplyWatch(
            AutoReplies autoReplies,
            Conversations conversations,
            Orders orders,
            Violations violations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Understanding understanding,
            SentTexts sentTexts,
            PromiseBook promises,
            Channels channels,
            Outbox outbox) {
        return new AutoReplyWatch(
                autoReplies,
                conversations,
                orders,
                violations,
                profiles,
                clockBook,
                screenings,
                understanding,
                sentTexts,
                promises,
                channels,
                outbox);
    }
}
