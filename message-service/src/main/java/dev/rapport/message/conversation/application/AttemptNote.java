package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.MessageKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is written into the log of attempts (MSG-15). Notes of one attempt complete one another; of two that say the same thing the first
 * counts.
 *
 * @param requestedAt when it was asked for
 * @param dispatchedAt when its request stood on the topic that connectors read
 * @param receipt what the connector said; null before
 */
public record AttemptNote(
        MessageKey message,
        int attempt,
        @Nullable Instant requestedAt,
        @Nullable Instant dispatchedAt,
        @Nullable Receipt receipt) {

    /**
     * A connector's report.
     *
     * @param code 200, 403 or 5xx
     * @param detail in the connector's words
     * @param readAt when the buyer read it, where the marketplace tells
     * @param reportedAt by the connector's clock
     * @param receivedAt by ours
     */
    public record Receipt(
            int code,
            @Nullable String externalMessageId,
            @Nullable String detail,
            @Nullable Instant readAt,
            Instant reportedAt,
            Instant receivedAt) {}

    static AttemptNote requested(MessageKey message, int attempt, Instant at) {
        return new AttemptNote(message, attempt, at, null, null);
    }

    static AttemptNote dispatched(MessageKey message, int attempt, Instant at) {
        return new AttemptNote(message, attempt, null, at, null);
    }

    static AttemptNote reported(MessageKey message, int attempt, Receipt receipt) {
        return new AttemptNote(message, attempt, null, null, receipt);
    }

    /** This note completed by a later one of the same attempt. */
    public AttemptNote with(AttemptNote later) {
        return new AttemptNote(
                message,
                attempt,
                requestedAt == null ? later.requestedAt : requestedAt,
                dispatchedAt == null ? later.dispatchedAt : dispatchedAt,
                receipt == null ? later.receipt : receipt);
    }
}
