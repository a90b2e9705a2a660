package dev.rapport.score.alerts.model;

import dev.rapport.policy.Pack;
import dev.rapport.policy.StandingRule;
import dev.rapport.score.engine.RecentResponses;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.standing.model.RuleState;
import dev.rapport.score.standing.model.Standings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a seller stands when alerts are decided about.
 *
 * @param card over the default window, with all rates
 * @param states of the rules of {@code standings}, in their order
 * @param frozenUntil MSG-11; null when sending is free
 * @param responses those of the last hours
 * @param zoneFits SCO-10; null when too little is known
 * @param lastEventAt when the newest counted event happened
 */
public record Situation(
        Pack pack,
        ScoreCard card,
        Standings standings,
        List<RuleState> states,
        @Nullable Instant frozenUntil,
        RecentResponses responses,
        @Nullable Boolean zoneFits,
        Instant lastEventAt,
        Instant now) {

    /** The rule and how it stands. */
    record Ruled(StandingRule rule, RuleState state) {}

    List<Ruled> ruled() {
        return java.util.stream.IntStream.range(0, states.size())
                .mapToObj(i -> new Ruled(standings.rules().get(i), states.get(i)))
                .toList();
    }
}
