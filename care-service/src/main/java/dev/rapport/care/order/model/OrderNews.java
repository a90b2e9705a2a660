package dev.rapport.care.order.model;

import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.RefundIssued;
import dev.rapport.events.OrderItem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one public event says about an order, as an {@link Order} of which only that is known.
 *
 * <p>Instants are cut to microseconds, which is what the database keeps: a report just read and the same one read back
 * must be equal.
 */
public final class OrderNews {
    private OrderNews() {}

    /** The order was placed. */
    public static Order of(OrderPlaced event) {
        Placement placement = new Placement(
                micros(event.placedAt()),
                event.buyer().id(),
                event.buyer().country(),
                event.amount(),
                event.items().stream().map(OrderNews::item).toList(),
                event.shipBy() == null ? null : micros(event.shipBy()),
                destination(event));
        return new Order(
                key(event.sellerId(), event.orderId()),
                placement,
                null,
                noMovements(),
                null,
                null,
                null,
                noRefunds(),
                null);
    }

    /** The parcel left. */
    public static Order of(OrderShipped event) {
        Shipment shipment = new Shipment(micros(event.shippedAt()), event.carrier(), event.trackingNumber());
        return new Order(
                key(event.sellerId(), event.orderId()),
                null,
                shipment,
                noMovements(),
                null,
                null,
                null,
                noRefunds(),
                null);
    }

    /** The parcel moved. */
    public static Order of(ParcelMoved event) {
        SortedSet<Movement> movements =
                new TreeSet<>(List.of(new Movement(micros(event.movedAt()), event.status(), event.country())));
        return new Order(
                key(event.sellerId(), event.orderId()), null, null, movements, null, null, null, noRefunds(), null);
    }

    /** The parcel arrived. */
    public static Order of(OrderDelivered event) {
        Delivery delivery = new Delivery(micros(event.deliveredAt()), event.signedBy(), event.pickupPoint());
        return new Order(
                key(event.sellerId(), event.orderId()),
                null,
                null,
                noMovements(),
                delivery,
                null,
                null,
                noRefunds(),
                null);
    }

    /** The order was called off. */
    public static Order of(OrderCancelled event) {
        Instant cancelledAt = micros(event.cancelledAt());
        return new Order(
                key(event.sellerId(), event.orderId()),
                null,
                null,
                noMovements(),
                null,
                cancelledAt,
                null,
                noRefunds(),
                null);
    }

    /** The buyer moved it elsewhere. */
    public static Order of(OrderAddressChanged event) {
        Instant changedAt = micros(event.changedAt());
        return new Order(
                key(event.sellerId(), event.orderId()),
                null,
                null,
                noMovements(),
                null,
                null,
                changedAt,
                noRefunds(),
                null);
    }

    /** Money was given back. */
    public static Order of(RefundIssued event) {
        SortedSet<Refund> refunds = new TreeSet<>(List.of(new Refund(micros(event.issuedAt()), event.amount())));
        return new Order(
                key(event.sellerId(), event.orderId()), null, null, noMovements(), null, null, null, refunds, null);
    }

    /** CARE-05: a review has been given, so none need be waited for. */
    public static Order of(BuyerReviewPosted event) {
        Instant postedAt = micros(event.postedAt());
        return new Order(
                key(event.sellerId(), event.orderId()),
                null,
                null,
                noMovements(),
                null,
                null,
                null,
                noRefunds(),
                postedAt);
    }

    private static Placement.Item item(OrderItem item) {
        return new Placement.Item(item.productId(), item.quantity(), item.unitPrice(), item.category());
    }

    private static Placement.@Nullable Destination destination(OrderPlaced event) {
        if (event.address() == null) {
            return null;
        }
        return new Placement.Destination(
                event.address().country(),
                event.address().region(),
                event.address().poBox());
    }

    private static OrderKey key(String sellerId, String orderId) {
        return new OrderKey(sellerId, orderId);
    }

    private static SortedSet<Movement> noMovements() {
        return new TreeSet<>();
    }

    private static SortedSet<Refund> noRefunds() {
        return new TreeSet<>();
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
