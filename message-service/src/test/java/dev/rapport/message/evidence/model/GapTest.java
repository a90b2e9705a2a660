package dev.rapport.message.evidence.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Address;
import dev.rapport.events.Money;
import dev.rapport.events.Scene;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.policy.Advice;
import dev.rapport.policy.MannerSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MSG-22: what a chain of evidence lacks, and what a complaint is about. */
class GapTest {

    private static final Instant DAY = Instant.parse("2026-05-01T10:00:00Z");
    private static final Advice RULES = new Advice(2, 0.3, 3);

    @Test
    void shouldLackNothingWhenTheBuyerHasSigned() {
        assertThat(Gap.of(order(false, shipped("LP1"), delivered("Ana", null)), Set.of()))
                .isEmpty();
        assertThat(Gap.of(order(false, shipped("LP1"), delivered(null, "Kiosk 7")), Set.of()))
                .isEmpty();
    }

    @Test
    void shouldNameWhatIsMissingAlongTheWay() {
        assertThat(Gap.of(null, Set.of())).containsExactly(Gap.ORDER_UNKNOWN);
        assertThat(Gap.of(order(null), Set.of())).containsExactly(Gap.ADDRESS_UNKNOWN, Gap.NOT_SHIPPED);
        assertThat(Gap.of(order(true, shipped(null)), Set.of()))
                .containsExactly(Gap.PO_BOX, Gap.NO_TRACKING_NUMBER, Gap.NOT_DELIVERED);
        assertThat(Gap.of(order(false, shipped("LP1"), new Happening.Moved(day(3), "PICKUP_POINT", "ES")), Set.of()))
                .containsExactly(Gap.NOT_COLLECTED);
        assertThat(Gap.of(order(false, shipped("LP1"), delivered(null, null)), Set.of()))
                .containsExactly(Gap.NO_SIGNATURE);
        assertThat(Gap.of(order(false, shipped("LP1"), delivered("x", null)), Set.of(MannerSignal.LEFT_AT_DOOR)))
                .containsExactly(Gap.LEFT_AT_DOOR);
        assertThat(Gap.of(order(false, shipped("LP1"), delivered("x", null)), Set.of(MannerSignal.NEIGHBOUR)))
                .containsExactly(Gap.SIGNED_BY_NEIGHBOUR);
    }

    @Test
    void shouldMindAChangedAddressOnlyWhenTheParcelWasOnItsWay() {
        var before = new Happening.AddressChanged(DAY.plusSeconds(60));
        var after = new Happening.AddressChanged(day(2));

        assertThat(Gap.of(order(false, before, shipped("LP1"), delivered("Ana", null)), Set.of()))
                .isEmpty();
        assertThat(Gap.of(order(false, shipped("LP1"), after, delivered("Ana", null)), Set.of()))
                .containsExactly(Gap.ADDRESS_CHANGED_AFTER_SHIPPING);
    }

    @Test
    void shouldSortByMeasureThenByWords() {
        assertThat(Difference.of(said(Scene.NOT_AS_DESCRIBED), 3.0, RULES)).isEqualTo(Difference.SLIGHT_DIFFERENCE);
        assertThat(Difference.of(said(Scene.NOT_AS_DESCRIBED), 3.1, RULES)).isEqualTo(Difference.DEFECT);
        assertThat(Difference.of(said(Scene.DEFECT, MannerSignal.TASTE), null, RULES))
                .isEqualTo(Difference.DEFECT);
        assertThat(Difference.of(said(Scene.OTHER, MannerSignal.SLIGHT, MannerSignal.TASTE), null, RULES))
                .isEqualTo(Difference.SLIGHT_DIFFERENCE);
        assertThat(Difference.of(said(Scene.OTHER, MannerSignal.TASTE), null, RULES))
                .isEqualTo(Difference.TASTE);
        assertThat(Difference.of(said(Scene.NOT_AS_DESCRIBED), null, RULES)).isEqualTo(Difference.UNCLEAR);
    }

    @Test
    void shouldNameEveryMatterTheGravestFirst() {
        var all = new Testimony(Set.of(Scene.NOT_AS_DESCRIBED), Set.of(MannerSignal.NOT_RECEIVED), true);

        assertThat(Matter.of(all)).containsExactly(Matter.EXTORTION, Matter.NOT_RECEIVED, Matter.NOT_AS_DESCRIBED);
        assertThat(Matter.of(said(Scene.PRICE))).isEmpty();
    }

    private static Testimony said(Scene scene, MannerSignal... signals) {
        return new Testimony(Set.of(scene), Set.of(signals), false);
    }

    private static OrderFile order(@Nullable Boolean poBox, Happening... later) {
        var happenings = new ArrayList<Happening>(List.of(later));
        Address address = poBox == null ? null : new Address("ES", null, poBox);
        happenings.add(new Happening.Placed(DAY, "b1", Money.of("USD", "30.00"), List.of(), null, address));
        return new OrderFile(new OrderKey("s1", "o1"), happenings, List.of());
    }

    private static Happening shipped(@Nullable String trackingNumber) {
        return new Happening.Shipped(day(1), "Correos", trackingNumber);
    }

    private static Happening delivered(@Nullable String signedBy, @Nullable String pickupPoint) {
        return new Happening.Delivered(day(5), signedBy, pickupPoint);
    }

    private static Instant day(int days) {
        return DAY.plusSeconds(days * 86_400L);
    }
}
