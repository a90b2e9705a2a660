package dev.rapport.message.screening;

import dev.rapport.text.screening.Screenings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what knows no framework. */
final class ScreeningBeans {

    private ScreeningBeans() {}

    @Produces
    @Singleton
    static Screenings screenings() {
        return new Screenings();
    }
}
