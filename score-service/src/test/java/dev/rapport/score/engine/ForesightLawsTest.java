package dev.rapport.score.engine;

import static dev.rapport.score.engine.Facts.S1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.RapportEvent;
import dev.rapport.policy.Curve;
import dev.rapport.policy.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SCO-04 to SCO-07: explanation, forecast, simulation and prices, by laws over seeded histories and by examples. */
class ForesightLawsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** A history, an instant in it and a pack. */
    private record Situation(MemoryLedger ledger, Instant asOf, ScoreRules rules, int window) {
        static Situation any(Random random) {
            MemoryLedger ledger = MemoryLedger.of(new History(random, START).events());
            Instant asOf = START.plusSeconds(random.nextLong(35L * 86_400));
            ScoreRules rules = MemoryLedger.rules(random.nextBoolean() ? "aliexpress" : "amazon");
            return new Situation(ledger, asOf, rules, Window.SHIPPED.get(random.nextInt(4)));
        }

        WindowSums sums() {
            return ledger.sums("s1", asOf, window, rules);
        }

        ScoreCard card() {
            return ScoreCard.of(sums(), rules);
        }

        Forecast forecast(int hours) {
            Timeline timeline = Timeline.of(ledger.counted(asOf), Hours.of(asOf));
            return Forecast.of(timeline, Window.at(asOf, window), rules, hours, List.of());
        }
    }

    private interface Law {
        void holds(Situation situation, Random random);
    }

    private static void forSeeds(Law law) {
        long base = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            Random random = new Random(base + i);
            try {
                law.holds(Situation.any(random), random);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + (base + i), e);
            }
        }
    }

    @Test
    void shouldExplainEveryPointThatIsMissing() {
        forSeeds((situation, _) -> {
            ScoreCard card = situation.card();
            Explanation explanation = Explanation.of(card, situation.rules());
            if (card.points() == null) {
                assertThat(explanation.lost()).isEmpty();
            } else {
                double before = 100 - explanation.pointsLost();
                assertThat(Math.clamp(before, 0.0, 100.0)).isCloseTo(card.points(), within(1e-9));
                assertThat(explanation.lost())
                        .allSatisfy(lost -> assertThat(lost.points()).isNotNegative());
            }
        });
    }

    @Test
    void shouldForecastTheScoreItselfForNow() {
        forSeeds((situation, _) -> {
            Forecast.Point now = situation.forecast(1).points().getFirst();

            assertThat(now.noneDone()).isEqualTo(situation.card().points());
            assertThat(now.allDone()).isEqualTo(situation.card().points());
        });
    }

    @Test
    void shouldForecastWhatComesTrueWhenNothingComes() {
        forSeeds((situation, random) -> {
            int k = 1 + random.nextInt(168);
            List<CountedHour> known = situation.ledger().counted(situation.asOf());
            Window later = Window.at(situation.asOf().plus(Duration.ofHours(k)), situation.window());
            WindowSums sums = WindowSums.empty(later, situation.rules());
            known.forEach(hour -> sums.add(hour.hour(), hour.counters()));

            assertThat(situation.forecast(k).points().getLast().noneDone())
                    .isEqualTo(ScoreCard.of(sums, situation.rules()).points());
        });
    }

    @Test
    void shouldNotBeWorseOffForDoingWhatIsOpen() {
        forSeeds((situation, _) -> assertThat(situation.forecast(60).points()).allSatisfy(point -> {
            if (point.noneDone() != null && point.allDone() != null) {
                assertThat(point.allDone()).isGreaterThanOrEqualTo(point.noneDone() - 1e-9);
            }
        }));
    }

    @Test
    void shouldSimulateTheScoreItselfWhenNothingIsChanged() {
        forSeeds((situation, _) -> {
            Map<String, Double> weights = new HashMap<>();
            Map<String, Curve> curves = new HashMap<>();
            situation.rules().components().forEach(component -> {
                weights.put(component.name(), component.weight());
                curves.put(component.name(), component.curve());
            });
            Map<Counter, Long> counters = new HashMap<>();
            Counter.all()
                    .forEach(counter -> counters.put(counter, situation.sums().sum(counter)));
            for (Simulation same : List.of(
                    new Simulation(Map.of(), Map.of(), null, Map.of()),
                    new Simulation(weights, curves, situation.rules().violationPenalty(), counters))) {
                ScoreRules rules = same.rules(situation.rules());
                assertThat(ScoreCard.of(same.sums(situation.sums()), rules).points())
                        .isEqualTo(situation.card().points());
            }
        });
    }

    @Test
    void shouldSimulateSumsExactlyAsAsked() {
        forSeeds((situation, random) -> {
            Counter counter = Counter.all().get(random.nextInt(Counter.all().size()));
            long wanted = random.nextInt(40);
            WindowSums sums = situation.sums();

            assertThat(sums.with(Map.of(counter, wanted)).sum(counter)).isEqualTo(wanted);
        });
    }

    @Test
    void shouldPriceAMissAtTheScoreItCosts() {
        forSeeds((situation, _) -> {
            Double price = ScoreCard.prices(situation.sums(), situation.rules()).get(Metric.ANSWER_RATE_24H);
            Double now = situation.card().points();
            if (now == null || price == null || situation.window() < 200) {
                return;
            }
            // One more turn, opened at the beginning of the window and never answered.
            Instant opened = situation.asOf().minus(Duration.ofHours(situation.window() - 1));
            situation.ledger().apply(List.of(S1.opened("missed", Kind.ORDER_NOTE, opened, null)));
            Double then = situation.card().points();
            assertThat(Objects.requireNonNull(then)).isCloseTo(now - price, within(1e-9));
        });
    }

    @Test
    void shouldFindTheSameEvidenceInWhateverOrderAndBatchesFactsArrive() {
        forSeeds((_, random) -> {
            List<RapportEvent> history = new ArrayList<>(new History(random, START).events());
            history.add(S1.overdue("t1", "answer", START, START.plus(Duration.ofHours(24))));
            history.add(S1.answered("t1", Kind.PRE_SALE, START, Duration.ofHours(30), null));
            history.add(S1.dispute("moved", START.plus(Duration.ofDays(3))));
            history.add(S1.dispute("moved", START.plus(Duration.ofDays(2))));
            MemoryLedger inOrder = MemoryLedger.of(history);
            Collections.shuffle(history, random);
            MemoryLedger outOfOrder = new MemoryLedger();
            for (int from = 0; from < history.size(); from += 7) {
                outOfOrder.apply(history.subList(from, Math.min(history.size(), from + 7)));
            }

            assertThat(outOfOrder.evidence()).isEqualTo(inOrder.evidence());
            assertThat(inOrder.evidence().keySet().stream()
                            .filter(key -> key.ref().equals("moved")))
                    .singleElement()
                    .satisfies(key -> assertThat(key.at()).isEqualTo(START.plus(Duration.ofDays(2))));
        });
    }

    @Test
    void shouldFindOneRowOfEvidenceForAClockThatRanOutAndTheAnswerThatCameTooLate() {
        MemoryLedger ledger = MemoryLedger.of(
                S1.overdue("t1", "answer", START, START.plus(Duration.ofHours(24))),
                S1.overdue("t1", "house", START, START.plus(Duration.ofMinutes(30))),
                S1.answered("t1", Kind.PRE_SALE, START, Duration.ofHours(30), null),
                S1.responded("t2", Kind.PRE_SALE, START, Duration.ofHours(3), By.AUTO, START.plusSeconds(7200)),
                S1.answered("t3", Kind.PRE_SALE, START, Duration.ofHours(3), START.plusSeconds(60)),
                S1.answered("t4", Kind.PRE_SALE, START, Duration.ofHours(24), null));

        assertThat(ledger.evidence().values())
                .extracting(Evidence::kind, Evidence::ref)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Evidence.Kind.ANSWER, "t1"),
                        org.assertj.core.groups.Tuple.tuple(Evidence.Kind.RESPONSE, "t2"),
                        org.assertj.core.groups.Tuple.tuple(Evidence.Kind.FOLLOW_UP, "t3"));
        assertThat(ledger.evidence().values())
                .filteredOn(found -> found.ref().equals("t1"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.dueAt()).isEqualTo(START.plus(Duration.ofHours(24)));
                    assertThat(found.doneAt()).isEqualTo(START.plus(Duration.ofHours(30)));
                });
    }

    @Test
    void shouldNameTheFirstHourAThresholdIsCrossed() {
        // Ten turns answered long ago, two open since an hour: mature 24 hours after their hour has passed.
        Instant asOf = START.plus(Duration.ofDays(10));
        List<RapportEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(S1.opened("t" + i, Kind.PRE_SALE, START, null));
            events.add(S1.answered("t" + i, Kind.PRE_SALE, START, Duration.ofHours(1), null));
        }
        events.add(S1.opened("open1", Kind.PRE_SALE, asOf.minusSeconds(3600), null));
        events.add(S1.opened("open2", Kind.PRE_SALE, asOf.minusSeconds(3600), null));
        Timeline timeline = Timeline.of(MemoryLedger.of(events).counted(asOf), Hours.of(asOf));
        Forecast.Threshold line = new Forecast.Threshold("line", Metric.ANSWER_RATE_24H, 720, 0.9, true);

        Forecast forecast =
                Forecast.of(timeline, Window.at(asOf, 720), MemoryLedger.rules("aliexpress"), 168, List.of(line));

        assertThat(forecast.open()).containsEntry(Metric.ANSWER_RATE_24H, 2L);
        assertThat(forecast.crossings()).containsExactly(new Forecast.Crossing(line, false, 24, null));
        assertThat(forecast.points().get(23).noneDone()).isEqualTo(100.0);
        assertThat(forecast.points().get(24).noneDone()).isLessThan(100.0);
        assertThat(forecast.points().get(168).allDone()).isEqualTo(100.0);
    }
}
