package dev.rapport.message.promise.adapter;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.promise.application.PromiseWatch;
import dev.rapport.message.promise.application.Promises;
import dev.rapport.message.understanding.Understanding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the use cases together, which know no framework. */
final class PromiseBeans {

    private PromiseBeans() {}

    @Produces
    @Singleton
    static PromiseBook promiseBook(
            Promises promises, Understanding understanding, SellerProfiles profiles, SellerClockBook clockBook) {
        return new PromiseBook(promises, understanding, profiles, clockBook);
    }

    @Produces
    @Singleton
    static PromiseWatch promiseWatch(
            Promises promises, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        return new PromiseWatch(promises, profiles, clockBook, outbox);
    }
}
