package dev.rapport.care.order.model;

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
import java.util.List;
import java.util.Random;

/** What a marketplace may tell of one order, contradictions included. */
public final class ReportsOfOneOrder {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");

    private ReportsOfOneOrder() {}

    /** Few instants and few texts, so that ties are the rule; at least one report, in no particular order. */
    public static List<Order> some(OrderKey key, Random random) {
        List<Order> reports = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Instant at = NOON.plusSeconds(random.nextInt(3));
            reports.add(
                    switch (random.nextInt(8)) {
                        case 0 -> OrderNews.of(aPlacement(key, random, at));
                        case 1 ->
                            OrderNews.of(
                                    new OrderShipped(key.sellerId(), key.orderId(), word(random), word(random), at));
                        case 2 ->
                            OrderNews.of(
                                    new ParcelMoved(key.sellerId(), key.orderId(), status(random), word(random), at));
                        case 3 ->
                            OrderNews.of(
                                    new OrderDelivered(key.sellerId(), key.orderId(), at, word(random), word(random)));
                        case 4 -> OrderNews.of(new OrderCancelled(key.sellerId(), key.orderId(), at));
                        case 5 -> OrderNews.of(new OrderAddressChanged(key.sellerId(), key.orderId(), at));
                        case 6 -> OrderNews.of(new RefundIssued(key.sellerId(), key.orderId(), money(random), at));
                        default ->
                            OrderNews.of(new BuyerReviewPosted(
                                    key.sellerId(), "r1", key.orderId(), "p1", Buyer.of("b1"), 5, null, null, at));
                    });
        }
        return reports;
    }

    static OrderPlaced aPlacement(OrderKey key, Random random, Instant at) {
        List<OrderItem> items = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            items.add(new OrderItem("p" + random.nextInt(2), 1 + random.nextInt(2), money(random), word(random)));
        }
        Buyer buyer = new Buyer("b" + random.nextInt(2), null, word(random), null);
        Instant shipBy = random.nextBoolean() ? null : at.plusSeconds(random.nextInt(2));
        Address address = random.nextBoolean() ? null : new Address("ES", word(random), random.nextBoolean());
        return new OrderPlaced(key.sellerId(), key.orderId(), buyer, items, money(random), at, shipBy, address);
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
}
