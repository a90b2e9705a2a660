package dev.rapport.care.join;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which of two reports of the same thing stands. The choice follows a total order over what is reported, never the order
 * of arrival, so it comes out alike on every replay.
 */
public final class Choice {
    /** Text that may be missing; missing comes first. */
    public static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Instants that may be missing; missing comes first. */
    public static final Comparator<@Nullable Instant> INSTANT = Comparator.nullsFirst(Comparator.naturalOrder());

    private Choice() {}

    /** @return the lesser of two, or the one that is there */
    public static <T extends Comparable<? super T>> @Nullable T first(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** @return the greater of two, or the one that is there */
    public static <T extends Comparable<? super T>> @Nullable T last(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }
}
