package dev.rapport.score.card;

import dev.rapport.events.ScoreStatus;
import dev.rapport.policy.ScoreComponent;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.freshness.Freshness;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET …/score}.
 *
 * @param asOf the instant asked for, or that of the answer
 * @param pack label of the pack version it is judged by
 * @param status {@code scored} or {@code insufficient-data}
 * @param score 0 to 100, two decimals; null with insufficient data
 * @param components those that count, in the pack's order
 * @param leftOut those whose sample is too small
 * @param minSample how large a component's sample must be
 * @param metrics all of them, by name
 * @param counters plain sums over the window: all whole ones, and splits that are not zero
 * @param violations in the window
 * @param violationPenalty points each of them costs
 */
public record ScoreAnswer(
        String sellerId,
        Instant asOf,
        int windowHours,
        String pack,
        String status,
        @Nullable BigDecimal score,
        List<ComponentAnswer> components,
        List<LeftOutAnswer> leftOut,
        int minSample,
        Map<String, MetricAnswer> metrics,
        Map<String, Long> counters,
        long violations,
        double violationPenalty,
        Freshness freshness) {

    /**
     * @param weight as the pack has it
     * @param scaledWeight when those that count are scaled to 100
     * @param value 0 to 100, what the curve makes of the metric
     * @param weightFrom {@code marketplace} where it publishes the weight, else {@code suite}: our default
     * @param curveFrom {@code suite}: no marketplace publishes its curves
     */
    public record ComponentAnswer(
            String name,
            double weight,
            double scaledWeight,
            double value,
            String metric,
            String weightFrom,
            String curveFrom) {}

    /** A component that does not count, and the sample that was too small. */
    public record LeftOutAnswer(String name, double weight, String metric, long sample, String weightFrom) {}

    /** {@code state} is {@code ok}, {@code warn}, {@code red} or {@code absent}. */
    public record MetricAnswer(
            @Nullable Double value,
            long sample,
            @Nullable Double redLine,
            @Nullable Double target,
            String state) {}

    /** The answer to an inquiry: the card that these rules make of these sums. */
    public static ScoreAnswer of(Inquiries.Inquiry inquiry, ScoreRules rules, ScoreCard card, WindowSums sums) {
        Map<String, MetricAnswer> metrics = new LinkedHashMap<>();
        card.metrics().forEach((metric, value) -> metrics.put(metric.wireName(), of(value)));
        ScoreStatus status = card.points() == null ? ScoreStatus.INSUFFICIENT_DATA : ScoreStatus.SCORED;
        return new ScoreAnswer(
                inquiry.seller(),
                inquiry.asOf(),
                card.window().length(),
                rules.pack(),
                status.wireName(),
                card.score(),
                card.components().stream().map(ScoreAnswer::of).toList(),
                card.leftOut().stream().map(ScoreAnswer::of).toList(),
                rules.minSample(),
                metrics,
                sums.told(),
                card.violations(),
                rules.violationPenalty(),
                inquiry.freshness());
    }

    private static ComponentAnswer of(ScoreCard.Component component) {
        ScoreComponent rule = component.rule();
        return new ComponentAnswer(
                rule.name(),
                rule.weight(),
                component.scaledWeight(),
                component.value(),
                rule.metric().wireName(),
                from(rule.source()),
                from(ScoreComponent.Source.SUITE));
    }

    private static LeftOutAnswer of(ScoreCard.LeftOut leftOut) {
        ScoreComponent rule = leftOut.rule();
        return new LeftOutAnswer(
                rule.name(), rule.weight(), rule.metric().wireName(), leftOut.sample(), from(rule.source()));
    }

    private static MetricAnswer of(MetricReading reading) {
        return new MetricAnswer(
                reading.value(),
                reading.sample(),
                reading.redLine(),
                reading.target(),
                reading.state().name().toLowerCase(Locale.ROOT));
    }

    private static String from(ScoreComponent.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
