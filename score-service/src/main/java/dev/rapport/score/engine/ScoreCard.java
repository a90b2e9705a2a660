package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import dev.rapport.policy.ScoreComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The score of one window, with what it is made of (SCO-01, SCO-02).
 *
 * @param points 0 to 100 in double precision, null when no component has a large enough sample
 * @param components those that count, in the pack's order
 * @param leftOut those whose sample is too small
 * @param metrics those asked for and those of the components, in their order
 * @param violations in the window, never below 0
 */
public record ScoreCard(
        Window window,
        @Nullable Double points,
        List<Component> components,
        List<LeftOut> leftOut,
        Map<Metric, MetricReading> metrics,
        long violations) {

    /**
     * A component that counts.
     *
     * @param value 0 to 100, what the curve makes of the metric
     * @param scaledWeight its weight when those that count are scaled to 100
     */
    public record Component(ScoreComponent rule, double value, double scaledWeight) {}

    /** A component that does not count, and the sample that was too small. */
    public record LeftOut(ScoreComponent rule, long sample) {}

    public ScoreCard {
        components = List.copyOf(components);
        leftOut = List.copyOf(leftOut);
        metrics = Collections.unmodifiableMap(metrics);
    }

    /** The card of a window's sums under the rules they were made for, with every metric. */
    public static ScoreCard of(WindowSums sums, ScoreRules rules) {
        return of(sums, rules, EnumSet.allOf(Metric.class));
    }

    /** The card with only these metrics and those of the components: percentiles, say, cost more than a score. */
    public static ScoreCard of(WindowSums sums, ScoreRules rules, Set<Metric> wanted) {
        Map<Metric, MetricReading> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : wanted) {
            metrics.put(metric, MetricReading.of(metric, sums, rules.of(metric)));
        }
        for (ScoreComponent component : rules.components()) {
            metrics.computeIfAbsent(component.metric(), metric -> MetricReading.of(metric, sums, rules.of(metric)));
        }
        List<Sampled> counting = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (ScoreComponent component : rules.components()) {
            MetricReading reading = Objects.requireNonNull(metrics.get(component.metric()));
            if (reading.value() != null && reading.sample() >= rules.minSample()) {
                counting.add(new Sampled(component, reading.value()));
            } else {
                leftOut.add(new LeftOut(component, reading.sample()));
            }
        }
        List<Component> components = valued(counting);
        long violations = Math.max(0, sums.sum(Counter.VIOLATIONS));
        Double points = components.isEmpty() ? null : points(components, violations, rules.violationPenalty());
        return new ScoreCard(sums.window(), points, components, leftOut, metrics, violations);
    }

    private record Sampled(ScoreComponent rule, double metric) {}

    private static List<Component> valued(List<Sampled> counting) {
        double weights = 0;
        for (Sampled sampled : counting) {
            weights += sampled.rule().weight();
        }
        List<Component> components = new ArrayList<>();
        for (Sampled sampled : counting) {
            ScoreComponent rule = sampled.rule();
            components.add(new Component(rule, rule.curve().at(sampled.metric()), rule.weight() * 100 / weights));
        }
        return components;
    }

    private static double points(List<Component> components, long violations, double penalty) {
        double weighted = 0;
        double weights = 0;
        for (Component component : components) {
            weighted += component.rule().weight() * component.value();
            weights += component.rule().weight();
        }
        return Math.clamp(weighted / weights - penalty * violations, 0.0, 100.0);
    }

    /** The score as shown: half-up to two decimals; null with insufficient data. */
    public @Nullable BigDecimal score() {
        return points == null ? null : BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP);
    }

    /**
     * What one more mature miss costs now, in points per metric of the pack's components (SCO-07): the score now less the
     * score with it. Empty with insufficient data, and without metrics whose misses cannot be counted.
     */
    public static Map<Metric, Double> prices(WindowSums sums, ScoreRules rules) {
        Double now = of(sums, rules, Set.of()).points();
        Map<Metric, Double> prices = new LinkedHashMap<>();
        for (ScoreComponent component : rules.components()) {
            Map<Counter, Long> miss = Reading.missOf(component.metric());
            Double then = miss.isEmpty()
                    ? null
                    : of(sums.plusMature(miss), rules, Set.of()).points();
            if (now != null && then != null) {
                prices.put(component.metric(), now - then);
            }
        }
        return prices;
    }
}
