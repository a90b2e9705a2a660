package dev.rapport.message.conversation.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Acts;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.policy.Packs;
import dev.rapport.text.screening.Screenings;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the packs once, at the start (a faulty one keeps the service from starting), and puts together what knows no framework. */
final class Rulebook {

    private Rulebook() {}

    /** @param overrides a folder of packs beside the shipped ones */
    @Produces
    @Singleton
    @DefaultBean
    static Packs packs(@ConfigProperty(name = "rapport.packs") Optional<Path> overrides) {
        return Packs.load(overrides.orElse(null));
    }

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
