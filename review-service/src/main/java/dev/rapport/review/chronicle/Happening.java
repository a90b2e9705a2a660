package dev.rapport.review.chronicle;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened around an order.
 *
 * @param what the type of the event that told it, such as {@code order.shipped}
 * @param detail what else was told, by field
 */
public record Happening(Instant at, String what, Map<String, String> detail) {
    public Happening {
        detail = Map.copyOf(detail);
    }
}
