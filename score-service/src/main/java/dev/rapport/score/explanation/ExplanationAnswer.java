package dev.rapport.score.explanation;

import dev.rapport.events.ScoreStatus;
import dev.rapport.policy.Metric;
import dev.rapport.policy.ScoreComponent;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.engine.Counter;
import dev.rapport.score.engine.Explanation;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.freshness.Freshness;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET …/score/explanation}. The points lost of all components and of the violations add up to
 * {@code pointsLost}, which is 100 less {@code beforeClamping}.
 *
 * @param beforeClamping the score in full precision, before it is held within 0 and 100; null with insufficient data
 * @param components those that count, in the pack's order
 * @param leftOut those whose sample is too small
 */
record ExplanationAnswer(
        String sellerId,
        Instant asOf,
        int windowHours,
        String pack,
        String status,
        @Nullable BigDecimal score,
        @Nullable Double beforeClamping,
        @Nullable Double pointsLost,
        List<Component> components,
        List<Component> leftOut,
        Violations violations,
        Freshness freshness) {

    /**
     * A component.
     *
     * @param scaledWeight when those that count are scaled to 100; null when it does not count
     * @param value 0 to 100; null when it does not count
     * @param pointsLost scaled weight × (100 − value) / 100; null when it does not count
     * @param misses what was not done out of the sample, or what went wrong
     * @param priceOfMiss points one more miss costs now (SCO-07); null without a score
     * @param evidence where the events behind the misses are
     */
    record Component(
            String name,
            double weight,
            @Nullable Double scaledWeight,
            String weightFrom,
            String curveFrom,
            @Nullable Double value,
            @Nullable Double pointsLost,
            String metric,
            @Nullable Double metricValue,
            long sample,
            @Nullable Double redLine,
            @Nullable Double target,
            String state,
            Sum met,
            Sum total,
            long misses,
            @Nullable Double priceOfMiss,
            String evidence) {}

    /** A counter and its plain sum over the window. */
    record Sum(String counter, long sum) {}

    /** @param each points one costs */
    record Violations(long count, double each, double pointsLost, String evidence) {}

    static ExplanationAnswer of(Inquiry inquiry, ScoreCard card, WindowSums sums) {
        Explanation explanation = Explanation.of(card, inquiry.rules());
        Shapes shapes = new Shapes(inquiry, card, sums, Explanation.prices(sums, inquiry.rules()));
        boolean scored = card.points() != null;
        return new ExplanationAnswer(
                inquiry.seller(),
                inquiry.asOf(),
                card.window().length(),
                inquiry.rules().pack(),
                (scored ? ScoreStatus.SCORED : ScoreStatus.INSUFFICIENT_DATA).wireName(),
                card.score(),
                scored ? 100 - explanation.pointsLost() : null,
                scored ? explanation.pointsLost() : null,
                explanation.lost().stream().map(shapes::counting).toList(),
                card.leftOut().stream().map(shapes::leftOut).toList(),
                new Violations(
                        card.violations(),
                        inquiry.rules().violationPenalty(),
                        explanation.lostToViolations(),
                        shapes.evidence(EvidenceResource.VIOLATIONS)),
                inquiry.freshness());
    }

    private record Shapes(Inquiry inquiry, ScoreCard card, WindowSums sums, Map<Metric, Double> prices) {

        Component counting(Explanation.Lost lost) {
            ScoreCard.Component component = lost.component();
            return component(component.rule(), component.scaledWeight(), component.value(), lost.points());
        }

        Component leftOut(ScoreCard.LeftOut leftOut) {
            return component(leftOut.rule(), null, null, null);
        }

        private Component component(
                ScoreComponent rule, @Nullable Double scaledWeight, @Nullable Double value, @Nullable Double lost) {
            MetricReading reading = Objects.requireNonNull(card.metrics().get(rule.metric()));
            Explanation.Parts parts = Explanation.partsOf(rule.metric());
            return new Component(
                    rule.name(),
                    rule.weight(),
                    scaledWeight,
                    rule.source().name().toLowerCase(Locale.ROOT),
                    ScoreComponent.Source.SUITE.name().toLowerCase(Locale.ROOT),
                    value,
                    lost,
                    rule.metric().wireName(),
                    reading.value(),
                    reading.sample(),
                    reading.redLine(),
                    reading.target(),
                    reading.state().name().toLowerCase(Locale.ROOT),
                    sum(parts.met()),
                    sum(parts.total()),
                    Explanation.misses(rule.metric(), sums, reading),
                    prices.get(rule.metric()),
                    evidence(rule.name()));
        }

        private Sum sum(Counter counter) {
            return new Sum(counter.wireName(), sums.sum(counter));
        }

        String evidence(String component) {
            List<String> query = new ArrayList<>(List.of("component=" + component));
            query.add("window=" + card.window().length());
            if (!inquiry.asOf().equals(inquiry.now())) {
                query.add("asOf=" + inquiry.asOf());
            }
            return "/api/v1/sellers/" + inquiry.seller() + "/score/explanation/evidence?" + String.join("&", query);
        }
    }
}
