package dev.rapport.message.delivery.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.delivery.application.TryAgain;
import dev.rapport.message.strike.application.Violations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use cases together, which know no framework. */
final class DeliveryBeans {

    private DeliveryBeans() {}

    @Produces
    @Singleton
    static TryAgain tryAgain(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Violations violations,
            PersonalDataBook personalData,
            Outbox outbox) {
        return new TryAgain(conversations, profiles, clockBook, violations, personalData, outbox);
    }
}
