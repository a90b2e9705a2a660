package dev.rapport.score.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.policy.Metric;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SCO-02: the score, by examples computed by hand. */
class ScoreCardTest {
    private static final Instant AS_OF = Instant.parse("2026-03-10T12:30:00Z");
    private static final long FIVE_DAYS_AGO = Hours.of(AS_OF) - 120;

    private static WindowSums sums(String pack, Map<Counter, Integer> amounts) {
        Delta delta = new Delta();
        amounts.forEach(delta::add);
        return WindowSums.empty(Window.at(AS_OF, 720), MemoryLedger.rules(pack))
                .add(FIVE_DAYS_AGO, Counters.EMPTY.plus(delta));
    }

    private static ScoreCard card(String pack, Map<Counter, Integer> amounts) {
        return ScoreCard.of(sums(pack, amounts), MemoryLedger.rules(pack));
    }

    private static Map<Counter, Integer> aSeller() {
        return Map.ofEntries(
                Map.entry(Counter.TURNS_OPENED, 20),
                Map.entry(Counter.TURNS_ANSWERED_24H, 19),
                Map.entry(Counter.TURNS_TIMED, 20),
                Map.entry(Counter.TURNS_ON_TIME, 16),
                Map.entry(Counter.MESSAGES_SENT, 100),
                Map.entry(Counter.MESSAGES_FLAGGED, 2),
                Map.entry(Counter.REVIEWS_POSTED, 10),
                Map.entry(Counter.REVIEWS_REPLIED_48H, 9),
                Map.entry(Counter.ORDERS_PLACED, 250),
                Map.entry(Counter.DISPUTES_OPENED, 3),
                Map.entry(Counter.CARE_NEEDED, 10),
                Map.entry(Counter.CARE_MET_24H, 8),
                Map.entry(Counter.VIOLATIONS, 2));
    }

    @Test
    void shouldWeighTheSixComponentsOfAliexpress() {
        // answering .95→80·20, promptness .8→60·10, quality .02→80·30, reviews .9→80·20, disputes .012→80·15,
        // care .8→80·5: 7800/100 = 78, less 0.5 for each of two violations.
        ScoreCard card = card("aliexpress", aSeller());

        assertThat(card.score()).isEqualByComparingTo("77.00");
        assertThat(card.points()).isCloseTo(77.0, within(1e-9));
        assertThat(card.components())
                .extracting(component -> component.rule().name())
                .containsExactly("answering", "promptness", "quality", "reviews", "disputes", "care");
        assertThat(card.violations()).isEqualTo(2);
    }

    @Test
    void shouldWeighTheThreeComponentsOfAmazon() {
        // answering .95→90·60, quality 80·20, disputes 80·20: 8600/100 = 86, less 1.
        assertThat(card("amazon", aSeller()).score()).isEqualByComparingTo("85.00");
    }

    @Test
    void shouldScaleTheWeightsOfWhatCountsWhenSamplesAreTooSmall() {
        // quality .01→90·30, disputes 0→100·15; four turns are too few. (2700 + 1500)/45 = 93.333…
        ScoreCard card = card(
                "aliexpress",
                Map.of(
                        Counter.TURNS_OPENED, 4,
                        Counter.MESSAGES_SENT, 100,
                        Counter.MESSAGES_FLAGGED, 1,
                        Counter.ORDERS_PLACED, 5));

        assertThat(card.score()).isEqualByComparingTo("93.33");
        assertThat(card.components())
                .extracting(ScoreCard.Component::scaledWeight)
                .satisfiesExactly(
                        weight -> assertThat(weight).isCloseTo(66.6667, within(1e-4)),
                        weight -> assertThat(weight).isCloseTo(33.3333, within(1e-4)));
        assertThat(card.leftOut()).anySatisfy(left -> {
            assertThat(left.rule().name()).isEqualTo("answering");
            assertThat(left.sample()).isEqualTo(4);
        });
    }

    @Test
    void shouldHaveNoScoreWhenNothingHasEnoughSamples() {
        ScoreCard card = card("aliexpress", Map.of(Counter.ORDERS_PLACED, 4, Counter.VIOLATIONS, 3));

        assertThat(card.points()).isNull();
        assertThat(card.score()).isNull();
        assertThat(card.components()).isEmpty();
        assertThat(card.violations()).isEqualTo(3);
    }

    @Test
    void shouldNotFallBelowZero() {
        assertThat(card(
                                "aliexpress",
                                Map.of(Counter.MESSAGES_SENT, 10, Counter.MESSAGES_FLAGGED, 9, Counter.VIOLATIONS, 3))
                        .score())
                .isEqualByComparingTo("0.00");
    }

    @Test
    void shouldNotRewardAStrikeThatIsClearedBeforeItIsCounted() {
        assertThat(card(
                                "aliexpress",
                                Map.of(Counter.MESSAGES_SENT, 100, Counter.MESSAGES_FLAGGED, 2, Counter.VIOLATIONS, -1))
                        .score())
                .isEqualByComparingTo("80.00");
    }

    @Test
    void shouldShowTheScoreHalfUp() {
        // 1 of 16 answered late: .9375 → 60 + 20·.0375/.05 = 75; one violation in 20… left: 74.5.
        assertThat(card(
                                "aliexpress",
                                Map.of(Counter.TURNS_OPENED, 16, Counter.TURNS_ANSWERED_24H, 15, Counter.VIOLATIONS, 1))
                        .score())
                .isEqualByComparingTo("74.50");
        // quality alone: 1 flagged of 800 → 100 − 20·.00125/.02 = 98.75, 1 of 3200 → 99.6875 → 99.69.
        assertThat(card("aliexpress", Map.of(Counter.MESSAGES_SENT, 3200, Counter.MESSAGES_FLAGGED, 1))
                        .score())
                .isEqualByComparingTo("99.69");
    }

    @Test
    void shouldPriceOneMoreMissOfEachComponentsMetric() {
        // SCO-07: answering 19/21 = .904761… → 60 + 20·(.0047619/.05) = 61.90476; (80 − 61.90476)·20/100 = 3.619047…
        Map<Metric, Double> prices = ScoreCard.prices(sums("aliexpress", aSeller()), MemoryLedger.rules("aliexpress"));

        assertThat(prices.get(Metric.ANSWER_RATE_24H)).isCloseTo(3.6190476190, within(1e-9));
        // one more flagged message: 3/101 = .0297029…→ 80 − 20·.0097029/.03 = 73.53135; 6.46865·.3 = 1.940594…
        assertThat(prices.get(Metric.LOW_QUALITY_RATE)).isCloseTo(1.9405940594, within(1e-9));
        // one more dispute: 4/250 = .016 → 80 − 40·.004/.018 = 71.1111; 8.8889·.15 = 1.33333…
        assertThat(prices.get(Metric.DISPUTE_RATE)).isCloseTo(1.3333333333, within(1e-9));
        assertThat(prices).hasSize(6).allSatisfy((metric, price) -> assertThat(price)
                .isPositive());
    }

    @Test
    void shouldPriceNothingWithoutAScore() {
        assertThat(ScoreCard.prices(sums("aliexpress", Map.of()), MemoryLedger.rules("aliexpress")))
                .isEmpty();
    }
}
