package dev.rapport.message.order.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dispute about an order.
 *
 * @param respondBy the marketplace's deadline; null when it is not known
 * @param closedAt null while it is open
 */
public record Dispute(
        String disputeId,
        @Nullable String orderId,
        @Nullable String reason,
        @Nullable Instant openedAt,
        @Nullable Instant respondBy,
        @Nullable Instant closedAt,
        @Nullable String outcome) {

    /** Whether it stood open at an instant. */
    public boolean openAt(Instant now) {
        return openedAt != null && !openedAt.isAfter(now) && (closedAt == null || closedAt.isAfter(now));
    }
}
