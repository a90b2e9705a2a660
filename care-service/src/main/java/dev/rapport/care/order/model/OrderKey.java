package dev.rapport.care.order.model;

import java.util.Comparator;

/**
 * An order's natural key: the marketplace's number is unique within one store only.
 *
 * @param sellerId the tenant
 * @param orderId the marketplace's order number
 */
public record OrderKey(String sellerId, String orderId) implements Comparable<OrderKey> {
    private static final Comparator<OrderKey> BY_SELLER =
            Comparator.comparing(OrderKey::sellerId).thenComparing(OrderKey::orderId);

    @Override
    public int compareTo(OrderKey other) {
        return BY_SELLER.compare(this, other);
    }
}
