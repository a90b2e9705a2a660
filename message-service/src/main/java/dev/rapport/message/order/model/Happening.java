package dev.rapport.message.order.model;

import dev.rapport.events.Address;
import dev.rapport.events.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to an order. The same thing told again with a later time replaces the earlier telling. */
public sealed interface Happening {

    Instant at();

    /** What tells it from other things that happen to the same order. */
    default String what() {
        return switch (this) {
            case Placed _ -> "PLACED";
            case AddressChanged _ -> "ADDRESS_CHANGED";
            case Shipped _ -> "SHIPPED";
            case Moved moved -> "MOVED:" + moved.status();
            case Delivered _ -> "DELIVERED";
            case Cancelled _ -> "CANCELLED";
            case Refunded refunded -> "REFUNDED:" + refunded.at();
        };
    }

    /** @param shipBy the marketplace's latest dispatch time; null when it set none */
    record Placed(
            Instant at,
            String buyerId,
            Money amount,
            List<Item> items,
            @Nullable Instant shipBy,
            @Nullable Address address)
            implements Happening {
        public Placed {
            items = List.copyOf(items);
        }
    }

    /** One line of an order. */
    record Item(String productId, int quantity, @Nullable String category) {}

    record AddressChanged(Instant at) implements Happening {}

    record Shipped(
            Instant at, @Nullable String carrier, @Nullable String trackingNumber) implements Happening {}

    record Moved(Instant at, String status, @Nullable String country) implements Happening {}

    record Delivered(
            Instant at, @Nullable String signedBy, @Nullable String pickupPoint) implements Happening {}

    record Cancelled(Instant at) implements Happening {}

    record Refunded(Instant at, Money amount) implements Happening {}
}
