package dev.rapport.review.review.adapter;

import dev.rapport.policy.Packs;
import dev.rapport.review.review.application.Rulebook;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what knows no framework. */
final class ReviewBeans {

    private ReviewBeans() {}

    @Produces
    @Singleton
    static Rulebook rulebook(Packs packs) {
        return new Rulebook(packs);
    }
}
