package dev.rapport.message.conversation.application;

import dev.rapport.events.MessageFact;
import dev.rapport.events.OutboundEvent;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationEvent;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The one place where inner events become public facts. The natural key of a fact is the turn's or the message's, so a fact derived
 * twice, in whatever order its causes came the second time, has the same id and counts once.
 */
public final class PublicFacts {

    private PublicFacts() {}

    /** What an event of this conversation tells the world; empty when it is nobody else's business. */
    static List<Fact> of(Conversation conversation, ConversationEvent event, SellerClocks clocks) {
        return switch (event) {
            case ConversationEvent.BuyerMessageStored _ -> List.of();
            case ConversationEvent.SellerMessageStored stored -> sent(conversation.key(), stored.message(), clocks);
            case ConversationEvent.TurnOpened opened -> List.of(opened(conversation, opened, clocks));
            case ConversationEvent.TurnResponded responded -> List.of(responded(conversation, responded, clocks));
            case ConversationEvent.TurnAnswered answered -> List.of(answered(conversation, answered, clocks));
            case ConversationEvent.MarkedRead _, ConversationEvent.MarkedHandled _ -> List.of();
        };
    }

    /** MSG-15: the receipt of a reply has come. */
    static Fact settled(OwnReply reply, SellerClocks clocks) {
        ConversationKey conversation = reply.key().conversation();
        var fact = new MessageFact.DeliverySettled(
                conversation.sellerId(),
                reply.delivery().dispatchId(),
                reply.key().messageId(),
                reply.sentAt(),
                Objects.requireNonNull(reply.delivery().state().outcome(), "a receipt has an outcome"),
                reply.delivery().attempts());
        return Fact.of(
                fact,
                reply.sentAt(),
                clocks.pack(reply.sentAt()),
                reply.delivery().dispatchId());
    }

    /** MSG-15: an attempt to deliver a reply is asked of the connectors. */
    public static Fact requested(OutboundEvent.DispatchRequested request, Instant at, SellerClocks clocks) {
        return Fact.of(request, at, clocks.pack(at), request.dispatchId(), Integer.toString(request.attempt()));
    }

    private static List<Fact> sent(ConversationKey key, Message.FromSeller message, SellerClocks clocks) {
        return switch (message.origin()) {
            // care-service has told of it in care.sent.
            case Message.Origin.Care _ -> List.of();
            case Message.Origin.Ours _, Message.Origin.Elsewhere _ -> {
                var fact = new MessageFact.MessageSent(
                        key.sellerId(),
                        key.conversationId(),
                        message.messageId(),
                        message.by(),
                        message.agentId(),
                        message.sentAt(),
                        null);
                yield List.of(Fact.of(
                        fact,
                        message.sentAt(),
                        clocks.pack(message.sentAt()),
                        key.conversationId(),
                        message.messageId()));
            }
        };
    }

    private static Fact opened(Conversation conversation, ConversationEvent.TurnOpened event, SellerClocks clocks) {
        var opening = event.opening();
        var fact = new MessageFact.TurnOpened(
                conversation.key().sellerId(),
                conversation.key().conversationId(),
                opening.id().value(),
                conversation.kind(),
                conversation.buyer().id(),
                conversation.buyer().country(),
                conversation.buyer().language(),
                opening.scene(),
                opening.openedAt(),
                opening.firstResponseDueAt());
        return Fact.of(
                fact,
                opening.openedAt(),
                clocks.pack(opening.openedAt()),
                opening.id().value());
    }

    private static Fact responded(
            Conversation conversation, ConversationEvent.TurnResponded event, SellerClocks clocks) {
        var opening = event.opening();
        var fact = new MessageFact.TurnResponded(
                conversation.key().sellerId(),
                conversation.key().conversationId(),
                opening.id().value(),
                conversation.kind(),
                opening.openedAt(),
                event.respondedAt(),
                event.by(),
                event.businessSeconds(),
                opening.firstResponseDueAt());
        return Fact.of(
                fact,
                event.respondedAt(),
                clocks.pack(event.respondedAt()),
                opening.id().value());
    }

    private static Fact answered(Conversation conversation, ConversationEvent.TurnAnswered event, SellerClocks clocks) {
        var opening = event.opening();
        var fact = new MessageFact.TurnAnswered(
                conversation.key().sellerId(),
                conversation.key().conversationId(),
                opening.id().value(),
                conversation.kind(),
                opening.openedAt(),
                event.answeredAt(),
                event.autoRespondedAt(),
                event.agentId(),
                event.handled());
        return Fact.of(
                fact,
                event.answeredAt(),
                clocks.pack(event.answeredAt()),
                opening.id().value());
    }
}
