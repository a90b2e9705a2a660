package dev.rapport.care.order.application;

import dev.rapport.care.order.model.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order with what this service keeps beside what was told of it.
 *
 * @param knownSince when it was first heard of: a rule that was on by then looks at all of its past
 * @param careDueAt when it is to be looked at for care; null for never
 * @param careDoneThrough the moment up to which it has been looked at; null before the first look
 */
public record KnownOrder(
        Order order,
        Instant knownSince,
        @Nullable Instant careDueAt,
        @Nullable Instant careDoneThrough) {}
