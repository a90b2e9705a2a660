package dev.rapport.message.reply.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.reply.application.ReplyReading;
import dev.rapport.message.reply.application.SendReply;
import dev.rapport.message.reply.application.SettledOutside;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.text.screening.Screenings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class ReplyBeans {

    private ReplyBeans() {}

    @Produces
    @Singleton
    static ReplyReading replyReading(
            Conversations conversations, Orders orders, Understanding understanding, SentTexts sentTexts) {
        return new ReplyReading(conversations, orders, understanding, sentTexts);
    }

    @Produces
    @Singleton
    static SettledOutside settledOutside(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            ReplyReading reading,
            WinBacks winBacks,
            PromiseBook promises,
            Outbox outbox) {
        return new SettledOutside(conversations, profiles, clockBook, reading, winBacks, promises, outbox);
    }

    @Produces
    @Singleton
    static SendReply sendReply(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Violations violations,
            StrikeBook strikes,
            ReplyReading reading,
            WinBacks winBacks,
            PersonalDataBook personalData,
            PromiseBook promises,
            Channels channels,
            Outbox outbox) {
        return new SendReply(
                conversations,
                profiles,
                clockBook,
                screenings,
                violations,
                strikes,
                reading,
                winBacks,
                personalData,
                promises,
                channels,
                outbox);
    }
}
