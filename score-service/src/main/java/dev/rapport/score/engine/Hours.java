package dev.rapport.score.engine;

import java.time.Instant;

/** UTC hours as numbers: hours since 1970-01-01T00:00Z. */
public final class Hours {
    private static final int SECONDS = 3600;

    private Hours() {}

    /** The hour that holds an instant. */
    public static long of(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    /** The first instant of an hour. */
    public static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }
}
