package dev.rapport.score.engine;

import java.time.Instant;
import java.util.List;

/**
 * The last {@code length} UTC hours up to and with the one that holds an instant (SCO-01).
 *
 * @param last the hour that holds the instant asked for, as in {@link Hours}
 * @param length in hours, at least 1
 */
public record Window(long last, int length) {
    /** The windows answers are given for, in hours: a day, a week, 30 days, 90 days. */
    public static final List<Integer> SHIPPED = List.of(24, 168, 720, 2160);

    /** 30 days, in hours: what standing always reads. */
    public static final int DEFAULT = 720;

    public Window {
        if (length < 1) {
            throw new IllegalArgumentException("a window has at least one hour, not " + length);
        }
    }

    /** The window that ends in the hour of an instant. */
    public static Window at(Instant asOf, int hours) {
        return new Window(Hours.of(asOf), hours);
    }

    /** The first hour of the window. */
    public long first() {
        return last - length + 1;
    }

    /** Whether the window has this hour. */
    public boolean contains(long hour) {
        return hour >= first() && hour <= last;
    }

    /** Whether every deadline of {@code deadlineHours} that began in this hour has passed: {@code h + D < H}. */
    public boolean mature(long hour, int deadlineHours) {
        return hour + deadlineHours < last;
    }
}
