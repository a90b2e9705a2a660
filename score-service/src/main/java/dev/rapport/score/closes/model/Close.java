package dev.rapport.score.closes.model;

import dev.rapport.policy.Metric;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.engine.ScoreCard;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The score at the last instant of a local day or week.
 *
 * @param day local; of a week its Sunday
 * @param asOf an instant in the last hour of its window: asking for the score then gives this card
 * @param finalFrom until then replies may still come in time, and the close is provisional
 * @param pack label of the version in force at that instant
 */
public record Close(Period period, LocalDate day, Instant asOf, Instant finalFrom, String pack, ScoreCard card) {

    /** Whether it may still change by replies that come in time. */
    public boolean provisional(Instant now) {
        return now.isBefore(finalFrom);
    }

    /** The score before it is rounded, or a metric; null when there is none. */
    public @Nullable Double value(@Nullable Metric metric) {
        if (metric == null) {
            return card.points();
        }
        var reading = card.metrics().get(metric);
        return reading == null ? null : reading.value();
    }
}
