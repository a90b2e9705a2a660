package dev.rapport.message.conversation.model;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What may be asked of a conversation. Whether a message is new has been found out before (MSG-02). */
public sealed interface ConversationCommand {

    /**
     * A new message of the buyer has come.
     *
     * @param readAt when it was read
     * @param triage what the rules make of it (MSG-06); null where nothing judged it
     * @param nothingAsked MSG-20: an order note that says nothing where one is compulsory: handled at once
     */
    record ReceiveBuyerMessage(
            Message.FromBuyer message,
            Buyer buyer,
            @Nullable String orderId,
            @Nullable String productId,
            Instant readAt,
            @Nullable TurnTriage triage,
            boolean nothingAsked)
            implements ConversationCommand {}

    /**
     * A new message of the seller: observed elsewhere, or about to be sent through us.
     *
     * @param readAt when it became known here
     */
    record TakeSellerMessage(Message.FromSeller message, String buyerId, Instant readAt)
            implements ConversationCommand {

        /** Known here when it was sent. */
        public TakeSellerMessage(Message.FromSeller message, String buyerId) {
            this(message, buyerId, message.sentAt());
        }
    }

    /**
     * Time goes by: what has come due is told.
     *
     * @param passed whether a moment has passed: its time has come and everything published before it is known
     */
    record PassTime(Instant now, Predicate<Instant> passed) implements ConversationCommand {}

    /**
     * MSG-15: a message of ours was refused.
     *
     * @param message as it was sent
     * @param before the turns it had changed
     * @param othersSince whether another message of the seller's own, not refused, has gone out since the turns opened
     */
    record TakeBack(Message.FromSeller message, List<TurnBefore> before, boolean othersSince)
            implements ConversationCommand {
        public TakeBack {
            before = List.copyOf(before);
        }
    }

    /** An agent opens the conversation (MSG-03). */
    record MarkRead() implements ConversationCommand {}

    /** An agent closes the open turn as needing no reply (MSG-03). */
    record Handle(@Nullable String agentId, Instant at) implements ConversationCommand {}

    /** MSG-17: an agent takes it in hand. */
    record Claim(String agentId) implements ConversationCommand {}

    /**
     * MSG-17: it is laid down again.
     *
     * @param mayTake whether this agent may take it out of another's hands
     */
    record Release(String agentId, boolean mayTake) implements ConversationCommand {}

    /** MSG-17: it is given to an agent. */
    record Assign(String agentId) implements ConversationCommand {}

    /** MSG-06: somebody decides otherwise than the rules. */
    record Retriage(TurnTriage triage, Instant at) implements ConversationCommand {}
}
