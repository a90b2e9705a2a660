package dev.rapport.care.order.model;

import dev.rapport.care.join.Choice;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one order. Any part may be missing: a delivery is kept though neither shipment nor order has been
 * heard of, and joined to them when they come.
 *
 * @param key natural key
 * @param placement what was bought, by whom; the earliest report of it
 * @param shipment the first dispatch
 * @param movements every word from the carrier: a silence between two of them is only seen with both (CARE-01)
 * @param delivery the first delivery
 * @param cancelledAt first cancellation
 * @param addressChangedAt latest change of address
 * @param refunds every refund, told apart by amount and instant (the contract gives refunds no id)
 * @param reviewedAt when the buyer's first review of the order was posted
 */
public record Order(
        OrderKey key,
        @Nullable Placement placement,
        @Nullable Shipment shipment,
        SortedSet<Movement> movements,
        @Nullable Delivery delivery,
        @Nullable Instant cancelledAt,
        @Nullable Instant addressChangedAt,
        SortedSet<Refund> refunds,
        @Nullable Instant reviewedAt) {

    public Order {
        movements = Collections.unmodifiableSortedSet(new TreeSet<>(movements));
        refunds = Collections.unmodifiableSortedSet(new TreeSet<>(refunds));
    }

    /** The newest word from the carrier; null before any. */
    public @Nullable Movement lastMovement() {
        return movements.isEmpty() ? null : movements.last();
    }

    /** @return an order of which nothing is known but its key */
    public static Order unknown(OrderKey key) {
        return new Order(
                key, null, null, Collections.emptySortedSet(), null, null, null, Collections.emptySortedSet(), null);
    }

    /**
     * Joins two pieces of knowledge about one order.
     *
     * @param other knowledge of the same order
     * @return both together; the same whichever is merged into which, and however often
     * @throws IllegalArgumentException when the other is another order
     */
    public Order merge(Order other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException("two different orders");
        }
        SortedSet<Refund> allRefunds = new TreeSet<>(refunds);
        allRefunds.addAll(other.refunds);
        SortedSet<Movement> allMovements = new TreeSet<>(movements);
        allMovements.addAll(other.movements);
        return new Order(
                key,
                Choice.first(placement, other.placement),
                Choice.first(shipment, other.shipment),
                allMovements,
                Choice.first(delivery, other.delivery),
                Choice.first(cancelledAt, other.cancelledAt),
                Choice.last(addressChangedAt, other.addressChangedAt),
                allRefunds,
                Choice.first(reviewedAt, other.reviewedAt));
    }
}
