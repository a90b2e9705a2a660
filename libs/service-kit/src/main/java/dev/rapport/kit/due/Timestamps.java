package dev.rapport.kit.due;

import java.time.Instant;

/** Instants as PostgreSQL reads them in arrays. */
final class Timestamps {

    /** Before every instant. */
    static final String NEVER = "-infinity";

    private Timestamps() {}

    /** ISO 8601, but for the sign of years beyond 9999. */
    static String text(Instant instant) {
        String text = instant.toString();
        return text.startsWith("+") ? text.substring(1) : text;
    }
}
