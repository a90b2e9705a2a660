package dev.rapport.message.evidence.model;

import dev.rapport.events.Address;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.policy.MannerSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MSG-22: what is missing or weak in the chain from the seller's hands to the buyer's. */
public enum Gap {
    ORDER_UNKNOWN("Nothing has been told of the order."),
    ADDRESS_UNKNOWN("The address is not known."),
    PO_BOX("A post-office box: nobody signs there."),
    NOT_SHIPPED("It has not been shipped."),
    NO_TRACKING_NUMBER("There is no tracking number."),
    ADDRESS_CHANGED_AFTER_SHIPPING("The address was changed after it was shipped."),
    NOT_DELIVERED("The carrier has not reported it delivered."),
    NOT_COLLECTED("It waits at a pick-up point."),
    NO_SIGNATURE("Delivered without a signature or a pick-up point."),
    LEFT_AT_DOOR("Left at the door: nobody has signed."),
    SIGNED_BY_NEIGHBOUR("Somebody else than the buyer has signed.");

    private final String says;

    Gap(String says) {
        this.says = says;
    }

    /** For who reads it. */
    public String says() {
        return says;
    }

    /**
     * What is missing, in the order of a parcel's way.
     *
     * @param order null when nothing was told of it
     * @param signature what is heard in the words under which it was signed for
     */
    public static List<Gap> of(@Nullable OrderFile order, Set<MannerSignal> signature) {
        if (order == null) {
            return List.of(ORDER_UNKNOWN);
        }
        var gaps = new ArrayList<Gap>();
        Happening.Placed placed = order.placed();
        Address address = placed == null ? null : placed.address();
        if (address == null) {
            gaps.add(ADDRESS_UNKNOWN);
        } else if (Boolean.TRUE.equals(address.poBox())) {
            gaps.add(PO_BOX);
        }
        Happening.Shipped shipped = order.shipped();
        Happening.Delivered delivered = order.first(Happening.Delivered.class);
        if (shipped == null && delivered == null) {
            gaps.add(NOT_SHIPPED);
            return List.copyOf(gaps);
        }
        if (shipped == null || shipped.trackingNumber() == null) {
            gaps.add(NO_TRACKING_NUMBER);
        }
        if (shipped != null && changedAfter(order, shipped.at())) {
            gaps.add(ADDRESS_CHANGED_AFTER_SHIPPING);
        }
        if (delivered == null) {
            gaps.add(atPickUpPoint(order) ? NOT_COLLECTED : NOT_DELIVERED);
        } else {
            addHandOver(delivered, signature, gaps);
        }
        return List.copyOf(gaps);
    }

    private static void addHandOver(Happening.Delivered delivered, Set<MannerSignal> signature, List<Gap> gaps) {
        if (signature.contains(MannerSignal.LEFT_AT_DOOR)) {
            gaps.add(LEFT_AT_DOOR);
        } else if (signature.contains(MannerSignal.NEIGHBOUR)) {
            gaps.add(SIGNED_BY_NEIGHBOUR);
        } else if (isBlank(delivered.signedBy()) && isBlank(delivered.pickupPoint())) {
            gaps.add(NO_SIGNATURE);
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean changedAfter(OrderFile order, Instant shippedAt) {
        return order.happenings().stream()
                .anyMatch(happening -> happening instanceof Happening.AddressChanged
                        && happening.at().isAfter(shippedAt));
    }

    private static boolean atPickUpPoint(OrderFile order) {
        return order.happenings().stream()
                                .filter(Happening.Moved.class::isInstance)
                                .map(Happening.Moved.class::cast)
                                .reduce((_, last) -> last)
                                .orElse(null)
                        instanceof Happening.Moved moved
                && moved.status().equals("PICKUP_POINT");
    }
}
