package dev.rapport.score.standing.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Fulfilment;
import dev.rapport.policy.Metric;
import dev.rapport.policy.Packs;
import dev.rapport.policy.StandingRule;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.MetricReading.State;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SCO-03: what follows from closes, by the rules of the shipped packs. */
class StandingStateTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    private static List<StandingRule> rules(String pack, Fulfilment fulfilment) {
        return StandingState.applying(
                Packs.load(null)
                        .pack(pack, Instant.parse("2026-01-01T00:00:00Z"))
                        .standing(),
                fulfilment);
    }

    private static Close close(Period period, LocalDate day, @Nullable Double points, Map<Metric, Double> values) {
        Map<Metric, MetricReading> readings = new java.util.EnumMap<>(Metric.class);
        values.forEach((metric, value) -> readings.put(metric, new MetricReading(value, 10, null, null, State.OK)));
        ScoreCard card = new ScoreCard(new Window(0, 720), points, List.of(), List.of(), readings, 0);
        return new Close(period, day, Instant.EPOCH, Instant.EPOCH, "p@1", card);
    }

    /** Runs daily closes with these scores; null is a day with insufficient data. */
    private static RuleState afterScores(String rule, @Nullable Double... scores) {
        List<StandingRule> rules = rules("aliexpress", Fulfilment.SELF);
        StandingState state = StandingState.before(rules);
        LocalDate day = MONDAY;
        for (Double score : scores) {
            state = state.after(close(Period.DAILY, day, score, Map.of()), rules);
            day = day.plusDays(1);
        }
        return of(state, rule);
    }

    private static RuleState of(StandingState state, String rule) {
        return state.rules().stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSuspendChoiceAtTheSeventhConsecutiveCloseUnderEighty() {
        assertThat(afterScores("choice-suspended", 79.0, 79.0, 79.0, 79.0, 79.0, 79.0))
                .satisfies(state -> {
                    assertThat(state.inForce()).isFalse();
                    assertThat(state.run()).isEqualTo(6);
                });
        assertThat(afterScores("choice-suspended", 79.0, 79.0, 79.0, 79.0, 79.0, 79.0, 79.99))
                .satisfies(state -> {
                    assertThat(state.inForce()).isTrue();
                    assertThat(state.since()).isEqualTo(new RuleState.Mark(MONDAY.plusDays(6), 79.99));
                    assertThat(state.restsOn())
                            .extracting(RuleState.Mark::day)
                            .containsExactlyElementsOf(
                                    MONDAY.datesUntil(MONDAY.plusDays(7)).toList());
                });
    }

    @Test
    void shouldNeitherCountNorBreakARunByADayWithInsufficientData() {
        assertThat(afterScores("choice-suspended", 79.0, null, 79.0, 79.0, null, null, 79.0, 79.0, 79.0, 79.0))
                .satisfies(state -> {
                    assertThat(state.inForce()).isTrue();
                    assertThat(state.restsOn()).extracting(RuleState.Mark::day).doesNotContain(MONDAY.plusDays(1));
                });
    }

    @Test
    void shouldBeginANewRunAfterACloseOfEighty() {
        assertThat(afterScores("choice-suspended", 79.0, 79.0, 79.0, 79.0, 79.0, 79.0, 80.0, 79.0)
                        .run())
                .isEqualTo(1);
    }

    @Test
    void shouldLiftTheSuspensionAfterSevenConsecutiveClosesOfEighty() {
        Double[] bad = {70.0, 70.0, 70.0, 70.0, 70.0, 70.0, 70.0};
        RuleState after6 = afterScores("choice-suspended", concat(bad, 80.0, 80.0, 80.0, 80.0, 80.0, 80.0));
        RuleState after7 = afterScores("choice-suspended", concat(bad, 80.0, 80.0, 80.0, 80.0, 80.0, 80.0, 80.0));
        RuleState broken = afterScores("choice-suspended", concat(bad, 80.0, 80.0, 80.0, 80.0, 80.0, 79.0, 80.0, 80.0));

        assertThat(after6.inForce()).isTrue();
        assertThat(after6.lifting()).hasSize(6);
        assertThat(after7.inForce()).isFalse();
        assertThat(after7.restsOn()).isEmpty();
        assertThat(broken.lifting()).hasSize(2);
    }

    private static @Nullable Double[] concat(Double[] first, Double... then) {
        Double[] all = java.util.Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    @Test
    void shouldDemoteInSearchAtTheFirstCloseUnderSeventyAndLiftAtTheFirstOfSeventy() {
        assertThat(afterScores("search-demoted", 70.0).inForce()).isFalse();
        assertThat(afterScores("search-demoted", 70.0, 69.99).inForce()).isTrue();
        assertThat(afterScores("search-demoted", 69.99, null).inForce()).isTrue();
        assertThat(afterScores("search-demoted", 69.99, 70.0).inForce()).isFalse();
    }

    @Test
    void shouldReadMetricsOfTheClose() {
        List<StandingRule> rules = rules("aliexpress", Fulfilment.SELF);
        StandingState state = StandingState.before(rules)
                .after(
                        close(
                                Period.DAILY,
                                MONDAY,
                                null,
                                Map.of(Metric.DISPUTE_RATE, 0.0121, Metric.REVIEW_REPLY_RATE_48H, 0.9)),
                        rules);

        assertThat(of(state, "new-product-traffic-limited").inForce()).isTrue();
        assertThat(of(state, "reviews-demoted").inForce()).isFalse();
        state = state.after(
                close(
                        Period.DAILY,
                        MONDAY.plusDays(1),
                        null,
                        Map.of(Metric.DISPUTE_RATE, 0.012, Metric.REVIEW_REPLY_RATE_48H, 0.89)),
                rules);
        assertThat(of(state, "new-product-traffic-limited").inForce()).isFalse();
        assertThat(of(state, "reviews-demoted").inForce()).isTrue();
    }

    private static StandingState weeks(List<StandingRule> rules, double... rates) {
        StandingState state = StandingState.before(rules);
        LocalDate sunday = MONDAY.plusDays(6);
        for (double rate : rates) {
            // Daily closes have no say.
            state = state.after(close(Period.DAILY, sunday, 10.0, Map.of(Metric.ANSWER_RATE_24H, 0.1)), rules);
            state = state.after(close(Period.WEEKLY, sunday, null, Map.of(Metric.ANSWER_RATE_24H, rate)), rules);
            sunday = sunday.plusDays(7);
        }
        return state;
    }

    @Test
    void shouldWarnOfAServiceDefectAfterFourWeeksUnderNinety() {
        List<StandingRule> rules = rules("amazon", Fulfilment.SELF);

        assertThat(of(weeks(rules, 0.89, 0.89, 0.89), "service-defect-warning").inForce())
                .isFalse();
        assertThat(of(weeks(rules, 0.89, 0.89, 0.89, 0.89), "service-defect-warning")
                        .inForce())
                .isTrue();
        assertThat(of(weeks(rules, 0.89, 0.89, 0.89, 0.89, 0.9), "service-defect-warning")
                        .inForce())
                .isFalse();
    }

    @Test
    void shouldReviewTheAccountAtTheThirdWarningWhetherOrNotItGotBetterBetween() {
        List<StandingRule> rules = rules("amazon", Fulfilment.SELF);
        double[] twelveInARow = new double[12];
        java.util.Arrays.fill(twelveInARow, 0.5);
        double[] threeTimesFour = {.5, .5, .5, .5, 1, .5, .5, .5, .5, 1, 1, .5, .5, .5, .5};

        for (double[] rates : List.of(twelveInARow, threeTimesFour)) {
            RuleState review = of(weeks(rules, rates), "account-review");
            assertThat(review.inForce()).isTrue();
            assertThat(review.restsOn()).hasSize(3);
        }
        assertThat(of(weeks(rules, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5), "account-review")
                        .inForce())
                .isFalse();
    }

    @Test
    void shouldUseUpTheWarningsOfAReviewThatIsLifted() {
        List<StandingRule> rules = rules("amazon", Fulfilment.SELF);
        double[] lifted = new double[17];
        java.util.Arrays.fill(lifted, 0.5);
        lifted[12] = 1;

        RuleState review = of(weeks(rules, lifted), "account-review");

        assertThat(review.inForce()).isFalse();
        assertThat(review.settings()).hasSize(1);
    }

    @Test
    void shouldNotApplyToSellersTheMarketplaceShipsFor() {
        assertThat(rules("amazon", Fulfilment.MARKETPLACE)).isEmpty();
    }
}
