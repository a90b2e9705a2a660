package dev.rapport.care.order.model;

import dev.rapport.care.join.Choice;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The parcel's arrival.
 *
 * @param deliveredAt when
 * @param signedBy who took it, in the carrier's words
 * @param pickupPoint where it waits, when it was not handed over
 */
public record Delivery(
        Instant deliveredAt,
        @Nullable String signedBy,
        @Nullable String pickupPoint) implements Comparable<Delivery> {

    private static final Comparator<Delivery> EARLIEST = Comparator.comparing(Delivery::deliveredAt)
            .thenComparing(Delivery::signedBy, Choice.TEXT)
            .thenComparing(Delivery::pickupPoint, Choice.TEXT);

    @Override
    public int compareTo(Delivery other) {
        return EARLIEST.compare(this, other);
    }
}
