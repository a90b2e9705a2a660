package dev.rapport.score.engine;

import org.jspecify.annotations.Nullable;

/**
 * A metric as it stands in a window (SCO-01).
 *
 * @param value a share of 1, or seconds, or stars; null when absent
 * @param sample the denominator, 0 when absent
 */
public record MetricReading(
        @Nullable Double value, long sample, @Nullable Double redLine, @Nullable Double target, State state) {

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

    static MetricReading of(Metric metric, WindowSums sums, ScoreRules.Lines lines) {
        return metric.read(sums)
                .map(reading -> new MetricReading(
                        reading.value(),
                        reading.sample(),
                        lines.redLine(),
                        lines.target(),
                        state(metric, reading.value(), lines)))
                .orElseGet(() -> new MetricReading(null, 0, lines.redLine(), lines.target(), State.ABSENT));
    }

    private static State state(Metric metric, double value, ScoreRules.Lines lines) {
        if (lines.target() != null && atOrPast(metric, value, lines.target())) {
            return State.OK;
        }
        if (lines.redLine() != null && !atOrPast(metric, value, lines.redLine())) {
            return State.RED;
        }
        return lines.target() == null ? State.OK : State.WARN;
    }

    private static boolean atOrPast(Metric metric, double value, double line) {
        return metric.higherIsBetter() ? value >= line : value <= line;
    }
}
