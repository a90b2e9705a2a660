package dev.rapport.score.engine;

import java.time.Instant;

/** UTC hours as numbers: hours since 1970-01-01T00:00Z. */
public final class Hours {
    private static final int SECONDS = 3600;
    private static final int DAY = 24;

    private Hours() {}

    /** The hour that holds an instant. */
    public static long of(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    /** The UTC day of an hour: days since 1970-01-01. */
    public static long day(long hour) {
        return Math.floorDiv(hour, DAY);
    }

    /** Which hour of its UTC day an hour is, 0 to 23. */
    public static int ofDay(long hour) {
        return Math.floorMod(hour, DAY);
    }

    /** An hour of a UTC day. */
    public static long ofDay(long day, int hourOfDay) {
        return day * DAY + hourOfDay;
    }

    /** The first instant of an hour. */
    public static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }
}
