package dev.rapport.message.conversation.model;

import dev.rapport.events.EventType;
import dev.rapport.events.FactId;

/**
 * Names one turn of a seller.
 *
 * @param value a UUID; a function of the message that opened the turn, so that deciding again gives the same id
 */
public record TurnId(String value) {

    /** The turn that this message opens. */
    public static TurnId openedBy(MessageKey message) {
        ConversationKey conversation = message.conversation();
        return new TurnId(FactId.of(
                EventType.TURN_OPENED, conversation.sellerId(), conversation.conversationId(), message.messageId()));
    }
}
