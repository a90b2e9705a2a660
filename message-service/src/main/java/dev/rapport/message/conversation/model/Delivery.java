package dev.rapport.message.conversation.model;

import dev.rapport.events.DeliveryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * MSG-15: how far a message sent through Rapport has come. It is never shown delivered before its receipt.
 *
 * @param dispatchId the same for every attempt; connectors de-duplicate on it
 * @param attempts the highest attempt heard of; 1 from the start
 */
public record Delivery(String dispatchId, State state, int attempts) {

    /** In the words of the interface, lower case there. */
    public enum State {
        /** Stored and durable. */
        ACCEPTED,
        /** Where connectors take it from. */
        DISPATCHED,
        /** The marketplace took it (200). */
        DELIVERED,
        /** The marketplace will not have it (403). */
        REFUSED,
        /** The attempt failed (5xx). */
        FAILED;

        /** Has a receipt come? */
        public boolean settled() {
            return switch (this) {
                case ACCEPTED, DISPATCHED -> false;
                case DELIVERED, REFUSED, FAILED -> true;
            };
        }

        /** As {@code delivery.settled} names it; null before the receipt. */
        public @Nullable DeliveryOutcome outcome() {
            return switch (this) {
                case ACCEPTED, DISPATCHED -> null;
                case DELIVERED -> DeliveryOutcome.DELIVERED;
                case REFUSED -> DeliveryOutcome.REFUSED;
                case FAILED -> DeliveryOutcome.FAILED;
            };
        }
    }

    public static Delivery accepted(String dispatchId) {
        return new Delivery(dispatchId, State.ACCEPTED, 1);
    }

    /** The request of an attempt stands on the topic that connectors read. */
    public Delivery requested(int attempt) {
        return new Delivery(
                dispatchId, state == State.ACCEPTED ? State.DISPATCHED : state, Math.max(attempts, attempt));
    }

    /**
     * A receipt came. What was once delivered stays so; else the receipt of the latest attempt counts, and of two for one attempt the
     * first, for receipts come in any order and more than once.
     */
    public Delivery reported(int attempt, DeliveryOutcome outcome) {
        State reported =
                switch (outcome) {
                    case DELIVERED -> State.DELIVERED;
                    case REFUSED -> State.REFUSED;
                    case FAILED -> State.FAILED;
                    case UNKNOWN -> throw new IllegalArgumentException("no receipt says unknown");
                };
        boolean counts =
                state != State.DELIVERED && (reported == State.DELIVERED || !state.settled() || attempt > attempts);
        return new Delivery(dispatchId, counts ? reported : state, Math.max(attempts, attempt));
    }
}
