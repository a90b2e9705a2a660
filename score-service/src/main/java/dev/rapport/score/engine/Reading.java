package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
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

    /** The two counters a metric is made of. */
    private record Pair(Counter met, Counter total) {}

    private static final Map<Metric, Pair> PAIRS = new EnumMap<>(Metric.class);

    static {
        for (Metric metric : Metric.values()) {
            PAIRS.put(metric, new Pair(Counter.named(metric.met()), Counter.named(metric.total())));
        }
    }

    /** What a metric reads, empty when it is absent. */
    static Optional<Reading> of(Metric metric, WindowSums sums, int deadlineHours) {
        Pair pair = pairOf(metric);
        return switch (metric.form()) {
            case DEADLINE_RATE -> rate(pair, sums, deadlineHours);
            case RATE, MEAN -> share(sums.sum(pair.met()), sums.sum(pair.total()));
            case MEDIAN -> percentile(pair, sums, 50);
            case NINETIETH -> percentile(pair, sums, 90);
        };
    }

    /**
     * What was done out of what had to be done in time.
     *
     * <p>An hour whose deadlines have not all passed puts into the denominator only what was done: what is still open never
     * counts against the seller, and what is done counts at once. A deadline as long as the window leaves no mature hour, so
     * the rate is absent.
     */
    private static Optional<Reading> rate(Pair pair, WindowSums sums, int deadlineHours) {
        if (deadlineHours >= sums.window().length()) {
            return Optional.empty();
        }
        long done = sums.sum(pair.met());
        long doneInImmatureHours = done - sums.mature(pair.met(), deadlineHours);
        return share(done, sums.mature(pair.total(), deadlineHours) + doneInImmatureHours);
    }

    private static Optional<Reading> share(long part, long total) {
        // Below zero: what takes back came before what adds. Nothing is sampled until that has come.
        return total <= 0 ? Optional.empty() : Optional.of(new Reading((double) part / total, total));
    }

    /** The only distribution a metric reads is that of first responses. */
    private static Optional<Reading> percentile(Pair pair, WindowSums sums, int percent) {
        double value = sums.percentile(Distribution.FIRST_RESPONSE, percent);
        long sample = sums.sum(pair.total());
        return Double.isNaN(value) || sample <= 0 ? Optional.empty() : Optional.of(new Reading(value, sample));
    }

    /** What one more mature miss of a metric adds to the counters (SCO-07); empty when its misses cannot be counted. */
    static Map<Counter, Long> missOf(Metric metric) {
        Pair pair = pairOf(metric);
        return switch (metric.form()) {
            case DEADLINE_RATE -> Map.of(pair.total(), 1L);
            case RATE ->
                switch (metric.better()) {
                    // One more try that came to nothing.
                    case HIGHER -> Map.of(pair.total(), 1L);
                    // One more flagged message or failed delivery is one more message or delivery; a dispute is about
                    // an
                    // order already placed.
                    case LOWER ->
                        metric == Metric.DISPUTE_RATE
                                ? Map.of(pair.met(), 1L)
                                : Map.of(pair.met(), 1L, pair.total(), 1L);
                };
            case MEAN, MEDIAN, NINETIETH -> Map.of();
        };
    }

    private static Pair pairOf(Metric metric) {
        return Objects.requireNonNull(PAIRS.get(metric));
    }
}
