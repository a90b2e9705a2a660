package dev.rapport.score.engine;

import java.util.Map;
import java.util.Optional;

/** How a metric is read from the sums of a window (SCO-01). */
sealed interface Formula {
    /** The value and its sample, empty when nothing was sampled: absent is neither 0 nor 1. */
    Optional<Reading> read(WindowSums sums);

    /** What one more miss adds to the counters, in an hour that is mature (SCO-07); empty when misses cannot be counted. */
    Map<Counter, Long> miss();

    /** {@code sample} is the denominator, at least 1. */
    record Reading(double value, long sample) {}

    /**
     * What was done out of what had to be done within {@code deadlineHours}.
     *
     * <p>An hour whose deadlines have not all passed puts into the denominator only what was done: what is still open never
     * counts against the seller, and what is done counts at once. A deadline as long as the window leaves no mature hour, so
     * the rate is absent.
     */
    record Rate(Counter met, Counter total, int deadlineHours) implements Formula {
        @Override
        public Optional<Reading> read(WindowSums sums) {
            if (deadlineHours >= sums.window().length()) {
                return Optional.empty();
            }
            long done = sums.sum(met);
            long doneInImmatureHours = done - sums.mature(met, deadlineHours);
            return share(done, sums.mature(total, deadlineHours) + doneInImmatureHours);
        }

        @Override
        public Map<Counter, Long> miss() {
            return Map.of(total, 1L);
        }
    }

    /**
     * One counter over another, over all hours of the window.
     *
     * @param miss what one more miss adds
     */
    record Share(Counter part, Counter total, Map<Counter, Long> miss) implements Formula {
        @Override
        public Optional<Reading> read(WindowSums sums) {
            return share(sums.sum(part), sums.sum(total));
        }
    }

    /** A percentile of a distribution, in seconds. */
    record Percentile(Distribution distribution, Counter count, int percent) implements Formula {
        @Override
        public Optional<Reading> read(WindowSums sums) {
            double value = sums.percentile(distribution, percent);
            long sample = sums.sum(count);
            return Double.isNaN(value) || sample <= 0 ? Optional.empty() : Optional.of(new Reading(value, sample));
        }

        @Override
        public Map<Counter, Long> miss() {
            return Map.of();
        }
    }

    private static Optional<Reading> share(long part, long total) {
        // Below zero: what takes back came before what adds. Nothing is sampled until it has come.
        return total <= 0 ? Optional.empty() : Optional.of(new Reading((double) part / total, total));
    }
}
