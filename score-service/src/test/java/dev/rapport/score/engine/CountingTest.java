package dev.rapport.score.engine;

import static dev.rapport.score.engine.Facts.S1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.Kind;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SCO-01: what each fact adds, and in which hour. */
class CountingTest {
    private static final Instant T = Instant.parse("2026-03-10T09:59:59Z");
    private static final Instant NEXT_HOUR = Instant.parse("2026-03-10T10:00:00Z");

    /** What is counted in the hour of an instant, by wire name, told or not. */
    private static Map<String, Long> at(Instant anchor, RapportEvent... events) {
        Counters counters =
                MemoryLedger.of(events).hours().getOrDefault(new HourKey("s1", Hours.of(anchor)), Counters.EMPTY);
        Map<String, Long> named = new LinkedHashMap<>();
        for (Counter counter : Counter.all()) {
            if (counters.get(counter) != 0) {
                named.put(counter.wireName(), counters.get(counter));
            }
        }
        return named;
    }

    private static Instant after(Duration duration) {
        return T.plus(duration);
    }

    @Test
    void shouldCountATurnInTheHourItOpened() {
        assertThat(at(T, S1.opened("t1", Kind.PRE_SALE, T, after(Duration.ofHours(24)))))
                .isEqualTo(Map.of("turns_opened", 1L, "turns_opened.pre_sale", 1L, "turns_timed", 1L));
        assertThat(at(NEXT_HOUR, S1.opened("t1", Kind.PRE_SALE, NEXT_HOUR, null)))
                .isEqualTo(Map.of("turns_opened", 1L, "turns_opened.pre_sale", 1L));
    }

    @Test
    void shouldLeaveATurnUntimedWhenItsResponseFallsDueMoreThanADayLater() {
        assertThat(at(
                        T,
                        S1.opened(
                                "t1",
                                Kind.ORDER_NOTE,
                                T,
                                after(Duration.ofHours(24).plusMillis(1)))))
                .doesNotContainKey("turns_timed");
    }

    @Test
    void shouldCountAResponseAtItsTurnsOpening() {
        Instant due = after(Duration.ofHours(2));
        assertThat(at(T, S1.responded("t1", Kind.AFTER_SALE, T, Duration.ofHours(2), By.HUMAN, due)))
                .isEqualTo(Map.of(
                        "turns_responded_24h", 1L,
                        "turns_responded_24h.after_sale", 1L,
                        "turns_on_time", 1L,
                        "first_response_count", 1L,
                        "first_response_seconds", 7200L));
    }

    @Test
    void shouldCountALateResponseForItsTimeOnly() {
        Instant due = after(Duration.ofHours(2));
        assertThat(at(
                        T,
                        S1.responded(
                                "t1", Kind.AFTER_SALE, T, Duration.ofHours(24).plusSeconds(1), By.HUMAN, due)))
                .isEqualTo(Map.of("turns_late", 1L, "first_response_count", 1L, "first_response_seconds", 86_401L));
    }

    @Test
    void shouldOweAFollowUpInTheHourOfTheAutoReply() {
        RapportEvent response = S1.responded("t1", Kind.PRE_SALE, T, Duration.ofSeconds(10), By.AUTO, null);
        assertThat(at(after(Duration.ofSeconds(10)), response)).isEqualTo(Map.of("followups_due", 1L));
        assertThat(at(T, response)).doesNotContainKey("followups_due");
    }

    @Test
    void shouldMeetTheFollowUpWithinTwoHoursOfTheAutoReply() {
        Instant auto = after(Duration.ofSeconds(10));
        Duration twoHours = Duration.ofHours(2).plusSeconds(10);
        assertThat(at(auto, S1.answered("t1", Kind.PRE_SALE, T, twoHours, auto)))
                .isEqualTo(Map.of("followups_met", 1L));
        assertThat(at(auto, S1.answered("t1", Kind.PRE_SALE, T, twoHours.plusMillis(1), auto)))
                .isEmpty();
    }

    @Test
    void shouldCountAnAnswerWithinADayOfOpening() {
        assertThat(at(T, S1.answered("t1", Kind.PRE_SALE, T, Duration.ofHours(24), null)))
                .isEqualTo(Map.of("turns_answered_24h", 1L, "answer_count", 1L, "answer_seconds", 86_400L));
        assertThat(at(
                        T,
                        S1.answered("t1", Kind.PRE_SALE, T, Duration.ofHours(24).plusNanos(1), null)))
                .isEqualTo(Map.of("answer_count", 1L, "answer_seconds", 86_400L));
    }

    @Test
    void shouldCountAFlaggedMessageOnceAndEveryFlag() {
        assertThat(at(
                        T,
                        S1.sent("m1", T),
                        S1.flagged("m1", T, true, QualityFlag.EMPTY, QualityFlag.REPEATED),
                        S1.flagged("m1", T, false, QualityFlag.OVER_TEMPLATED)))
                .isEqualTo(Map.of(
                        "messages_sent", 1L,
                        "messages_by_human", 1L,
                        "messages_flagged", 1L,
                        "messages_flagged.empty", 1L,
                        "messages_flagged.repeated", 1L,
                        "messages_flagged.over_templated", 1L));
    }

    @Test
    void shouldCountStrikesOnlyAndTakeThemBack() {
        assertThat(at(T, S1.violated(T, true), S1.violated(T, true), S1.violated(T, false), S1.cleared(T)))
                .isEqualTo(Map.of("violations", 1L));
    }

