package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the points of a score went (SCO-04).
 *
 * <p>With a score, {@link #pointsLost()} is 100 less the score before it is held within 0 and 100.
 *
 * @param lost by component, in the pack's order; empty with insufficient data
 * @param lostToViolations points the violations of the window cost
 */
public record Explanation(ScoreCard card, List<Lost> lost, double lostToViolations) {

    /** The points a component costs: its scaled weight, as far as its value is from 100. */
    public record Lost(ScoreCard.Component component, double points) {}

    public Explanation {
        lost = List.copyOf(lost);
    }

    /** Explains a card under the rules it was made by. */
    public static Explanation of(ScoreCard card, ScoreRules rules) {
        List<Lost> lost = new ArrayList<>();
        for (ScoreCard.Component component : card.components()) {
            lost.add(new Lost(component, component.scaledWeight() * (100 - component.value()) / 100));
        }
        return new Explanation(card, lost, rules.violationPenalty() * card.violations());
    }

    /** All points lost. */
    public double pointsLost() {
        double sum = lostToViolations;
        for (Lost one : lost) {
            sum += one.points();
        }
        return sum;
    }

    /** The counters a metric is made of, above and below the line. */
    public record Parts(Counter met, Counter total) {}

    /** Which counters a metric is made of. */
    public static Parts partsOf(Metric metric) {
        return Reading.partsOf(metric);
    }

    /** How many misses a metric counts: what was not done out of its sample, or what went wrong. */
    public static long misses(Metric metric, WindowSums sums, MetricReading reading) {
        long met = sums.sum(Reading.partsOf(metric).met());
        return switch (metric.better()) {
            case HIGHER -> Math.max(0, reading.sample() - met);
            case LOWER -> Math.max(0, met);
        };
    }

    /** What one more mature miss of each component's metric costs now (SCO-07). */
    public static Map<Metric, Double> prices(WindowSums sums, ScoreRules rules) {
        return ScoreCard.prices(sums, rules);
    }
}
