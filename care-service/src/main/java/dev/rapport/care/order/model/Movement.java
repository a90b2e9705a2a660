package dev.rapport.care.order.model;

import dev.rapport.care.join.Choice;
import dev.rapport.events.ParcelStatus;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A word from the carrier; of two at the same instant the one further along stands.
 *
 * @param movedAt when the parcel was there
 * @param status what happened to it
 * @param country in which country
 */
public record Movement(
        Instant movedAt, ParcelStatus status, @Nullable String country) implements Comparable<Movement> {

    private static final Comparator<Movement> NEWEST_LAST = Comparator.comparing(Movement::movedAt)
            .thenComparing(Movement::status)
            .thenComparing(Movement::country, Choice.TEXT);

    @Override
    public int compareTo(Movement other) {
        return NEWEST_LAST.compare(this, other);
    }
}
