package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.events.Scene;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. Texts are as the marketplace or the agent wrote them. */
public sealed interface Message {

    String messageId();

    String text();

    /** When it was sent at the marketplace, to the microsecond. */
    Instant sentAt();

    /**
     * The buyer wrote.
     *
     * @param scene what it is about (MSG-07)
     */
    record FromBuyer(String messageId, String text, Instant sentAt, Scene scene) implements Message {}

    /**
     * The seller wrote, from whatever terminal (MSG-02).
     *
     * @param by {@code AUTO} when no human wrote or confirmed it
     * @param agentId who wrote it, where known
     * @param judgement of its quality
     */
    record FromSeller(
            String messageId,
            String text,
            Instant sentAt,
            By by,
            @Nullable String agentId,
            Origin origin,
            Judgement judgement)
            implements Message {}

    /** How a seller message came to be known. */
    sealed interface Origin {

        /**
         * Sent through Rapport.
         *
         * @param queued whether it waits, for its channel is degraded (MSG-15)
         */
        record Ours(String dispatchId, boolean queued) implements Origin {
            public Ours(String dispatchId) {
                this(dispatchId, false);
            }
        }

        /** Observed; sent by another system or by hand at the marketplace. */
        record Elsewhere() implements Origin {}

        /** Observed; the echo of a care message, which neither opens, responds to nor answers a turn. */
        record Care(String dispatchId) implements Origin {}
    }
}
