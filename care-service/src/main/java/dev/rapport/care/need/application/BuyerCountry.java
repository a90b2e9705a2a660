package dev.rapport.care.need.application;

import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.Placement;
import org.jspecify.annotations.Nullable;

/** Where a buyer sleeps, as far as an order tells. */
final class BuyerCountry {
    private BuyerCountry() {}

    /** The buyer's own country, else the one the parcel goes to; null when neither is known. */
    static @Nullable String of(Order order) {
        Placement placement = order.placement();
        if (placement == null) {
            return null;
        }
        String own = placement.buyerCountry();
        return own != null || placement.destination() == null
                ? own
                : placement.destination().country();
    }
}
