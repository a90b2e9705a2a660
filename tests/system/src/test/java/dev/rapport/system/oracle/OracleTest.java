package dev.rapport.system.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.oracle.Figures;
import dev.rapport.system.world.Lines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle against cases worked out on paper. */
class OracleTest {
    /** A Monday, 12:00 in Shanghai. */
    private static final Instant MONDAY_NOON = Instant.parse("2025-06-02T04:00:00Z");

    private final Lines lines = new Lines("/paper");
    private final List<String> world = new ArrayList<>();

    private void buyer(String message, Instant at) {
        world.add(lines.buyerMessage("s1", "c1", message, "PRE_SALE", at, "When?"));
    }

    private void seller(String message, Instant at, boolean automatic) {
        world.add(lines.sellerMessage("s1", "c1", message, "PRE_SALE", at, automatic));
    }

    private Figures at(Instant asOf, int window) {
        return new Oracle(InputEvent.parseAll(world)).at("s1", asOf, window);
    }

    private static Instant after(int minutes) {
        return MONDAY_NOON.plus(Duration.ofMinutes(minutes));
    }

    /** MSG-04: 09:00–22:00 Monday to Friday in Shanghai, that is 01:00–14:00 UTC. */
    @Test
    void shouldLetTheWorkingClockPassOnlyInWorkingHours() {
        assertThat(due("2025-06-02T04:00:00Z")).isEqualTo("2025-06-02T06:00:00Z");
        assertThat(due("2025-06-02T00:10:00Z")).isEqualTo("2025-06-02T03:00:00Z");
        assertThat(due("2025-06-02T12:00:00Z")).isEqualTo("2025-06-02T14:00:00Z");
        assertThat(due("2025-06-02T12:00:01Z")).isEqualTo("2025-06-03T01:00:01Z");
        assertThat(due("2025-06-02T14:00:00Z")).isEqualTo("2025-06-03T03:00:00Z");
        // Friday 21:30 in Shanghai: half an hour, then the weekend
        assertThat(due("2025-06-06T13:30:00Z")).isEqualTo("2025-06-09T02:30:00Z");
        assertThat(due("2025-06-07T05:00:00Z")).isEqualTo("2025-06-09T03:00:00Z");
        // Saturday 00:30 in Shanghai is still Friday in UTC
        assertThat(due("2025-06-06T16:30:00Z")).isEqualTo("2025-06-09T03:00:00Z");
    }

    private static String due(String openedAt) {
        return ShanghaiHours.after(Instant.parse(openedAt), Duration.ofHours(2)).toString();
    }

    /** Section 0, turn: later buyer messages before an answer belong to it. */
    @Test
    void shouldCountOneTurnUntilAHumanAnswers() {
        buyer("m1", after(0));
        buyer("m2", after(10));
        seller("m3", after(15), true);
        buyer("m4", after(20));
        seller("m5", after(30), false);
        buyer("m6", after(40));

        Figures figures = at(after(60), 720);

        assertThat(figures.counters())
                .containsEntry("turns_opened", 2L)
                .containsEntry("turns_opened.pre_sale", 2L)
                .containsEntry("turns_timed", 2L)
                .containsEntry("turns_responded_24h", 1L)
                .containsEntry("turns_on_time", 1L)
                .containsEntry("turns_answered_24h", 1L)
                .containsEntry("first_response_seconds", 900L)
                .containsEntry("answer_seconds", 1800L)
                .containsEntry("followups_due", 1L)
                .containsEntry("followups_met", 1L)
                .containsEntry("messages_sent", 2L);
    }

    /** MSG-02: strictly older does nothing, the same instant does. */
    @Test
    void shouldNotRewriteFactsWhenAMessageArrivesLate() {
        seller("m1", after(10), false);
        buyer("m2", after(9));
        assertThat(at(after(60), 720).counters()).doesNotContainKey("turns_opened");

        buyer("m3", after(10));
        seller("m4", after(9), false);
        assertThat(at(after(60), 720).counters())
                .containsEntry("turns_opened", 1L)
                .doesNotContainKey("turns_answered_24h");

        seller("m5", after(10), false);
        assertThat(at(after(60), 720).counters())
                .containsEntry("turns_answered_24h", 1L)
                .containsEntry("answer_seconds", 0L)
                .containsEntry("messages_sent", 3L);
    }

    /** A turn due after the weekend is not timed; deadlines hold to the second. */
    @Test
    void shouldLeaveOutTurnsThatAreDueMoreThanADayLater() {
        Instant saturday = Instant.parse("2025-06-07T05:00:00Z");
        buyer("m1", saturday);
        seller("m2", saturday.plus(Duration.ofHours(24)), false);
        buyer("m3", saturday.plus(Duration.ofHours(25)));
        seller("m4", saturday.plus(Duration.ofHours(49)).plusSeconds(1), false);

        assertThat(at(saturday.plus(Duration.ofDays(5)), 720).counters())
                .containsEntry("turns_opened", 2L)
                .containsEntry("turns_timed", 1L) // Sunday 14:00 in Shanghai is due Monday 11:00
                .containsEntry("turns_answered_24h", 1L)
                .doesNotContainKey("turns_on_time");
    }

