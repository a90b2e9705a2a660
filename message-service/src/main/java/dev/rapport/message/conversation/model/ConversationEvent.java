package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import java.time.Instant;
import java.util.List;
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
     * @param before the turns it changes, as they stood; of our own messages only, for others cannot be refused
     */
    record SellerMessageStored(
            Message.FromSeller message, @Nullable TurnId turn, List<TurnBefore> before) implements ConversationEvent {
        public SellerMessageStored {
            before = List.copyOf(before);
        }
    }

    record TurnOpened(Turn.Opening opening, Watch watch) implements ConversationEvent {}

    /**
     * The first response to a turn.
     *
     * @param businessSeconds the wait in the first-response clock's time
     * @param followUpDueAt by when a human is owed; null unless an auto-reply responded
     * @param auto the auto-reply that responded; null when a human did
     */
    record TurnResponded(
            Turn.Opening opening,
            By by,
            Instant respondedAt,
            long businessSeconds,
            @Nullable Instant followUpDueAt,
            Watch.@Nullable AutoReply auto)
            implements ConversationEvent {}

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

    /**
     * MSG-15: a message of ours was refused, and its turn is open again.
     *
     * @param turn as it stood before, once more reopened
     * @param watch over it
     * @param respondedAt when the refused message had responded; null when it had not
     * @param answeredAt when it had answered; null when it had not
     * @param by who had sent it
     */
    record TurnReopened(
            Turn turn,
            Watch watch,
            @Nullable Instant respondedAt,
            @Nullable Instant answeredAt,
            By by) implements ConversationEvent {}

    /**
     * A moment of a clock went by (MSG-04, MSG-12).
     *
     * @param notice whether a warning or an alert follows: not for history
     * @param unattended the auto-reply left alone; null for other marks
     */
    record MarkTold(
            Turn.Opening opening,
            TurnMark mark,
            boolean notice,
            @Nullable Unattended unattended) implements ConversationEvent {}

    /**
     * An auto-reply that no human followed in time.
     *
     * @param first whether it is its first flag (MSG-12)
     */
    record Unattended(String messageId, Instant sentAt, boolean first) {}

    /**
     * MSG-06: a turn has another urgency or value than before.
     *
     * @param houseDueAt when the {@code house} clock is due now
     */
    record TurnTriaged(TurnTriage triage, Instant houseDueAt) implements ConversationEvent {}

    /**
     * MSG-17: it was claimed, assigned or released.
     *
     * @param agentId who has it now; null for nobody
     */
    record Assigned(@Nullable String agentId) implements ConversationEvent {}

    /**
     * MSG-13: an agent's message was trusted more or less than those before it.
     *
     * @param before how little the agents were trusted
     * @param after how little they are now
     * @param at when it was sent
     * @param notice whether an alert follows: not for history
     */
    record TrustChanged(LowTrust before, LowTrust after, Instant at, boolean notice) implements ConversationEvent {}

    record MarkedRead() implements ConversationEvent {}

    record MarkedHandled() implements ConversationEvent {}
}
