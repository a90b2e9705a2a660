package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param quantity units, at least 1
 * @param unitPrice price of one unit
 */
public record OrderItem(
        @Text(ID) String productId,
        @Range(min = 1) int quantity,
        Money unitPrice,
        @Text(LABEL) @Nullable String category) {
    public OrderItem {
        RecordShape.check(OrderItem.class, productId, quantity, unitPrice, category);
    }
}
