package dev.rapport.policy.binding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record demands of its components, gathered so that all faults are told at once.
 *
 * <p>Every check takes the component's name, which is the key in the file. A null value passes: whether a key may be
 * absent is said by its type. End with {@link #verify()}.
 */
public final class Checks {

    private final List<InvalidValues.Fault> faults = new ArrayList<>();

    /** Faults with {@code message} unless {@code holds}. */
    public Checks that(String key, boolean holds, String message) {
        if (!holds) {
            faults.add(new InvalidValues.Fault(key, message));
        }
        return this;
    }

    /** A finite number above 0. */
    public Checks positive(String key, @Nullable Number value) {
        return that(
                key,
                value == null || value.doubleValue() > 0 && Double.isFinite(value.doubleValue()),
                "must be above 0");
    }

    /** A duration above 0. */
    public Checks positive(String key, @Nullable Duration value) {
        return that(key, value == null || value.isPositive(), "must be a duration above 0");
    }

    /** A duration of 0 or more. */
    public Checks notNegative(String key, @Nullable Duration value) {
        return that(key, value == null || !value.isNegative(), "must not be negative");
    }

    /** A finite number of 0 or more. */
    public Checks notNegative(String key, @Nullable Number value) {
        return that(
                key,
                value == null || value.doubleValue() >= 0 && Double.isFinite(value.doubleValue()),
                "must not be negative");
    }

    /** A share between 0 and 1, both included (0.95 is 95 %). */
    public Checks rate(String key, @Nullable Double value) {
        return that(key, value == null || value >= 0 && value <= 1, "must be between 0 and 1");
    }

    /** A number between {@code low} and {@code high}, both included. */
    public Checks between(String key, @Nullable Number value, double low, double high) {
        return that(
                key,
                value == null || value.doubleValue() >= low && value.doubleValue() <= high,
                "must be between %s and %s".formatted(plain(low), plain(high)));
    }

    /** A list, set or map with something in it. */
    public Checks notEmpty(String key, @Nullable Object value) {
        boolean empty =
                switch (value) {
                    case null -> false;
                    case Collection<?> many -> many.isEmpty();
                    case Map<?, ?> map -> map.isEmpty();
                    case CharSequence text -> text.isEmpty();
                    default -> throw new IllegalArgumentException("has no size: " + value.getClass());
                };
        return that(key, !empty, "must not be empty");
    }

    /** Every constant of {@code type} is a key of the map. */
    public <E extends Enum<E>> Checks complete(String key, Map<E, ?> map, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            that(key, map.containsKey(constant), "lacks " + WrittenNames.of(constant));
        }
        return this;
    }

    /** No value twice. */
    public Checks unique(String key, Collection<?> values) {
        List<Object> seen = new ArrayList<>();
        for (Object value : values) {
            that(key, !seen.contains(value), "names " + value + " twice");
            seen.add(value);
        }
        return this;
    }

    /** @throws InvalidValues when any check failed */
    public void verify() {
        if (!faults.isEmpty()) {
            throw new InvalidValues(faults);
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
