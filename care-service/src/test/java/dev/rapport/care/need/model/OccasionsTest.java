package dev.rapport.care.need.model;

import static dev.rapport.care.need.model.AnOrder.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.ParcelStatus;
import dev.rapport.policy.CareTrigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CARE-01: what an order asks for follows from its facts, whatever their order of arrival. */
class OccasionsTest {
    private static final Duration FIVE_DAYS = Duration.ofDays(5);
    private static final Duration THREE_DAYS = Duration.ofDays(3);
    private static final Duration TWENTY_DAYS = Duration.ofDays(20);

    private static List<Occasion> stalled(AnOrder order) {
        return Occasions.of(order.known(), CareTrigger.STALLED, FIVE_DAYS);
    }

    @Test
    void shouldNeedAWordWhenTheParcelIsSilentForMoreThanFiveDays() {
        assertThat(stalled(AnOrder.placed().shipped(1).delivered(6.01))).containsExactly(new Occasion(day(1), day(6)));
        assertThat(stalled(AnOrder.placed().shipped(1).delivered(6))).isEmpty();
        assertThat(stalled(AnOrder.placed().shipped(1))).containsExactly(new Occasion(day(1), day(6)));
        assertThat(stalled(AnOrder.placed())).isEmpty();
    }

    @Test
    void shouldCountASilenceFromTheLastMovementAndSeeEachOfThem() {
        assertThat(stalled(AnOrder.placed().shipped(1).moved(4).moved(11).delivered(12)))
                .containsExactly(new Occasion(day(4), day(9)));
        assertThat(stalled(AnOrder.placed().shipped(1).moved(7).moved(13)))
                .containsExactly(
                        new Occasion(day(1), day(6)), new Occasion(day(7), day(12)), new Occasion(day(13), day(18)));
        assertThat(stalled(AnOrder.placed().shipped(1).moved(3).cancelled(5))).isEmpty();
    }

    @Test
    void shouldSeeNoSilenceWhenTheDeliveryIsOlderThanTheShipment() {
        assertThat(stalled(AnOrder.placed().shipped(3).delivered(2))).isEmpty();
    }

    @Test
    void shouldAskAfterThreeDaysWithoutAReview() {
        assertThat(Occasions.of(AnOrder.placed().delivered(2).known(), CareTrigger.DELIVERED, THREE_DAYS))
                .containsExactly(new Occasion(day(2), day(5)));
        assertThat(Occasions.of(AnOrder.placed().delivered(2).reviewed(5).known(), CareTrigger.DELIVERED, THREE_DAYS))
                .isEmpty();
        assertThat(Occasions.of(AnOrder.placed().delivered(2).reviewed(1).known(), CareTrigger.DELIVERED, THREE_DAYS))
                .isEmpty();
        assertThat(Occasions.of(AnOrder.placed().delivered(2).reviewed(5.1).known(), CareTrigger.DELIVERED, THREE_DAYS))
                .hasSize(1);
    }

    @Test
    void shouldSeeALateDispatchWhenTheLatestTimePassesUnshipped() {
        assertThat(Occasions.of(AnOrder.placedToShipBy(2).known(), CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .containsExactly(new Occasion(day(2), day(2)));
        assertThat(Occasions.of(AnOrder.placedToShipBy(2).shipped(2).known(), CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .isEmpty();
        assertThat(Occasions.of(AnOrder.placedToShipBy(2).shipped(3).known(), CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .hasSize(1);
        assertThat(Occasions.of(
                        AnOrder.placedToShipBy(2).cancelled(1).known(), CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .isEmpty();
        assertThat(Occasions.of(AnOrder.placed().known(), CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void shouldCountCustomsFromTheFirstWordOfThemUntilAnother() {
        AnOrder held =
                AnOrder.placed().shipped(1).moved(3, ParcelStatus.CUSTOMS).moved(10, ParcelStatus.CUSTOMS);
        assertThat(Occasions.of(held.known(), CareTrigger.CUSTOMS, TWENTY_DAYS))
                .containsExactly(new Occasion(day(3), day(23)));
        assertThat(Occasions.of(held.moved(22).known(), CareTrigger.CUSTOMS, TWENTY_DAYS))
                .isEmpty();
        assertThat(Occasions.of(held.moved(24).known(), CareTrigger.CUSTOMS, TWENTY_DAYS))
                .hasSize(1);
        assertThat(Occasions.of(held.delivered(20).known(), CareTrigger.CUSTOMS, TWENTY_DAYS))
                .isEmpty();
    }

    /** CARE-05: what asked for the message may have gone since. */
    @Test
    void shouldKnowWhenItNoLongerHolds() {
        AnOrder silent = AnOrder.placed().shipped(1);
        assertThat(Occasions.stillTrue(silent.known(), CareTrigger.STALLED, day(1)))
                .isTrue();
        assertThat(Occasions.stillTrue(silent.moved(6.5).known(), CareTrigger.STALLED, day(1)))
                .isFalse();
        assertThat(Occasions.stillTrue(
                        AnOrder.placed().delivered(2).reviewed(5.1).known(), CareTrigger.DELIVERED, day(2)))
                .isFalse();
        assertThat(Occasions.stillTrue(AnOrder.placedToShipBy(2).shipped(3).known(), CareTrigger.LATE_DISPATCH, day(2)))
                .isFalse();
        assertThat(Occasions.stillTrue(AnOrder.placed().shipped(1).cancelled(9).known(), CareTrigger.SHIPPED, day(1)))
                .isFalse();
        assertThat(Occasions.wasTrue(silent.moved(9).known(), CareTrigger.STALLED, day(1), day(8)))
                .isTrue();
        assertThat(Occasions.wasTrue(silent.moved(9).known(), CareTrigger.STALLED, day(1), day(9)))
                .isFalse();
    }
}