    @Test
    void shouldCountEverythingButDeliveredAsFailed() {
        assertThat(at(
                        T,
                        S1.settled("d1", T, DeliveryOutcome.DELIVERED),
                        S1.settled("d2", T, DeliveryOutcome.REFUSED),
                        S1.settled("d3", T, DeliveryOutcome.FAILED),
                        S1.settled("d4", T, DeliveryOutcome.UNKNOWN)))
                .isEqualTo(Map.of("deliveries", 4L, "deliveries_failed", 3L));
    }

    @Test
    void shouldCountAReviewByStarsAndClass() {
        assertThat(at(T, S1.review("r1", 3, ReviewClass.LOGISTICS, T)))
                .isEqualTo(Map.of(
                        "reviews_posted", 1L,
                        "reviews_posted.logistics", 1L,
                        "stars_sum", 3L,
                        "reviews_negative", 1L,
                        "reviews_staged", 1L));
        assertThat(at(T, S1.review("r1", 4, ReviewClass.MALICIOUS, T)))
                .isEqualTo(Map.of("reviews_posted", 1L, "reviews_posted.malicious", 1L, "stars_sum", 4L));
        assertThat(at(T, S1.review("r1", 1, ReviewClass.MALICIOUS, T))).doesNotContainKey("reviews_staged");
    }

    @Test
    void shouldCountReviewWorkAtThePostingHour() {
        assertThat(at(
                        T,
                        S1.replied("r1", T, Duration.ofHours(48)),
                        S1.replied("r2", T, Duration.ofHours(48).plusMillis(1)),
                        S1.stage("r1", Stage.APOLOGY, T, after(Duration.ofHours(3)), after(Duration.ofHours(3))),
                        S1.stage("r2", Stage.APOLOGY, T, after(Duration.ofHours(3)), after(Duration.ofHours(4))),
                        S1.invited("r1", T),
                        S1.revised("r1", 1, 4, true, T),
                        S1.revised("r2", 1, 4, false, T),
                        S1.revised("r3", 4, 4, true, T)))
                .isEqualTo(Map.of(
                        "reviews_replied_48h", 1L,
                        "stage_met.apology", 1L,
                        "reviews_invited", 1L,
                        "reviews_improved", 1L));
    }

    @Test
    void shouldCountCareAtTheHourOfTheNeed() {
        assertThat(at(
                        T,
                        S1.needed("n1", T),
                        S1.needed("n2", T),
                        S1.needed("n3", T),
                        S1.careSent("n1", T, Duration.ofHours(24)),
                        S1.suppressed("n2", T, SuppressionReason.CAP_REACHED),
                        S1.suppressed("n3", T, SuppressionReason.SCREENED)))
                .isEqualTo(Map.of("care_needed", 2L, "care_met_24h", 1L));
    }

    @Test
    void shouldCountOrdersAndDisputesOncePerIdWhateverTheSource() {
        assertThat(at(T, S1.order("o1", T), S1.order("o1", T), S1.order("o2", T), S1.dispute("o1", T)))
                .isEqualTo(Map.of("orders_placed", 2L, "disputes_opened", 1L));
    }

    @Test
    void shouldCountAnOrderThatTwoSourcesDateDifferentlyAtTheEarlier() {
        Instant later = after(Duration.ofHours(5));
        assertThat(at(T, S1.order("o1", later), S1.order("o1", T))).isEqualTo(Map.of("orders_placed", 1L));
        assertThat(at(later, S1.order("o1", later), S1.order("o1", T))).isEmpty();
        assertThat(at(later, S1.order("o1", T), S1.order("o1", later))).isEmpty();
    }

    /** MSG-02: the human answer was told after a later auto-reply had already responded to the turn. */
    @Test
    void shouldMeetTheFollowUpWhenTheHumanWasFirstAndToldLast() {
        Instant auto = after(Duration.ofHours(2));
        assertThat(at(auto, S1.answered("t1", Kind.PRE_SALE, T, Duration.ofHours(1), auto)))
                .containsEntry("followups_met", 1L);
    }

    @Test
    void shouldSetAsideWhatCannotBeTrueAndCountNothingOfIt() {
        MemoryLedger ledger = MemoryLedger.of(
                S1.opened("t1", Kind.PRE_SALE, T, T.minusMillis(1)),
                S1.answered("t1", Kind.PRE_SALE, T, Duration.ofSeconds(-1), null),
                S1.answered("t1", Kind.PRE_SALE, T, Duration.ofHours(1), T.minusMillis(1)),
                S1.reopened("t1", Kind.PRE_SALE, T, T.minusMillis(1), null, null, By.AUTO, null),
                S1.replied("r1", T, Duration.ofMillis(-1)),
                S1.stage("r1", Stage.EVIDENCE, T, T, T.minusMillis(1)),
                S1.careSent("n1", T, Duration.ofSeconds(-1)));

        assertThat(ledger.hours()).isEmpty();
        assertThat(ledger.refused())
                .containsExactly(
                        "firstResponseDueAt is before openedAt",
                        "answeredAt is before openedAt",
                        "autoRespondedAt is before openedAt",
                        "respondedAt is before openedAt",
                        "repliedAt is before postedAt",
                        "completedAt is before postedAt",
                        "sentAt is before neededAt");
    }
}
