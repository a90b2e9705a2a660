package dev.rapport.care.order.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rapport.events.Address;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.RefundIssued;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.ParcelStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery before shipment, shipment before the order, all of it twice: the order comes out the same. */
class OrderMergeLawTest {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final OrderKey KEY = new OrderKey("s1", "o1");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldKnowTheSameWhateverTheOrderAndRepetitionOfReports(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Order> reports = someReports(random);
            Order inOrder = fold(reports);

            List<Order> disordered = new ArrayList<>(reports);
            for (Order report : reports) {
                if (random.nextInt(3) == 0) {
                    disordered.add(report);
                }
            }
            Collections.shuffle(disordered, random);
            assertThat(fold(disordered)).as("seed %d, round %d", seed, round).isEqualTo(inOrder);

            int cut = random.nextInt(disordered.size() + 1);
            Order grouped = fold(disordered.subList(0, cut)).merge(fold(disordered.subList(cut, disordered.size())));
            assertThat(grouped).as("seed %d, round %d, grouped", seed, round).isEqualTo(inOrder);
            assertThat(inOrder.merge(inOrder)).isEqualTo(inOrder);
        }
    }

    private static Order fold(List<Order> reports) {
        return reports.stream().reduce(Order.unknown(KEY), Order::merge);
    }

    /** Few instants and few texts, so that ties are the rule. */
    private static List<Order> someReports(Random random) {
        List<Order> reports = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Instant at = NOON.plusSeconds(random.nextInt(3));
            reports.add(
                    switch (random.nextInt(8)) {
                        case 0 -> OrderNews.of(aPlacement(random, at));
                        case 1 -> OrderNews.of(new OrderShipped("s1", "o1", word(random), word(random), at));
                        case 2 -> OrderNews.of(new ParcelMoved("s1", "o1", status(random), word(random), at));
                        case 3 -> OrderNews.of(new OrderDelivered("s1", "o1", at, word(random), word(random)));
                        case 4 -> OrderNews.of(new OrderCancelled("s1", "o1", at));
                        case 5 -> OrderNews.of(new OrderAddressChanged("s1", "o1", at));
                        case 6 -> OrderNews.of(new RefundIssued("s1", "o1", money(random), at));
                        default ->
                            OrderNews.of(
                                    new BuyerReviewPosted("s1", "r1", "o1", "p1", Buyer.of("b1"), 5, null, null, at));
                    });
        }
        return reports;
    }

    private static OrderPlaced aPlacement(Random random, Instant at) {
        List<OrderItem> items = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            items.add(new OrderItem("p" + random.nextInt(2), 1 + random.nextInt(2), money(random), word(random)));
        }
        Buyer buyer = new Buyer("b" + random.nextInt(2), null, word(random), null);
        Instant shipBy = random.nextBoolean() ? null : at.plusSeconds(random.nextInt(2));
        Address address = random.nextBoolean() ? null : new Address("ES", word(random), maybe(random));
        return new OrderPlaced("s1", "o1", buyer, items, money(random), at, shipBy, address);
    }

    private static Money money(Random random) {
        return Money.of("USD", random.nextBoolean() ? "1.0" : "1.00");
    }

    private static ParcelStatus status(Random random) {
        return ParcelStatus.values()[random.nextInt(ParcelStatus.values().length)];
    }

    private static String word(Random random) {
        return random.nextBoolean() ? "A" : "B";
    }

    private static Boolean maybe(Random random) {
        return random.nextBoolean();
    }

    @Test
    void shouldKeepADeliveryUntilItsOrderComes() {
        Order early = OrderNews.of(new OrderDelivered("s1", "o1", NOON.plusSeconds(9), null, "locker 4"));
        assertThat(early.placement()).isNull();

        Order whole = early.merge(OrderNews.of(new OrderShipped("s1", "o1", "YT", "YT7", NOON.plusSeconds(5))))
                .merge(OrderNews.of(aPlacement(new Random(1), NOON)));

        assertThat(whole.placement()).isNotNull();
        assertThat(whole.shipment()).isEqualTo(new Shipment(NOON.plusSeconds(5), "YT", "YT7"));
        assertThat(whole.delivery()).isEqualTo(new Delivery(NOON.plusSeconds(9), null, "locker 4"));
    }

    @Test
    void shouldStandByTheNewestMovementAndTheFirstOfTheRest() {
        Order order = OrderNews.of(new ParcelMoved("s1", "o1", ParcelStatus.CUSTOMS, "ES", NOON.plusSeconds(7)))
                .merge(OrderNews.of(new ParcelMoved("s1", "o1", ParcelStatus.IN_TRANSIT, "CN", NOON)))
                .merge(OrderNews.of(new OrderCancelled("s1", "o1", NOON.plusSeconds(3))))
                .merge(OrderNews.of(new OrderCancelled("s1", "o1", NOON.plusSeconds(2))));

        assertThat(order.lastMovement()).isEqualTo(new Movement(NOON.plusSeconds(7), ParcelStatus.CUSTOMS, "ES"));
        assertThat(order.cancelledAt()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void shouldCutInstantsToWhatTheDatabaseKeeps() {
        Order order = OrderNews.of(new OrderCancelled("s1", "o1", NOON.plusNanos(1_999)));
        assertThat(order.cancelledAt()).isEqualTo(NOON.plusNanos(1_000));
    }

    @Test
    void shouldRefuseToMixTwoOrders() {
        Order other = Order.unknown(new OrderKey("s2", "o1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Order.unknown(KEY).merge(other));
    }
}
