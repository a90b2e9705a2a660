package dev.rapport.oracle;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What {@code GET /sellers/{s}/score} must say, unrounded.
 *
 * @param counters plain sums over all hours of the window; a counter not named here is 0
 * @param metrics every metric, absent ones too
 * @param components those with enough samples, with their scaled weight (they add up to 100)
 * @param score 0…100, empty with no component left
 */
public record Figures(
        Map<String, Long> counters, Map<String, Metric> metrics, List<Component> components, OptionalDouble score) {

    /**
     * @param low least value that is right (quantiles are kept within 2 %, other metrics exactly)
     * @param high greatest value that is right
     * @param sample the denominator
     * @param state {@code ok}, {@code warn}, {@code red} or {@code absent}; two with a bar between them where a quantile is that near
     *     to a line
     */
    public record Metric(double low, double high, long sample, String state) {
        /** A metric without a sample. */
        public static Metric absent() {
            return new Metric(Double.NaN, Double.NaN, 0, "absent");
        }
    }

    /**
     * @param name as in the pack
     * @param scaledWeight share of 100 among the components that are left
     * @param value 0…100
     */
    public record Component(String name, double scaledWeight, double value) {}

    /**
     * A metric by its name in answers.
     *
     * @throws IllegalArgumentException when the rulebook has none of that name
     */
    public Metric metric(String name) {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new IllegalArgumentException("no metric is called " + name);
        }
        return metric;
    }
}
