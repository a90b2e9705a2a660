package dev.rapport.message.understanding;

import dev.rapport.language.Languages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what knows no framework. */
final class UnderstandingBeans {

    private UnderstandingBeans() {}

    @Produces
    @Singleton
    static Languages languages() {
        return new Languages();
    }

    @Produces
    @Singleton
    static Understanding understanding(Languages languages) {
        return new Understanding(languages);
    }
}
