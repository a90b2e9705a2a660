package dev.rapport.care.order.model;

import dev.rapport.events.Address;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent;
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

    /** As {@link #told}, each read as what it says of the order. */
    public static List<Order> some(OrderKey key, Random random) {
        return told(key.sellerId(), key.orderId(), random).stream()
                .map(ReportsOfOneOrder::read)
                .toList();
    }

    private static Order read(InboundEvent event) {
        return switch (event) {
            case OrderPlaced placed -> OrderNews.of(placed);
            case OrderShipped shipped -> OrderNews.of(shipped);
            case ParcelMoved moved -> OrderNews.of(moved);
            case OrderDelivered delivered -> OrderNews.of(delivered);
            case OrderCancelled cancelled -> OrderNews.of(cancelled);
            case OrderAddressChanged changed -> OrderNews.of(changed);
            case RefundIssued issued -> OrderNews.of(issued);
            case BuyerReviewPosted posted -> OrderNews.of(posted);
            default -> throw new IllegalArgumentException("says nothing of an order: " + event);
        };
    }

    /** Few instants and few texts, so that ties are the rule; at least one report, in no particular order. */
    public static List<InboundEvent> told(String seller, String order, Random random) {
        List<InboundEvent> reports = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Instant at = NOON.plusSeconds(random.nextInt(3));
            reports.add(
                    switch (random.nextInt(8)) {
                        case 0 -> aPlacement(seller, order, random, at);
                        case 1 -> new OrderShipped(seller, order, word(random), word(random), at);
                        case 2 -> new ParcelMoved(seller, order, status(random), word(random), at);
                        case 3 -> new OrderDelivered(seller, order, at, word(random), word(random));
                        case 4 -> new OrderCancelled(seller, order, at);
                        case 5 -> new OrderAddressChanged(seller, order, at);
                        case 6 -> new RefundIssued(seller, order, money(random), at);
                        default ->
                            new BuyerReviewPosted(seller, "r-" + order, order, "p1", Buyer.of("b1"), 5, null, null, at);
                    });
        }
        return reports;
    }

    /** The four reports of an order that goes well. */
    public static List<InboundEvent> usual(String seller, String order, Random random) {
        return List.of(
                aPlacement(seller, order, random, NOON),
                new OrderShipped(seller, order, "YT", "YT" + order, NOON.plusSeconds(60)),
                new ParcelMoved(seller, order, status(random), "CN", NOON.plusSeconds(120)),
                new OrderDelivered(seller, order, NOON.plusSeconds(180), null, null));
    }

    static OrderPlaced aPlacement(String seller, String order, Random random, Instant at) {
        List<OrderItem> items = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            items.add(new OrderItem("p" + random.nextInt(2), 1 + random.nextInt(2), money(random), word(random)));
        }
        Buyer buyer = new Buyer("b" + random.nextInt(2), null, word(random), null);
        Instant shipBy = random.nextBoolean() ? null : at.plusSeconds(random.nextInt(2));
        Address address = random.nextBoolean() ? null : new Address("ES", word(random), random.nextBoolean());
        return new OrderPlaced(seller, order, buyer, items, money(random), at, shipBy, address);
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
