package dev.rapport.message.inbound;

import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.RefundIssued;
import dev.rapport.events.InboundEvent.StockChanged;
import dev.rapport.events.RapportEvent;
import dev.rapport.message.order.application.Orders.News;
import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.order.model.ProductKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What an event means to this service's copy of orders. */
final class OrderArrival {

    private OrderArrival() {}

    /** The meaning of an event; null when it has none here. */
    static @Nullable News of(RapportEvent event) {
        if (event instanceof DisputeOpened opened) {
            var dispute = new Dispute(
                    opened.disputeId(),
                    opened.orderId(),
                    storable(opened.reason()),
                    micros(opened.openedAt()),
                    opened.respondBy() == null ? null : micros(opened.respondBy()),
                    null,
                    null);
            return new News.Disputed(opened.sellerId(), dispute);
        } else if (event instanceof DisputeClosed closed) {
            var dispute = new Dispute(
                    closed.disputeId(), null, null, null, null, micros(closed.closedAt()), storable(closed.outcome()));
            return new News.Disputed(closed.sellerId(), dispute);
        } else if (event instanceof StockChanged stock) {
            return new News.Stocked(
                    new ProductKey(stock.sellerId(), stock.productId()), stock.available(), micros(stock.changedAt()));
        } else {
            return happened(event);
        }
    }

    private static @Nullable News happened(RapportEvent event) {
        if (event instanceof OrderPlaced placed) {
            return news(placed.sellerId(), placed.orderId(), placed(placed));
        } else if (event instanceof OrderShipped shipped) {
            return news(
                    shipped.sellerId(),
                    shipped.orderId(),
                    new Happening.Shipped(
                            micros(shipped.shippedAt()),
                            storable(shipped.carrier()),
                            storable(shipped.trackingNumber())));
        } else if (event instanceof ParcelMoved moved) {
            return news(
                    moved.sellerId(),
                    moved.orderId(),
                    new Happening.Moved(micros(moved.movedAt()), moved.status().name(), moved.country()));
        } else if (event instanceof OrderDelivered delivered) {
            return news(
                    delivered.sellerId(),
                    delivered.orderId(),
                    new Happening.Delivered(
                            micros(delivered.deliveredAt()),
                            storable(delivered.signedBy()),
                            storable(delivered.pickupPoint())));
        } else if (event instanceof OrderCancelled cancelled) {
            return news(
                    cancelled.sellerId(),
                    cancelled.orderId(),
                    new Happening.Cancelled(micros(cancelled.cancelledAt())));
        } else if (event instanceof OrderAddressChanged changed) {
            return news(
                    changed.sellerId(), changed.orderId(), new Happening.AddressChanged(micros(changed.changedAt())));
        } else if (event instanceof RefundIssued refund) {
            return news(
                    refund.sellerId(),
                    refund.orderId(),
                    new Happening.Refunded(micros(refund.issuedAt()), refund.amount()));
        } else {
            return null;
        }
    }

    private static Happening placed(OrderPlaced event) {
        var items = event.items().stream()
                .map(item -> new Happening.Item(item.productId(), item.quantity(), storable(item.category())))
                .toList();
        return new Happening.Placed(
                micros(event.placedAt()),
                event.buyer().id(),
                event.amount(),
                items,
                event.shipBy() == null ? null : micros(event.shipBy()),
                event.address());
    }

    private static News news(String sellerId, String orderId, Happening what) {
        return new News.Happened(new OrderKey(sellerId, orderId), what);
    }

    /** PostgreSQL keeps every character but this one. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
