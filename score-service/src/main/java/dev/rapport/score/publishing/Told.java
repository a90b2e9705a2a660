package dev.rapport.score.publishing;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.Standing;
import dev.rapport.policy.Pack;
import dev.rapport.score.alerts.model.Condition;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.standing.Checkpoint;
import dev.rapport.score.standing.model.RuleState;
import dev.rapport.score.standing.model.StandingState;
import dev.rapport.score.standing.model.Standings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The present score of a seller as it is told to others: score, status, standing (SCO-03), and what one more miss would cost per
 * metric (SCO-07).
 *
 * @param card with all rates
 * @param conditions what alerts are decided by (SCO-09); null when it is too early to decide anything
 * @param checkpoint to be written; null when the old one is as good
 * @param next when it is to be looked at again though nothing comes; null for never
 */
record Told(
        Due due,
        Pack pack,
        ScoreCard card,
        Map<String, Double> prices,
        Standings standings,
        StandingState state,
        @Nullable Instant frozenUntil,
        @Nullable List<Condition> conditions,
        @Nullable Checkpoint checkpoint,
        @Nullable Instant next) {

    Told {
        prices = new TreeMap<>(prices);
    }

    ScoreStatus status() {
        return card.points() == null ? ScoreStatus.INSUFFICIENT_DATA : ScoreStatus.SCORED;
    }

    Standing standing() {
        List<Standing.Measure> measures = new ArrayList<>();
        for (RuleState rule : state.rules()) {
            Instant since = standings.since(rule);
            if (since != null) {
                measures.add(new Standing.Measure(rule.rule(), since));
            }
        }
        return new Standing(measures);
    }

    /** All of it but the instant, in one text. */
    String text() {
        return pack.label() + " " + status().wireName() + " " + card.score() + " " + prices + " "
                + standing().measures() + " " + frozenUntil;
    }

    ScoreChanged fact(Instant asOf) {
        BigDecimal score = card.score();
        return new ScoreChanged(
                due.sellerId(),
                score == null ? null : score.doubleValue(),
                status(),
                standing(),
                prices,
                frozenUntil,
                asOf);
    }
}
