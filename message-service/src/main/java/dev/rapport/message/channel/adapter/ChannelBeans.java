package dev.rapport.message.channel.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.channel.application.ChannelWatch;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.strike.application.Violations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use cases together, which know no framework. */
final class ChannelBeans {

    private ChannelBeans() {}

    @Produces
    @Singleton
    static ChannelWatch channelWatch(
            Channels channels,
            Conversations conversations,
            Violations violations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox) {
        return new ChannelWatch(channels, conversations, violations, profiles, clockBook, outbox);
    }
}
