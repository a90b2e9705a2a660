package dev.rapport.message.conversation.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Acts;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.policy.Packs;
import dev.rapport.text.screening.Screenings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts together what knows no framework. */
final class Rulebook {

    private Rulebook() {}

    @Produces
    @Singleton
    static SellerClockBook clocks(Packs packs) {
        return new SellerClockBook(packs);
    }

    @Produces
    @Singleton
    static Masks masks(Screenings screenings, SellerClockBook clockBook, Clock clock) {
        return new Masks(screenings, clockBook, clock);
    }

    @Produces
    @Singleton
    static Acts acts(Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        return new Acts(conversations, profiles, clockBook, outbox);
    }
}
