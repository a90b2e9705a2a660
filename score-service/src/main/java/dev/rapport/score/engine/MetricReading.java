package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import dev.rapport.policy.MetricRule;
import org.jspecify.annotations.Nullable;

/**
 * A metric as it stands in a window, beside its lines (SCO-01).
 *
 * @param value a share of 1, or seconds, or stars; null when absent
 * @param sample the denominator, 0 when absent
 * @param redLine past it the marketplace acts; null where it draws none
 * @param target at or past it is well; null where there is none
 */
public record MetricReading(
        @Nullable Double value,
        long sample,
        @Nullable Double redLine,
        @Nullable Double target,
        State state) {

    /** Where a value stands between its two lines. */
    public enum State {
        /** At or past the target, or not past the red line where there is no target. */
        OK,
        /** Between target and red line. */
        WARN,
        /** Past the red line. */
        RED,
        /** No sample. */
        ABSENT
    }

    static MetricReading of(Metric metric, WindowSums sums, MetricRule rule) {
        return Reading.of(metric, sums, rule.deadlineHours())
                .map(reading -> new MetricReading(
                        reading.value(),
                        reading.sample(),
                        rule.redLine(),
                        rule.target(),
                        state(metric, reading.value(), rule)))
                .orElseGet(() -> new MetricReading(null, 0, rule.redLine(), rule.target(), State.ABSENT));
    }

    private static State state(Metric metric, double value, MetricRule rule) {
        if (rule.target() != null && atOrPast(metric, value, rule.target())) {
            return State.OK;
        }
        if (rule.redLine() != null && !atOrPast(metric, value, rule.redLine())) {
            return State.RED;
        }
        return rule.target() == null ? State.OK : State.WARN;
    }

    private static boolean atOrPast(Metric metric, double value, double line) {
        return switch (metric.better()) {
            case HIGHER -> value >= line;
            case LOWER -> value <= line;
        };
    }
}
