package dev.rapport.message.strike.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.strike.application.Violations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class StrikeBeans {

    private StrikeBeans() {}

    @Produces
    @Singleton
    static StrikeBook strikeBook(
            Violations violations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        return new StrikeBook(violations, profiles, clockBook, outbox);
    }
}
