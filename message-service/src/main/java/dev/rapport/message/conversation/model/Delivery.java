package dev.rapport.message.conversation.model;

import dev.rapport.events.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MSG-15: how far a message sent through Rapport has come. It is never shown delivered before its receipt.
 *
 * @param dispatchId the same for every attempt; connectors de-duplicate on it
 * @param attempts the highest attempt asked for or heard of; 0 while it waits for its channel
 * @param dueAt when it is to be tried again, or given up as unknown; null when neither
 * @param ended whether it has been told how it ended; told once, whatever comes later
 */
public record Delivery(
        String dispatchId,
        State state,
        int attempts,
        @Nullable Instant dueAt,
        boolean ended) {

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
        /** The last attempt failed (5xx); while it has a due time there will be another. */
        FAILED,
        /** No receipt came in time; never tried again by itself. */
        UNKNOWN
    }

    /** The pack's rules of trying again and giving up. */
    public record Rules(Duration unknownAfter, List<Duration> retryAfter) {
        public Rules {
            retryAfter = List.copyOf(retryAfter);
        }
    }

    /** Accepted and asked for at once. */
    public static Delivery accepted(String dispatchId, Instant at, Rules rules) {
        return new Delivery(dispatchId, State.ACCEPTED, 1, at.plus(rules.unknownAfter), false);
    }

    /** Accepted while its channel is degraded: it waits. */
    public static Delivery queued(String dispatchId) {
        return new Delivery(dispatchId, State.ACCEPTED, 0, null, false);
    }

    /** Does it wait for its channel? */
    public boolean waitsForChannel() {
        return state == State.ACCEPTED && attempts == 0;
    }

    /** The request of an attempt stands on the topic that connectors read. */
    public Delivery requested(int attempt) {
        State next = state == State.ACCEPTED ? State.DISPATCHED : state;
        return new Delivery(dispatchId, next, Math.max(attempts, attempt), dueAt, ended);
    }

    /**
     * A receipt came. What was once delivered stays so; else the receipt of the latest attempt counts, and of two for one attempt the
     * first, for receipts come in any order and more than once.
     *
     * @param at when it was read
     */
    public Delivery reported(int attempt, DeliveryOutcome outcome, Instant at, Rules rules) {
        int highest = Math.max(attempts, attempt);
        if (!counts(attempt, outcome)) {
            return new Delivery(dispatchId, state, highest, dueAt, ended);
        }
        return switch (outcome) {
            case DELIVERED -> new Delivery(dispatchId, State.DELIVERED, highest, null, true);
            case REFUSED -> new Delivery(dispatchId, State.REFUSED, highest, null, true);
            case FAILED -> {
                boolean again = !ended && attempt <= rules.retryAfter.size();
                Instant next = again ? at.plus(rules.retryAfter.get(attempt - 1)) : null;
                yield new Delivery(dispatchId, State.FAILED, highest, next, !again);
            }
            case UNKNOWN -> throw new IllegalArgumentException("no receipt says unknown");
        };
    }

    /** The buyer got it otherwise than by a connector: it was settled outside, as an agent says. */
    public Delivery settledOutside() {
        return new Delivery(dispatchId, State.DELIVERED, attempts, null, true);
    }

    /** Its due time has come: tried again when the last attempt failed, else given up as unknown. */
    public Delivery passed(Instant now, Rules rules) {
        return switch (state) {
            case FAILED -> again(now, rules);
            case ACCEPTED, DISPATCHED -> new Delivery(dispatchId, State.UNKNOWN, attempts, null, true);
            case DELIVERED, REFUSED, UNKNOWN -> new Delivery(dispatchId, state, attempts, null, ended);
        };
    }

    /** Another attempt is asked for. */
    public Delivery again(Instant now, Rules rules) {
        return new Delivery(dispatchId, State.ACCEPTED, attempts + 1, now.plus(rules.unknownAfter), ended);
    }

    /** As {@code delivery.settled} names it; null while it is not settled. */
    public @Nullable DeliveryOutcome outcome() {
        return switch (state) {
            case ACCEPTED, DISPATCHED -> null;
            case DELIVERED -> DeliveryOutcome.DELIVERED;
            case REFUSED -> DeliveryOutcome.REFUSED;
            case FAILED -> DeliveryOutcome.FAILED;
            case UNKNOWN -> DeliveryOutcome.UNKNOWN;
        };
    }

    private boolean counts(int attempt, DeliveryOutcome outcome) {
        boolean open = state == State.ACCEPTED || state == State.DISPATCHED;
        return state != State.DELIVERED
                && (outcome == DeliveryOutcome.DELIVERED
                        || open && attempt >= attempts
                        || state == State.UNKNOWN
                        || attempt > attempts);
    }
}
