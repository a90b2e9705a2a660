package dev.rapport.message.fast.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.fast.application.FastCases;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use case together, which knows no framework. */
final class FastBeans {

    private FastBeans() {}

    @Produces
    @Singleton
    static FastBook fastBook(FastCases cases, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        return new FastBook(cases, profiles, clockBook, outbox);
    }
}
