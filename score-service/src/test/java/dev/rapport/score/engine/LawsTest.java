package dev.rapport.score.engine;

import static dev.rapport.score.engine.Facts.S1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.Kind;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** SCO-01: laws over seeded histories. The seed is in the description of what fails. */
class LawsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Runs a law over a hundred seeds. */
    private static void forSeeds(Consumer<Random> law) {
        long base = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            long seed = base + i;
            try {
                law.accept(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void shouldCountAlikeInWhateverOrderAndBatchesFactsArrive() {
        forSeeds(random -> {
            List<RapportEvent> history = new History(random, START).events();
            MemoryLedger inOrder = MemoryLedger.of(history);
            List<RapportEvent> shuffled = new ArrayList<>(history);
            Collections.shuffle(shuffled, random);
            MemoryLedger outOfOrder = MemoryLedger.inBatches(shuffled, random);

            assertThat(outOfOrder.hours()).isEqualTo(inOrder.hours());
            assertThat(inOrder.refused()).isEmpty();
        });
    }

    @Test
    void shouldNotCountOrdersDisputesReviewsAndHidingTwice() {
        forSeeds(random -> {
            List<RapportEvent> history = new History(random, START).events();
            MemoryLedger ledger = MemoryLedger.of(history);
            var before = List.copyOf(ledger.hours().entrySet());
            ledger.apply(history.stream()
                    .filter(event -> switch (event) {
                        case InboundEvent _ -> true;
                        case ReviewFact.ReviewReceived _ -> true;
                        case ReviewFact.ReviewHidden _ -> true;
                        default -> false;
                    })
                    .toList());

            assertThat(List.copyOf(ledger.hours().entrySet())).isEqualTo(before);
        });
    }

    @Test
    void shouldSumAWindowToWhatBruteForceOverTheFactsCounts() {
        ScoreRules rules = MemoryLedger.rules("aliexpress");
        forSeeds(random -> {
            List<RapportEvent> history = new History(random, START).events();
            MemoryLedger ledger = MemoryLedger.of(history);
            Instant asOf = START.plusSeconds(random.nextLong(40L * 86_400));
            int window = Window.SHIPPED.get(random.nextInt(4));
            WindowSums sums = ledger.sums("s1", asOf, window, rules);

            long last = Hours.of(asOf);
            for (Counter counter : Counter.all()) {
                assertThat(sums.sum(counter))
                        .as(counter.wireName())
                        .isEqualTo(BruteForce.count(history, counter, last - window + 1, last));
            }
        });
    }

    @Test
    void shouldGiveTheSameCardForSettledDaysAsForHours() {
        ScoreRules rules = MemoryLedger.rules("amazon");
        forSeeds(random -> {
            MemoryLedger ledger = MemoryLedger.of(new History(random, START).events());
            Instant asOf = START.plusSeconds(random.nextLong(40L * 86_400));
            WindowSums byDays = WindowSums.empty(Window.at(asOf, 168), rules);
            for (long day = Hours.day(Hours.of(START)) - 1; day < Hours.day(Hours.of(START)) + 60; day++) {
                DayCounters packed = DayCounters.EMPTY;
                for (int hour = 0; hour < 24; hour++) {
                    Counters counters =
                            ledger.hours().getOrDefault(new HourKey("s1", Hours.ofDay(day, hour)), Counters.EMPTY);
                    packed = packed.plus(Map.of(hour, new Delta().addAll(counters)));
                }
                byDays.add(day, packed);
            }

            assertThat(ScoreCard.of(byDays, rules)).isEqualTo(ledger.card("s1", asOf, 168, rules));
        });
    }

    @Test
    void shouldSumAnyWindowOfATimelineAsHourByHour() {
        ScoreRules rules = MemoryLedger.rules("aliexpress");
        forSeeds(random -> {
            MemoryLedger ledger = MemoryLedger.of(new History(random, START).events());
            List<CountedHour> hours = new ArrayList<>();
            ledger.hours().forEach((key, counters) -> hours.add(new CountedHour(key.hour(), counters)));
            Collections.shuffle(hours, random);
            Instant until = START.plusSeconds(random.nextLong(40L * 86_400));
            Timeline timeline = Timeline.of(hours, Hours.of(until));
            for (int i = 0; i < 5; i++) {
                Instant asOf = until.minusSeconds(random.nextLong(20L * 86_400));
                int window = Window.SHIPPED.get(random.nextInt(4));
                WindowSums sums = timeline.sums(Window.at(asOf, window), rules);

                assertThat(sums.told())
                        .isEqualTo(ledger.sums("s1", asOf, window, rules).told());
                assertThat(ScoreCard.of(sums, rules)).isEqualTo(ledger.card("s1", asOf, window, rules));
            }
        });
    }

    private static void shouldBeAsIfNeverHappened(RapportEvent... events) {
        List<RapportEvent> all = new ArrayList<>(Arrays.asList(events));
        forSeeds(random -> {
            Collections.shuffle(all, random);
            assertThat(MemoryLedger.inBatches(all, random).hours())
                    .as("%s", all)
                    .isEmpty();
        });
    }

    @Test
    void shouldForgetARefusedAnswerWhollyWhenItsTurnReopens() {
        Instant due = START.plusSeconds(7200);
        Instant auto = START.plusSeconds(4000);
        shouldBeAsIfNeverHappened(
                S1.responded("t1", Kind.PRE_SALE, START, Duration.ofSeconds(4000), By.AUTO, due),
                S1.answered("t1", Kind.PRE_SALE, START, Duration.ofSeconds(9000), auto),
                S1.reopened("t1", Kind.PRE_SALE, START, auto, START.plusSeconds(9000), auto, By.AUTO, due));
    }

    @Test
    void shouldForgetAHiddenReviewWholly() {
        shouldBeAsIfNeverHappened(
                S1.review("r1", 2, ReviewClass.LOGISTICS, START),
                S1.reclassified("r1", ReviewClass.LOGISTICS, ReviewClass.PRODUCT, 2, START),
                S1.reclassified("r1", ReviewClass.PRODUCT, ReviewClass.MALICIOUS, 2, START),
                S1.hidden("r1", START));
    }

    @Test
    void shouldForgetAClearedStrikeAndASuppressedNeed() {
        shouldBeAsIfNeverHappened(
                S1.violated(START, true),
                S1.cleared(START),
                S1.needed("n1", START),
                S1.suppressed("n1", START, SuppressionReason.NO_LONGER_TRUE));
    }

    @Test
    void shouldCountAReclassifiedReviewInItsLastClassOnly() {
        forSeeds(random -> {
            List<RapportEvent> events = new ArrayList<>(List.of(
                    S1.review("r1", 2, ReviewClass.MALICIOUS, START),
                    S1.reclassified("r1", ReviewClass.MALICIOUS, ReviewClass.PRODUCT, 2, START),
                    S1.reclassified("r1", ReviewClass.PRODUCT, ReviewClass.SERVICE, 2, START)));
            Collections.shuffle(events, random);

            assertThat(MemoryLedger.of(events).hours())
                    .isEqualTo(MemoryLedger.of(S1.review("r1", 2, ReviewClass.SERVICE, START))
                            .hours());
        });
    }
}
