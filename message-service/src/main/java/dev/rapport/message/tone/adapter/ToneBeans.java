package dev.rapport.message.tone.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.tone.application.ToneWatch;
import dev.rapport.message.tone.application.Tones;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class ToneBeans {

    private ToneBeans() {}

    @Produces
    @Singleton
    static ToneWatch toneWatch(Tones tones, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        return new ToneWatch(tones, profiles, clockBook, outbox);
    }
}
