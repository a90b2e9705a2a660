package dev.rapport.care.need.model;

import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.OrderNews;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.ParcelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order on its way, told fact by fact; days count from its placement. */
final class AnOrder {
    static final Instant PLACED = Instant.parse("2025-06-02T12:00:00Z");

    private final Order order;

    private AnOrder(Order order) {
        this.order = order;
    }

    static Instant day(double days) {
        return PLACED.plusSeconds(Math.round(days * Duration.ofDays(1).toSeconds()));
    }

    static AnOrder unplaced() {
        return new AnOrder(Order.unknown(new OrderKey("s1", "o1")));
    }

    static AnOrder placed() {
        return unplaced().placedWith(null);
    }

    static AnOrder placedToShipBy(double days) {
        return unplaced().placedWith(day(days));
    }

    private AnOrder placedWith(@Nullable Instant shipBy) {
        return and(OrderNews.of(new OrderPlaced(
                "s1",
                "o1",
                new Buyer("b1", null, "ES", null),
                List.of(new OrderItem("p1", 1, Money.of("EUR", "20.00"), "toys")),
                Money.of("EUR", "20.00"),
                PLACED,
                shipBy,
                null)));
    }

    private AnOrder and(Order news) {
        return new AnOrder(order.merge(news));
    }

    AnOrder shipped(double days) {
        return and(OrderNews.of(new OrderShipped("s1", "o1", "YT", "YT7", day(days))));
    }

    AnOrder moved(double days) {
        return moved(days, ParcelStatus.IN_TRANSIT);
    }

    AnOrder moved(double days, ParcelStatus status) {
        return and(OrderNews.of(new ParcelMoved("s1", "o1", status, "ES", day(days))));
    }

    AnOrder delivered(double days) {
        return and(OrderNews.of(new OrderDelivered("s1", "o1", day(days), null, null)));
    }

    AnOrder cancelled(double days) {
        return and(OrderNews.of(new OrderCancelled("s1", "o1", day(days))));
    }

    AnOrder reviewed(double days) {
        return and(
                OrderNews.of(new BuyerReviewPosted("s1", "r1", "o1", "p1", Buyer.of("b1"), 5, null, null, day(days))));
    }

    Order known() {
        return order;
    }
}
