package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records made by a program: valid, or not at all; and nothing changes them afterwards. */
class RecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Shift MORNING = new Shift(LocalTime.of(9, 0), LocalTime.of(12, 0));
    private static final Shift EVENING = new Shift(LocalTime.of(18, 0), LocalTime.MIDNIGHT);

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "orderId does not match ^[A-Za-z0-9._:~-]{1,64}$",
                        () -> new InboundEvent.OrderCancelled("s1", "o/1", NOW)),
                refused(
                        "cancelledAt is not within the years 1971 to 2099",
                        () -> new InboundEvent.OrderCancelled("s1", "o1", Instant.EPOCH)),
                refused("stars is not 1 to 5", () -> new InboundEvent.BuyerReviewRevised("s1", "r1", 6, null, NOW)),
                refused(
                        "attempt is not at least 1",
                        () -> new InboundEvent.DeliveryReported("s1", "d1", 0, 200, null, null, null, NOW)),
                refused(
                        "code is not 200, 403, 500 to 599",
                        () -> new InboundEvent.DeliveryReported("s1", "d1", 1, 404, null, null, null, NOW)),
                refused("value is negative", () -> Money.of("CNY", "-0.035")),
                refused("value has more than 15 digits before or 6 behind the point", () -> Money.of("CNY", "1E+20")),
                refused("currency does not match ^[A-Z]{3}$", () -> Money.of("¥¥¥", "1")),
                refused(
                        "text has the character U+0000",
                        () -> new InboundEvent.SellerReviewReplyObserved("s1", "r1", "a\0", NOW, null)),
                refused(
                        "text has an unpaired surrogate",
                        () -> new InboundEvent.SellerReviewReplyObserved("s1", "r1", "a\ud83d", NOW, null)),
                refused(
                        "rules[1] is empty",
                        () -> new MessageFact.PolicyViolated("s1", null, null, List.of("a", ""), null, NOW, true)),
                refused(
                        "prices.a is not a finite number",
                        () -> new ScoreEvent.ScoreChanged(
                                "s1",
                                null,
                                ScoreStatus.INSUFFICIENT_DATA,
                                new Standing(List.of()),
                                Map.of("a", Double.NaN),
                                null,
                                NOW)),
                refused("to is not after from", () -> new Shift(LocalTime.of(9, 0), LocalTime.of(9, 0))),
                refused("from is not a whole minute", () -> new Shift(LocalTime.of(9, 0, 1), LocalTime.of(10, 0))),
                refused(
                        "weekly.MONDAY has shifts that overlap",
                        () -> new WorkingHours(
                                Map.of(DayOfWeek.MONDAY, List.of(EVENING, MORNING, MORNING)), List.of())),
                refused(
                        "id must have 1 to 128 characters",
                        () -> new Envelope("", "/a", EventType.BUYER_ERASED, null, null, null, null, null, false)));
    }

    private static Arguments refused(String message, ThrowingCallable making) {
        return arguments(message, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuseWhenAComponentIsWrong(String message, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(InvalidEventException.class).hasMessage(message);
    }

    @Test
    void shouldNameFieldAndReasonApartWhenItRefuses() {
        assertThatThrownBy(() -> new InboundEvent.BuyerReviewRevised("s1", "r1", 0, null, NOW))
                .asInstanceOf(type(InvalidEventException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo("stars");
                    assertThat(refusal.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);
                });
    }

    @Test
    void shouldStayAsItWasWhenWhatItWasMadeOfChanges() {
        List<String> rules = new ArrayList<>(List.of("MSG-10.url"));
        Map<String, Double> prices = new TreeMap<>(Map.of("b", 1.0, "a", 2.0));
        var violated = new MessageFact.PolicyViolated("s1", null, null, rules, null, NOW, true);
        var changed =
                new ScoreEvent.ScoreChanged("s1", 90.0, ScoreStatus.SCORED, new Standing(List.of()), prices, null, NOW);
        rules.clear();
        prices.clear();

        assertThat(violated.rules()).containsExactly("MSG-10.url");
        assertThat(changed.prices().keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> changed.prices().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldBeOneCalendarWhenShiftsAndHolidaysComeInAnyOrder() {
        LocalDate first = LocalDate.of(2026, 10, 1);
        WorkingHours hours = new WorkingHours(
                Map.of(DayOfWeek.MONDAY, List.of(EVENING, MORNING)), Arrays.asList(first.plusDays(1), first, first));

        assertThat(hours.on(DayOfWeek.MONDAY)).containsExactly(MORNING, EVENING);
        assertThat(hours.on(DayOfWeek.SUNDAY)).isEmpty();
        assertThat(hours.holidays()).containsExactly(first, first.plusDays(1));
        assertThat(EVENING.fromMinute()).isEqualTo(1080);
        assertThat(EVENING.toMinute()).isEqualTo(1440);
    }

    @Test
    void shouldRefuseToEncodeWhenTheEventIsTooLargeOrTheEnvelopeAnothers() {
        EventCodec codec = new EventCodec();
        var event = new InboundEvent.SellerReviewReplyObserved(
                "s1", "r1", "x".repeat(EventCodec.MAX_EVENT_BYTES), NOW, null);
        Envelope envelope = new Envelope("e1", "/a", EventType.BUYER_ERASED, null, null, null, null, null, false);

        assertThatThrownBy(() -> codec.data(event))
                .asInstanceOf(type(InvalidEventException.class))
                .extracting(InvalidEventException::reason)
                .isEqualTo(RejectReason.TOO_LARGE);
        assertThatThrownBy(() -> codec.encode(envelope, event)).isInstanceOf(IllegalArgumentException.class);
    }
}
