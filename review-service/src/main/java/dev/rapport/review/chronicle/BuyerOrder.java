package dev.rapport.review.chronicle;

import dev.rapport.events.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was placed.
 *
 * @param country of the buyer
 * @param categories of its items, as far as they were told
 */
public record BuyerOrder(
        String orderId,
        String buyerId,
        @Nullable String country,
        Money amount,
        List<String> categories,
        Instant placedAt) {
    public BuyerOrder {
        categories = List.copyOf(categories);
    }
}
