package dev.rapport.message.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.events.Address;
import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.rest.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it.
 *
 * @param placedAt null when its placing was not told
 * @param history what happened, in the order of time
 */
public record OrderView(
        String orderId,
        String sellerId,
        @Nullable String buyerId,
        @Nullable Instant placedAt,
        @Nullable Amount amount,
        List<Happening.Item> items,
        @Nullable Instant shipBy,
        @Nullable Address address,
        List<Step> history,
        List<Dispute> disputes) {

    /** All that is known of an order. */
    public static OrderView of(OrderFile file) {
        Happening.Placed placed = file.placed();
        return new OrderView(
                file.key().orderId(),
                file.key().sellerId(),
                placed == null ? null : placed.buyerId(),
                placed == null ? null : placed.at(),
                placed == null ? null : Amount.of(placed.amount()),
                placed == null ? List.of() : placed.items(),
                placed == null ? null : placed.shipBy(),
                placed == null ? null : placed.address(),
                file.happenings().stream().map(Step::of).toList(),
                file.disputes());
    }

    /** One step; what does not belong to it is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String what,
            Instant at,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable String country,
            @Nullable String signedBy,
            @Nullable String pickupPoint,
            @Nullable Amount amount) {

        static Step of(Happening happening) {
            String what = happening.what();
            Instant at = happening.at();
            return switch (happening) {
                case Happening.Shipped shipped ->
                    new Step(what, at, shipped.carrier(), shipped.trackingNumber(), null, null, null, null);
                case Happening.Moved moved ->
                    new Step(moved.status(), at, null, null, moved.country(), null, null, null);
                case Happening.Delivered delivered ->
                    new Step(what, at, null, null, null, delivered.signedBy(), delivered.pickupPoint(), null);
                case Happening.Refunded refunded ->
                    new Step("REFUNDED", at, null, null, null, null, null, Amount.of(refunded.amount()));
                case Happening.Placed _, Happening.AddressChanged _, Happening.Cancelled _ ->
                    new Step(what, at, null, null, null, null, null, null);
            };
        }
    }
}
