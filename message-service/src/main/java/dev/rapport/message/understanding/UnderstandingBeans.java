package dev.rapport.message.understanding;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what knows no framework. */
final class UnderstandingBeans {

    private UnderstandingBeans() {}

    @Produces
    @Singleton
    static Understanding understanding() {
        return new Understanding();
    }
}