    /** Maturity: hour h counts when h + 24 < H; before that only what is already met does. */
    @Test
    void shouldHoldBackAMissUntilItsHourIsMature() {
        buyer("m1", after(59));
        seller("m2", after(60), true);

        Instant dayLater = MONDAY_NOON.plus(Duration.ofHours(24));
        assertThat(metric(dayLater.plusSeconds(3599), "answer_rate_24h").state())
                .isEqualTo("absent");
        Figures.Metric mature = metric(dayLater.plusSeconds(3600), "answer_rate_24h");
        assertThat(mature.sample()).isEqualTo(1);
        assertThat(mature.low()).isZero();
        assertThat(mature.state()).isEqualTo("red");
        // the auto-reply responded at once, in its own hour the follow-up is owed
        assertThat(metric(after(60), "consult_response_rate").low()).isEqualTo(1);
        assertThat(metric(after(60 + 119), "followup_rate").state()).isEqualTo("absent");
        assertThat(metric(after(60 + 180), "followup_rate").state()).isEqualTo("red");
        // D ≥ W is absent
        assertThat(at(dayLater.plusSeconds(3600), 24).metrics().get("answer_rate_24h"))
                .extracting(Figures.Metric::state)
                .isEqualTo("absent");
    }

    private Figures.Metric metric(Instant asOf, String name) {
        return at(asOf, 720).metrics().getOrDefault(name, Figures.Metric.absent());
    }

    /** The window of W hours is H−W+1 … H. */
    @Test
    void shouldDropTheHourThatLeavesTheWindow() {
        world.add(lines.orderPlaced("s1", "o1", after(0)));
        assertThat(at(MONDAY_NOON.plus(Duration.ofHours(719)), 720).counters()).containsEntry("orders_placed", 1L);
        assertThat(at(MONDAY_NOON.plus(Duration.ofHours(720)), 720).counters()).isEmpty();
        assertThat(at(after(-1), 720).counters()).isEmpty();
    }

    /** Orders, disputes, reviews: once each, whatever the source. */
    @Test
    void shouldCountNaturalKeysOnce() {
        Lines other = new Lines("/elsewhere");
        world.add(lines.orderPlaced("s1", "o1", after(0)));
        world.add(other.orderPlaced("s1", "o1", after(90)));
        world.add(lines.disputeOpened("s1", "d1", "o1", after(5)));
        world.add(other.disputeOpened("s1", "d1", "o1", after(95)));
        world.add(lines.reviewReplied("s1", "r1", after(3 + 48 * 60)));
        world.add(lines.reviewPosted("s1", "r1", "o1", 3, after(3)));
        world.add(other.reviewPosted("s1", "r1", "o1", 1, after(99)));

        Figures figures = at(MONDAY_NOON.plus(Duration.ofDays(9)), 720);

        assertThat(figures.counters())
                .containsEntry("orders_placed", 1L)
                .containsEntry("disputes_opened", 1L)
                .containsEntry("reviews_posted", 1L)
                .containsEntry("stars_sum", 3L)
                .containsEntry("reviews_negative", 1L)
                .containsEntry("reviews_replied_48h", 1L);
        assertThat(figures.metrics().get("dispute_rate")).isEqualTo(new Figures.Metric(1, 1, 1, "red"));
        assertThat(figures.score()).as("no component has five samples").isEmpty();
    }

    /** Ten orders and no dispute, six answers of six: (20·100 + 10·100 + 30·100 + 15·100) / 75, less one late answer. */
    @Test
    void shouldWeighOnlyComponentsWithEnoughSamples() {
        for (int i = 0; i < 10; i++) {
            world.add(lines.orderPlaced("s1", "o" + i, after(i)));
            world.add(lines.buyerMessage("s1", "t" + i, "q" + i, "AFTER_SALE", after(i), "Where is it?"));
            world.add(lines.sellerMessage("s1", "t" + i, "a" + i, "AFTER_SALE", after(i + (i == 0 ? 121 : 1)), false));
        }

        Figures figures = at(MONDAY_NOON.plus(Duration.ofDays(2)), 720);

        // nine of ten on time: 60 + 40·(0.90 − 0.80)/0.15 = 86.67 at 10 of 75
        assertThat(figures.components())
                .extracting(Figures.Component::name)
                .containsExactly("answering", "promptness", "quality", "disputes");
        assertThat(figures.components().get(1).value()).isCloseTo(86.6667, within(0.0001));
        assertThat(figures.components().get(1).scaledWeight()).isCloseTo(13.3333, within(0.0001));
        assertThat(figures.score().orElseThrow()).isCloseTo(100 - 13.3333 / 7.5, within(0.0001));
        Figures.Metric median = figures.metrics().getOrDefault("first_response_p50", Figures.Metric.absent());
        assertThat(median.low()).isLessThanOrEqualTo(60);
        assertThat(median.high()).isGreaterThanOrEqualTo(60).isLessThan(70);
    }
}
