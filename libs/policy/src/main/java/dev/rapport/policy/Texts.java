package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words by which texts are understood.
 *
 * @param promises MSG-16: by {@link PromiseSignal}
 */
public record Texts(KeywordTable promises) {
    public Texts {
        Checks checks = new Checks();
        signals(checks, "promises", promises, PromiseSignal.class);
        checks.verify();
    }

    /** A table has a signal for each constant, and no other. */
    static void signals(Checks checks, String key, KeywordTable table, Class<? extends Enum<?>> signals) {
        Set<String> names =
                Arrays.stream(signals.getEnumConstants()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        checks.that(key, table.signals().equals(names), "must signal exactly " + String.join(", ", names));
    }
}
