package dev.rapport.message.conversation.application;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the inbox.
 *
 * @param sellers whose conversations; {@code *} alone for all there are
 * @param status as it stands at {@code now}; null for any
 * @param kind MSG-01; null for any
 * @param scene of the present or last turn (MSG-07); null for any
 * @param assignee in whose hands (MSG-17); null for any
 * @param dueBefore whose binding clock is due before then (MSG-04); null for any
 * @param after the position behind which to go on; null to begin
 * @param fetch how many at most
 */
public record InboxQuery(
        Set<String> sellers,
        @Nullable Status status,
        @Nullable Kind kind,
        @Nullable Scene scene,
        @Nullable String assignee,
        @Nullable Instant dueBefore,
        Sort sort,
        @Nullable Position after,
        int fetch,
        Instant now) {

    public InboxQuery {
        sellers = Set.copyOf(sellers);
    }

    /** In which order. */
    public enum Sort {
        /** The newest message first. */
        RECENT,
        /** The clock that binds first (MSG-04); who does not wait comes last. */
        DUE
    }

    /**
     * Where a conversation stands in an order.
     *
     * @param at its time in ISO 8601, or {@code infinity}
     */
    public record Position(String at, String conversationId, String sellerId) {

        private static final String NEVER = "infinity";

        /** Where this conversation stands. */
        public static Position of(Conversation conversation, Sort sort) {
            Instant at =
                    switch (sort) {
                        case RECENT -> conversation.lastMessageAt();
                        case DUE -> conversation.bindingDueAt();
                    };
            return new Position(
                    at == null ? NEVER : at.toString(),
                    conversation.key().conversationId(),
                    conversation.key().sellerId());
        }

        /** As the keys of a cursor. */
        public List<String> keys() {
            return List.of(at, conversationId, sellerId);
        }
    }
}
