package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a metric.
 *
 * @param deadline how long what it counts may take, whole hours; null where it has none
 * @param redLine past it is trouble; null where there is none
 * @param target at or past it is well; null where there is none
 */
public record MetricRule(
        @Nullable Duration deadline,
        @Nullable Double redLine,
        @Nullable Double target) {
    public MetricRule {
        new Checks()
                .positive("deadline", deadline)
                .that(
                        "deadline",
                        deadline == null || deadline.equals(Duration.ofHours(deadline.toHours())),
                        "must be whole hours")
                .notNegative("redLine", redLine)
                .notNegative("target", target)
                .verify();
    }

    /** The deadline {@code D} of the score arithmetic in hours; 0 for none. */
    public int deadlineHours() {
        return deadline == null ? 0 : Math.toIntExact(deadline.toHours());
    }
}
