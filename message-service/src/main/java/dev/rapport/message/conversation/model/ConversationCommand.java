package dev.rapport.message.conversation.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be asked of a conversation. Whether a message is new has been found out before (MSG-02). */
public sealed interface ConversationCommand {

    /** A new message of the buyer has come. */
    record ReceiveBuyerMessage(
            Message.FromBuyer message,
            Buyer buyer,
            @Nullable String orderId,
            @Nullable String productId) implements ConversationCommand {}

    /** A new message of the seller: observed elsewhere, or about to be sent through us. */
    record TakeSellerMessage(Message.FromSeller message, String buyerId) implements ConversationCommand {}

    /** An agent opens the conversation (MSG-03). */
    record MarkRead() implements ConversationCommand {}

    /** An agent closes the open turn as needing no reply (MSG-03). */
    record Handle(String agentId, Instant at) implements ConversationCommand {}
}
