package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import dev.rapport.score.engine.Explanation.Parts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A metric read from the sums of a window (SCO-01).
 *
 * @param value a share of 1, or seconds, or stars
 * @param sample the denominator, at least 1: over an empty sample a metric is absent, not 0 or 1
 */
record Reading(double value, long sample) {

    private static final Map<Metric, Parts> PARTS = new EnumMap<>(Metric.class);

    static {
        for (Metric metric : Metric.values()) {
            PARTS.put(metric, new Parts(Counter.named(metric.met()), Counter.named(metric.total())));
        }
    }

    /** What a metric reads, empty when it is absent. */
    static Optional<Reading> of(Metric metric, WindowSums sums, int deadlineHours) {
        Parts parts = partsOf(metric);
        return switch (metric.form()) {
            case DEADLINE_RATE -> rate(parts, sums, deadlineHours);
            case RATE, MEAN -> share(sums.sum(parts.met()), sums.sum(parts.total()));
            case MEDIAN -> percentile(parts, sums, 50);
            case NINETIETH -> percentile(parts, sums, 90);
        };
    }

    /**
     * What was done out of what had to be done in time.
     *
     * <p>An hour whose deadlines have not all passed puts into the denominator only what was done: what is still open never
     * counts against the seller, and what is done counts at once. A deadline as long as the window leaves no mature hour, so
     * the rate is absent.
     */
    private static Optional<Reading> rate(Parts parts, WindowSums sums, int deadlineHours) {
        if (deadlineHours >= sums.window().length()) {
            return Optional.empty();
        }
        long done = sums.sum(parts.met());
        long doneInImmatureHours = done - sums.mature(parts.met(), deadlineHours);
        return share(done, sums.mature(parts.total(), deadlineHours) + doneInImmatureHours);
    }

    private static Optional<Reading> share(long part, long total) {
        // Below zero: what takes back came before what adds. Nothing is sampled until that has come.
        return total <= 0 ? Optional.empty() : Optional.of(new Reading((double) part / total, total));
    }

    /** The only distribution a metric reads is that of first responses. */
    private static Optional<Reading> percentile(Parts parts, WindowSums sums, int percent) {
        double value = sums.percentile(Distribution.FIRST_RESPONSE, percent);
        long sample = sums.sum(parts.total());
        return Double.isNaN(value) || sample <= 0 ? Optional.empty() : Optional.of(new Reading(value, sample));
    }

    /** What one more mature miss of a metric adds to the counters (SCO-07); empty when its misses cannot be counted. */
    static Map<Counter, Long> missOf(Metric metric) {
        Parts parts = partsOf(metric);
        return switch (metric.form()) {
            case DEADLINE_RATE -> Map.of(parts.total(), 1L);
            case RATE ->
                switch (metric.better()) {
                    // One more try that came to nothing.
                    case HIGHER -> Map.of(parts.total(), 1L);
                    // One more flagged message or failed delivery is one more message or delivery; a dispute is about
                    // an
                    // order already placed.
                    case LOWER ->
                        metric == Metric.DISPUTE_RATE
                                ? Map.of(parts.met(), 1L)
                                : Map.of(parts.met(), 1L, parts.total(), 1L);
                };
            case MEAN, MEDIAN, NINETIETH -> Map.of();
        };
    }

    static Parts partsOf(Metric metric) {
        return Objects.requireNonNull(PARTS.get(metric));
    }
}
