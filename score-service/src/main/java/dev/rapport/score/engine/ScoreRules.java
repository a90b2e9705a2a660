package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import dev.rapport.policy.MetricRule;
import dev.rapport.policy.Pack;
import dev.rapport.policy.ScoreComponent;
import java.util.List;
import java.util.Map;

/**
 * What a pack says about the score, and all the arithmetic needs of it (SCO-02).
 *
 * @param pack label of the pack version, such as {@code aliexpress@2024-06}
 * @param components in the pack's order
 * @param minSample a component whose sample is smaller is left out
 * @param violationPenalty points per violation in the window
 * @param metrics deadline, red line and target of every metric
 */
public record ScoreRules(
        String pack,
        List<ScoreComponent> components,
        int minSample,
        double violationPenalty,
        Map<Metric, MetricRule> metrics) {

    public ScoreRules {
        components = List.copyOf(components);
        metrics = Map.copyOf(metrics);
    }

    /** The rules of a pack version. */
    public static ScoreRules of(Pack pack) {
        return new ScoreRules(
                pack.label(),
                pack.score().components(),
                pack.score().minSample(),
                pack.score().violationPenalty(),
                pack.metrics());
    }

    /** The rule of a metric; one a pack does not speak of has neither deadline nor lines. */
    MetricRule of(Metric metric) {
        return metrics.getOrDefault(metric, NO_RULE);
    }

    private static final MetricRule NO_RULE = new MetricRule(null, null, null);

    /** The distinct deadlines of all metrics in hours, rising. */
    int[] deadlines() {
        return metrics.values().stream()
                .mapToInt(MetricRule::deadlineHours)
                .filter(hours -> hours > 0)
                .distinct()
                .sorted()
                .toArray();
    }
}
