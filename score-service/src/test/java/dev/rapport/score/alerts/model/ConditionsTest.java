package dev.rapport.score.alerts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Fulfilment;
import dev.rapport.policy.Metric;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.alerts.model.Condition.Verdict;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.MetricReading.State;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.RecentResponses;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Window;
import dev.rapport.score.standing.model.RuleState;
import dev.rapport.score.standing.model.RuleState.Mark;
import dev.rapport.score.standing.model.Standings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SCO-09: what raises an alert, what leaves it and what resolves it. */
class ConditionsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:30Z");
    private static final Packs PACKS = Packs.load(null);

    /** A seller of whom all is well, to be changed. */
    private static final class Seller {
        private final RecentResponses responses = new RecentResponses();
        private final Map<Metric, MetricReading> readings = new EnumMap<>(Metric.class);
        private final Pack pack = PACKS.pack("aliexpress", NOW);
        private final Standings standings = new Standings(
                new CloseCalendar(ZoneId.of("Asia/Shanghai")), PackRules.of(PACKS, "aliexpress"), Fulfilment.SELF, NOW);
        private @Nullable Double points = 95.0;
        private @Nullable Mark suspended;
        private @Nullable Instant frozenUntil;
        private Instant lastEventAt = NOW.minusSeconds(60);

        Seller responses(int count, int minutesAgo, int seconds) {
            for (int i = 0; i < count; i++) {
                responses.add(NOW.minus(Duration.ofMinutes(minutesAgo)), seconds);
            }
            return this;
        }

        Seller reads(Metric metric, double value, long sample) {
            readings.put(metric, new MetricReading(value, sample, null, null, State.OK));
            return this;
        }

        Seller scores(@Nullable Double score) {
            points = score;
            return this;
        }

        Seller suspendedAt(Instant close) {
            suspended = new Mark(close.atZone(ZoneId.of("Asia/Shanghai")).toLocalDate(), 75);
            return this;
        }

        Seller lastHeardOf(Instant at) {
            lastEventAt = at;
            return this;
        }

        Seller frozen() {
            frozenUntil = NOW.plusSeconds(60);
            return this;
        }

        Condition condition(String rule, String subject) {
            List<RuleState> states = new ArrayList<>();
            for (var standingRule : standings.rules()) {
                Mark since = standingRule.name().equals("choice-suspended") ? suspended : null;
                states.add(new RuleState(standingRule.name(), since, List.of(), 0, List.of(), List.of(), List.of()));
            }
            ScoreCard card = new ScoreCard(Window.at(NOW, 720), points, List.of(), List.of(), readings, 0);
            Situation situation =
                    new Situation(pack, card, standings, states, frozenUntil, responses, true, lastEventAt, NOW);
            return Conditions.of(situation).stream()
                    .filter(one -> one.rule().equals(rule) && one.subject().equals(subject))
                    .findFirst()
                    .orElseThrow();
        }

        Verdict verdict(String rule, String subject) {
            return condition(rule, subject).verdict();
        }
    }

    @Test
    void shouldRaiseWhenResponsesOfTheLastHourAverageAboveTwoMinutes() {
        assertThat(new Seller().responses(5, 10, 121).condition("MSG-05", "response-time"))
                .satisfies(condition -> {
                    assertThat(condition.verdict()).isEqualTo(Verdict.HOLDS);
                    assertThat(condition.value()).isEqualTo(121.0);
                    assertThat(condition.threshold()).isEqualTo(120.0);
                });
        assertThat(new Seller().responses(4, 10, 1000).verdict("MSG-05", "response-time"))
                .isEqualTo(Verdict.OVER);
        assertThat(new Seller().responses(5, 61, 1000).verdict("MSG-05", "response-time"))
                .isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldResolveTheResponseAlarmOnlyATenthBelowTheLine() {
        assertThat(new Seller().responses(5, 10, 120).verdict("MSG-05", "response-time"))
                .isEqualTo(Verdict.NEAR);
        assertThat(new Seller().responses(5, 10, 108).verdict("MSG-05", "response-time"))
                .isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldRaiseRatesPastTheirRedLinesWithHysteresis() {
        assertThat(new Seller().reads(Metric.DISPUTE_RATE, 0.0121, 1000).verdict("SCO-01", "dispute_rate"))
                .isEqualTo(Verdict.HOLDS);
        assertThat(new Seller().reads(Metric.DISPUTE_RATE, 0.0115, 1000).verdict("SCO-01", "dispute_rate"))
                .isEqualTo(Verdict.NEAR);
        assertThat(new Seller().reads(Metric.DISPUTE_RATE, 0.0108, 1000).verdict("SCO-01", "dispute_rate"))
                .isEqualTo(Verdict.OVER);
        assertThat(new Seller()
                        .reads(Metric.REVIEW_REPLY_RATE_48H, 0.89, 100)
                        .verdict("SCO-01", "review_reply_rate_48h"))
                .isEqualTo(Verdict.HOLDS);
        assertThat(new Seller()
                        .reads(Metric.REVIEW_REPLY_RATE_48H, 0.901, 100)
                        .verdict("SCO-01", "review_reply_rate_48h"))
                .isEqualTo(Verdict.NEAR);
        assertThat(new Seller().reads(Metric.REVIEW_REPLY_RATE_48H, 0.5, 4).verdict("SCO-01", "review_reply_rate_48h"))
                .isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldRaiseWhatCameIntoForceAtARecentClose() {
        Seller seller = new Seller().suspendedAt(NOW.minus(Duration.ofDays(1)));
        assertThat(seller.verdict("SCO-03", "choice-suspended")).isEqualTo(Verdict.HOLDS);
        assertThat(seller.condition("SCO-03", "choice-suspended").threshold()).isEqualTo(80.0);
        assertThat(new Seller().suspendedAt(NOW.minus(Duration.ofDays(5))).verdict("SCO-03", "choice-suspended"))
                .isEqualTo(Verdict.NEAR);
        assertThat(new Seller().verdict("SCO-03", "choice-suspended")).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldWarnBeforeACloseFindsTheScoreUnderItsLine() {
        String subject = "score-under-line-of-choice-suspended";
        assertThat(new Seller().scores(79.9).verdict("SCO-03", subject)).isEqualTo(Verdict.HOLDS);
        assertThat(new Seller().scores(80.5).verdict("SCO-03", subject)).isEqualTo(Verdict.NEAR);
        assertThat(new Seller().scores(81.0).verdict("SCO-03", subject)).isEqualTo(Verdict.OVER);
        assertThat(new Seller().scores(null).verdict("SCO-03", subject)).isEqualTo(Verdict.OVER);
        assertThat(new Seller().frozen().verdict("SCO-03", "sending-frozen")).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void shouldRaiseNothingForAnImportedHistory() {
        Seller old = new Seller()
                .lastHeardOf(NOW.minus(Duration.ofDays(8)))
                .scores(10.0)
                .reads(Metric.DISPUTE_RATE, 0.5, 1000);

        assertThat(old.verdict("SCO-03", "score-under-line-of-search-demoted")).isEqualTo(Verdict.NEAR);
        assertThat(old.verdict("SCO-01", "dispute_rate")).isEqualTo(Verdict.NEAR);
    }

    @Test
    void shouldKeepResponsesOfTheLastHoursPacked() {
        RecentResponses responses = new RecentResponses();
        responses.add(NOW.minus(Duration.ofMinutes(30)), 60);
        responses.add(NOW.minus(Duration.ofMinutes(30)), 80);
        responses.add(NOW.minus(Duration.ofHours(3)), 999);

        RecentResponses again = RecentResponses.unpack(responses.packed(NOW));

        assertThat(again.within(Duration.ofHours(1), NOW)).isEqualTo(new RecentResponses.Sum(2, 140));
        assertThat(again.within(Duration.ofHours(9), NOW)).isEqualTo(new RecentResponses.Sum(2, 140));
        assertThat(new RecentResponses().packed(NOW)).isNull();
    }
}
