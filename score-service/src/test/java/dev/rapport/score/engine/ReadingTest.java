package dev.rapport.score.engine;

import static dev.rapport.score.engine.Facts.S1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.policy.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** SCO-01: windows, maturity and what metrics make of them. */
class ReadingTest {
    /** Hour 12 is H. */
    private static final Instant AS_OF = Instant.parse("2026-03-10T12:30:00Z");

    private static final ScoreRules RULES = MemoryLedger.rules("aliexpress");

    private static Instant hoursAgo(int hours) {
        return AS_OF.minus(Duration.ofHours(hours));
    }

    private static MetricReading read(Metric metric, int window, List<RapportEvent> events) {
        ScoreCard card = MemoryLedger.of(events).card("s1", AS_OF, window, RULES);
        return Objects.requireNonNull(card.metrics().get(metric));
    }

    @Test
    void shouldNotHoldAnOpenTurnAgainstTheSellerBeforeItsHourIsMature() {
        // 24 h + D = 24: hour H−24 has h + D = H, which is not before H; hour H−25 is mature.
        List<RapportEvent> open24 = List.of(
                S1.opened("t1", Kind.PRE_SALE, hoursAgo(24), null),
                S1.opened("t2", Kind.PRE_SALE, hoursAgo(30), null),
                S1.answered("t2", Kind.PRE_SALE, hoursAgo(30), Duration.ofHours(1), null));
        assertThat(read(Metric.ANSWER_RATE_24H, 720, open24)).satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(1.0);
            assertThat(reading.sample()).isEqualTo(1);
        });

        List<RapportEvent> open25 = new ArrayList<>(open24);
        open25.add(S1.opened("t3", Kind.PRE_SALE, hoursAgo(25), null));
        assertThat(read(Metric.ANSWER_RATE_24H, 720, open25)).satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(0.5);
            assertThat(reading.sample()).isEqualTo(2);
        });
    }

    @Test
    void shouldCountWhatIsDoneAtOnce() {
        List<RapportEvent> events = List.of(
                S1.opened("t1", Kind.PRE_SALE, hoursAgo(1), null),
                S1.answered("t1", Kind.PRE_SALE, hoursAgo(1), Duration.ofMinutes(5), null),
                S1.opened("t2", Kind.PRE_SALE, hoursAgo(1), null));

        MetricReading reading = read(Metric.ANSWER_RATE_24H, 720, events);

        assertThat(reading.value()).isEqualTo(1.0);
        assertThat(reading.sample()).isEqualTo(1);
    }

    @Test
    void shouldBeAbsentOverAnEmptySampleAndWhenTheDeadlineIsAsLongAsTheWindow() {
        List<RapportEvent> events = List.of(
                S1.opened("t1", Kind.PRE_SALE, hoursAgo(1), null),
                S1.answered("t1", Kind.PRE_SALE, hoursAgo(1), Duration.ofMinutes(5), null));

        assertThat(read(Metric.ANSWER_RATE_24H, 24, events).state()).isEqualTo(MetricReading.State.ABSENT);
        assertThat(read(Metric.ANSWER_RATE_24H, 24, events).value()).isNull();
        assertThat(read(Metric.FOLLOWUP_RATE, 24, events).state()).isEqualTo(MetricReading.State.ABSENT);
        assertThat(read(Metric.STAGE_RATE_INVITATION, 168, events).state()).isEqualTo(MetricReading.State.ABSENT);
        assertThat(read(Metric.DISPUTE_RATE, 720, events).sample()).isZero();
    }

    @Test
    void shouldReadTheHoursFromHMinusWPlusOneToH() {
        List<RapportEvent> events = List.of(
                S1.order("too-late", AS_OF.plus(Duration.ofHours(1))),
                S1.order("last", AS_OF.plus(Duration.ofMinutes(29))),
                S1.order("first", hoursAgo(23)),
                S1.order("too-early", hoursAgo(24)));

        assertThat(MemoryLedger.of(events).sums("s1", AS_OF, 24, RULES).sum(Counter.ORDERS_PLACED))
                .isEqualTo(2);
    }

    @Test
    void shouldTellAveragesExactlyAndPercentilesByNearestRank() {
        List<RapportEvent> events = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            events.add(S1.responded("t" + i, Kind.PRE_SALE, hoursAgo(3), Duration.ofSeconds(100L * i), By.HUMAN, null));
        }

        assertThat(read(Metric.FIRST_RESPONSE_AVERAGE, 24, events).value()).isEqualTo(550.0);
        assertThat(read(Metric.FIRST_RESPONSE_P50, 24, events).value()).isCloseTo(500.0, within(10.0));
        assertThat(read(Metric.FIRST_RESPONSE_P90, 24, events).value()).isCloseTo(900.0, within(18.0));
        assertThat(read(Metric.FIRST_RESPONSE_P90, 24, events).sample()).isEqualTo(10);
        assertThat(read(Metric.FIRST_RESPONSE_P90, 24, events).state()).isEqualTo(MetricReading.State.RED);
    }

    @Test
    void shouldTellWhereAMetricStandsBetweenItsLines() {
        // dispute_rate: target 0, red line 1.2 %.
        List<RapportEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(S1.order("o" + i, hoursAgo(3)));
        }
        assertThat(read(Metric.DISPUTE_RATE, 24, events).state()).isEqualTo(MetricReading.State.OK);
        for (int i = 0; i < 12; i++) {
            events.add(S1.dispute("d" + i, hoursAgo(3)));
        }
        assertThat(read(Metric.DISPUTE_RATE, 24, events).state()).isEqualTo(MetricReading.State.WARN);
        events.add(S1.dispute("d12", hoursAgo(3)));
        assertThat(read(Metric.DISPUTE_RATE, 24, events).state()).isEqualTo(MetricReading.State.RED);
    }

    @Test
    void shouldCallAMetricWithoutLinesFine() {
        MetricReading stars = read(
                Metric.STARS_AVERAGE,
                720,
                List.of(
                        S1.review("r1", 1, ReviewClass.PRODUCT, hoursAgo(3)),
                        S1.review("r2", 4, ReviewClass.PRODUCT, hoursAgo(3))));

        assertThat(stars.value()).isEqualTo(2.5);
        assertThat(stars.state()).isEqualTo(MetricReading.State.OK);
    }
}
