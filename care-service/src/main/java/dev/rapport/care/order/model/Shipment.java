package dev.rapport.care.order.model;

import dev.rapport.care.join.Choice;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The parcel's dispatch.
 *
 * @param shippedAt when it left the seller
 * @param carrier who carries it
 * @param trackingNumber under which number
 */
public record Shipment(
        Instant shippedAt,
        @Nullable String carrier,
        @Nullable String trackingNumber) implements Comparable<Shipment> {

    private static final Comparator<Shipment> EARLIEST = Comparator.comparing(Shipment::shippedAt)
            .thenComparing(Shipment::carrier, Choice.TEXT)
            .thenComparing(Shipment::trackingNumber, Choice.TEXT);

    @Override
    public int compareTo(Shipment other) {
        return EARLIEST.compare(this, other);
    }
}
