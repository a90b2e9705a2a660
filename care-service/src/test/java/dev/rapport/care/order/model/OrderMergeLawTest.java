package dev.rapport.care.order.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
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
            List<Order> reports = ReportsOfOneOrder.some(KEY, random);
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

    @Test
    void shouldKeepADeliveryUntilItsOrderComes() {
        Order early = OrderNews.of(new OrderDelivered("s1", "o1", NOON.plusSeconds(9), null, "locker 4"));
        assertThat(early.placement()).isNull();

        Order whole = early.merge(OrderNews.of(new OrderShipped("s1", "o1", "YT", "YT7", NOON.plusSeconds(5))))
                .merge(OrderNews.of(ReportsOfOneOrder.aPlacement("s1", "o1", new Random(1), NOON)));

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
