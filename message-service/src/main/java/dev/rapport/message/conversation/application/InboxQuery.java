package dev.rapport.message.conversation.application;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Status;
import dev.rapport.text.privacy.DataRequest;
import java.math.BigDecimal;
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
 * @param words in which all of these are said, as {@link dev.rapport.message.search.Words#query} writes them; null for any
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
        @Nullable String words,
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
        DUE,
        /** Whose miss costs the seller most points first (SCO-07), of the same price as by {@link #DUE}. */
        RISK
    }

    /**
     * A conversation in a list.
     *
     * @param priceOfMiss what missing it would cost its seller; null where nobody has told
     * @param dataRequests what the buyer has asked about their data (MSG-18)
     * @param lastSaid null where nothing is kept of what was said
     */
    public record Listed(
            Conversation conversation,
            @Nullable BigDecimal priceOfMiss,
            Set<DataRequest> dataRequests,
            @Nullable LastSaid lastSaid) {

        /** The price by which it is sorted: what nobody has told counts as nothing. */
        BigDecimal points() {
            return priceOfMiss == null ? BigDecimal.ZERO : priceOfMiss;
        }
    }

    /**
     * Where a conversation stands in an order.
     *
     * @param points its price of a miss where it is sorted by it; null in the other orders
     * @param at its time in ISO 8601, or {@code infinity}
     */
    public record Position(@Nullable BigDecimal points, String at, String conversationId, String sellerId) {

        private static final String NEVER = "infinity";

        /** Where this conversation stands. */
        public static Position of(Listed listed, Sort sort) {
            Conversation conversation = listed.conversation();
            Instant at =
                    switch (sort) {
                        case RECENT -> conversation.lastMessageAt();
                        case DUE, RISK -> conversation.bindingDueAt();
                    };
            return new Position(
                    sort == Sort.RISK ? listed.points() : null,
                    at == null ? NEVER : at.toString(),
                    conversation.key().conversationId(),
                    conversation.key().sellerId());
        }

        /** As the keys of a cursor. */
        public List<Object> keys() {
            return points == null
                    ? List.of(at, conversationId, sellerId)
                    : List.of(at, conversationId, sellerId, points);
        }
    }
}
