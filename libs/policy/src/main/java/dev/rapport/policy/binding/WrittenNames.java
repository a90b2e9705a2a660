package dev.rapport.policy.binding;

import dev.rapport.events.WireNamed;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How Java's names are written in a file. */
final class WrittenNames {

    private WrittenNames() {}

    /** A constant's own name on the wire when it has one, else its Java name in kebab case. */
    static String of(Enum<?> constant) {
        return constant instanceof WireNamed named
                ? named.wireName()
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether {@code written} means the constant; the rulebook's capitals do as well. */
    static boolean isWritten(Enum<?> constant, String written) {
        return of(constant).equals(written) || constant.name().equals(written);
    }

    /** All constants of an enum, as a fault lists them. */
    static String constants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> of((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    /** {@code DailyClose} is {@code daily-close}. */
    static String kebab(String simpleName) {
        return simpleName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
