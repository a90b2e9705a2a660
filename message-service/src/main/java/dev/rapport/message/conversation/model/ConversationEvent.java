package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has been decided about a conversation. These stay inside; what other services see is made of them in one place. */
public sealed interface ConversationEvent {

    /**
     * A buyer message was added.
     *
     * @param turn the turn it opens or belongs to; null for a late arrival
     */
    record BuyerMessageStored(
            Message.FromBuyer message,
            Buyer buyer,
            @Nullable String orderId,
            @Nullable String productId,
            @Nullable TurnId turn)
            implements ConversationEvent {}

    /**
     * A seller message was added.
     *
     * @param turn the turn it responds to or answers; null when nobody waited or it is older than the open turn
     */
    record SellerMessageStored(
            Message.FromSeller message, @Nullable TurnId turn) implements ConversationEvent {}

    record TurnOpened(Turn.Opening opening) implements ConversationEvent {}

    /**
     * The first response to a turn.
     *
     * @param businessSeconds the wait in the first-response clock's time
     * @param followUpDueAt by when a human is owed; null unless an auto-reply responded
     */
    record TurnResponded(
            Turn.Opening opening,
            By by,
            Instant respondedAt,
            long businessSeconds,
            @Nullable Instant followUpDueAt) implements ConversationEvent {}

    /**
     * The first human answer to a turn.
     *
     * @param autoRespondedAt when an auto-reply had responded before
     * @param handled closed without a reply
     */
    record TurnAnswered(
            Turn.Opening opening,
            Instant answeredAt,
            @Nullable Instant autoRespondedAt,
            @Nullable String agentId,
            boolean handled)
            implements ConversationEvent {}

    record MarkedRead() implements ConversationEvent {}

    record MarkedHandled() implements ConversationEvent {}
}
