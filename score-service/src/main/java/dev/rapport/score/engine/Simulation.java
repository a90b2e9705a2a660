package dev.rapport.score.engine;

import dev.rapport.policy.Curve;
import dev.rapport.policy.ScoreComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What if other weights, curves, penalties or counts held (SCO-06). With nothing changed it gives the score.
 *
 * @param weights by component; 0 leaves it out
 * @param curves by component
 * @param violationPenalty points per violation; null leaves it
 * @param counters sums over the window; what is more than now counts as long past its deadlines, what is less is taken from the
 *     oldest first
 */
public record Simulation(
        Map<String, Double> weights,
        Map<String, Curve> curves,
        @Nullable Double violationPenalty,
        Map<Counter, Long> counters) {
    public Simulation {
        weights = Map.copyOf(weights);
        curves = Map.copyOf(curves);
        counters = Map.copyOf(counters);
    }

    /** The rules it holds under. */
    public ScoreRules rules(ScoreRules rules) {
        List<ScoreComponent> components = new ArrayList<>();
        for (ScoreComponent component : rules.components()) {
            double weight = weights.getOrDefault(component.name(), component.weight());
            if (weight > 0) {
                components.add(new ScoreComponent(
                        component.name(),
                        weight,
                        weights.containsKey(component.name()) ? ScoreComponent.Source.SUITE : component.source(),
                        component.metric(),
                        curves.getOrDefault(component.name(), component.curve())));
            }
        }
        return new ScoreRules(
                rules.pack(),
                components,
                rules.minSample(),
                violationPenalty == null ? rules.violationPenalty() : violationPenalty,
                rules.metrics());
    }

    /** The sums it holds over. */
    public WindowSums sums(WindowSums sums) {
        return sums.with(counters);
    }
}
