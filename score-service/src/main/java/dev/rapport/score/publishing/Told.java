package dev.rapport.score.publishing;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.Standing;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.WindowSums;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The present score of a seller as it is told to others: score, status, and what one more miss would cost per metric
 * (SCO-07).
 */
record Told(Due due, String pack, ScoreCard card, Map<String, Double> prices) {

    static Told of(Due due, WindowSums sums, ScoreRules rules) {
        Map<String, Double> prices = new TreeMap<>();
        ScoreCard.prices(sums, rules).forEach((metric, points) -> prices.put(metric.wireName(), points));
        return new Told(due, rules.pack(), ScoreCard.of(sums, rules), prices);
    }

    ScoreStatus status() {
        return card.points() == null ? ScoreStatus.INSUFFICIENT_DATA : ScoreStatus.SCORED;
    }

    /** All of it but the instant, in one text. */
    String text() {
        return pack + " " + status().wireName() + " " + card.score() + " " + prices;
    }

    ScoreChanged fact(Instant asOf) {
        BigDecimal score = card.score();
        return new ScoreChanged(
                due.sellerId(),
                score == null ? null : score.doubleValue(),
                status(),
                // SCO-03 rests on daily closes, which nobody computes yet: nothing is held against anyone.
                new Standing(List.of()),
                prices,
                null,
                asOf);
    }
}
