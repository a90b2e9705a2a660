package dev.rapport.score.simulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tried; whatever is left out stays as it is.
 *
 * @param pack name or label of a pack whose rules are to hold
 * @param weights by component; 0 leaves it out
 * @param curves by component, points {@code [metric, value]}
 * @param counters sums over the window, by name
 */
record SimulationRequest(
        @Nullable String pack,
        @Nullable Map<String, @Nullable Double> weights,
        @Nullable Map<String, @Nullable List<@Nullable List<@Nullable Double>>> curves,
        @Nullable Penalties penalties,
        @Nullable Map<String, @Nullable Long> counters) {

    /** @param violation points per violation */
    record Penalties(@Nullable Double violation) {}
}
