package dev.rapport.care.order.application;

import dev.rapport.care.order.model.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an order whose facts have changed is to be looked at for care. */
@FunctionalInterface
public interface CareDue {

    /** Nobody cares. */
    CareDue NEVER = (before, after, now) -> null;

    /**
     * @param before what was known; null when the order is new
     * @param after what is known now
     * @return when it may need something first; null for never
     */
    @Nullable
    Instant of(@Nullable KnownOrder before, Order after, Instant now);
}
