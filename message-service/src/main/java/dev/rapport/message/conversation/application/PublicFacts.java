package dev.rapport.message.conversation.application;

import static dev.rapport.policy.ClockName.FIRST_RESPONSE;

import dev.rapport.events.By;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.MessageFact;
import dev.rapport.events.OutboundEvent;
import dev.rapport.events.QualityFlag;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationEvent;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.conversation.model.TurnMark;
import dev.rapport.policy.ClockName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The one place where inner events become public facts. The natural key of a fact is the turn's or the message's, so a fact derived
 * twice, in whatever order its causes came the second time, has the same id and counts once.
 */
public final class PublicFacts {

    /** Where a buyer reads replies: in the conversation itself. */
    private static final String CHANNEL = "IN_SITE";

    private PublicFacts() {}

    /** What an event of this conversation tells the world; empty when it is nobody else's business. */
    static List<Fact> of(Conversation conversation, ConversationEvent event, SellerClocks clocks) {
        return switch (event) {
            case ConversationEvent.BuyerMessageStored _ -> List.of();
            case ConversationEvent.SellerMessageStored stored -> sent(conversation.key(), stored.message(), clocks);
            case ConversationEvent.TurnOpened opened -> List.of(opened(conversation, opened, clocks));
            case ConversationEvent.TurnResponded responded -> {
                var facts = new ArrayList<Fact>();
                facts.add(responded(conversation, responded, clocks));
                if (responded.by() == By.AUTO) {
                    ClockNotices.met(
                            conversation,
                            responded.opening(),
                            List.of(FIRST_RESPONSE),
                            responded.respondedAt(),
                            clocks,
                            facts);
                }
                yield facts;
            }
            case ConversationEvent.TurnAnswered answered -> {
                var facts = new ArrayList<Fact>();
                facts.add(answered(conversation, answered, clocks));
                ClockNotices.met(
                        conversation,
                        answered.opening(),
                        List.of(ClockName.values()),
                        answered.answeredAt(),
                        clocks,
                        facts);
                yield facts;
            }
            case ConversationEvent.TurnReopened reopened -> List.of(reopened(conversation, reopened, clocks));
            case ConversationEvent.MarkTold told -> told(conversation, told, clocks);
            case ConversationEvent.TrustChanged changed -> TrustNotices.of(conversation, changed, clocks);
            case ConversationEvent.TurnTriaged _,
                    ConversationEvent.Assigned _,
                    ConversationEvent.MarkedRead _,
                    ConversationEvent.MarkedHandled _ -> List.of();
        };
    }

    /** MSG-15: how the delivery of a reply ended. */
    static Fact settled(OwnReply reply, SellerClocks clocks) {
        ConversationKey conversation = reply.key().conversation();
        var fact = new MessageFact.DeliverySettled(
                conversation.sellerId(),
                reply.delivery().dispatchId(),
                reply.key().messageId(),
                reply.sentAt(),
                Objects.requireNonNull(reply.delivery().outcome(), "an end has an outcome"),
                reply.delivery().attempts());
        return Fact.of(
                fact,
                reply.sentAt(),
                clocks.pack(reply.sentAt()),
                reply.delivery().dispatchId());
    }

    /** MSG-15: the present attempt to deliver a reply is asked of the connectors. */
    static Fact requested(OwnReply reply, Conversation conversation, Instant at, SellerClocks clocks) {
        var request = new OutboundEvent.DispatchRequested(
                conversation.key().sellerId(),
                reply.delivery().dispatchId(),
                reply.delivery().attempts(),
                DispatchKind.MESSAGE,
                CHANNEL,
                clocks.profile().marketplace(),
                conversation.key().conversationId(),
                null,
                conversation.orderId(),
                conversation.buyer().id(),
                reply.text(),
                null);
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
                        message.judgement().trust());
                var facts = new ArrayList<Fact>();
                facts.add(Fact.of(
                        fact,
                        message.sentAt(),
                        clocks.pack(message.sentAt()),
                        key.conversationId(),
                        message.messageId()));
                if (!message.judgement().flags().isEmpty()) {
                    facts.add(flagged(
                            key,
                            message.messageId(),
                            message.sentAt(),
                            message.judgement().flags(),
                            true,
                            clocks));
                }
                yield facts;
            }
        };
    }

    /** MSG-12: new flags of a message. */
    private static Fact flagged(
            ConversationKey key,
            String messageId,
            Instant sentAt,
            List<QualityFlag> flags,
            boolean first,
            SellerClocks clocks) {
        var fact =
                new MessageFact.MessageFlagged(key.sellerId(), key.conversationId(), messageId, sentAt, flags, first);
        String names = flags.stream().map(QualityFlag::name).sorted().collect(Collectors.joining("+"));
        return Fact.of(fact, sentAt, clocks.pack(sentAt), key.conversationId(), messageId, names);
    }

    /** MSG-04: what went by on a clock, as a fact always, as an alert where it still concerns somebody. */
    private static List<Fact> told(Conversation conversation, ConversationEvent.MarkTold event, SellerClocks clocks) {
        var facts = new ArrayList<Fact>();
        TurnMark mark = event.mark();
        switch (mark.kind()) {
            case BREACH -> facts.add(overdue(conversation, event, clocks));
            case UNATTENDED -> {
                if (event.unattended() instanceof ConversationEvent.Unattended auto) {
                    facts.add(flagged(
                            conversation.key(),
                            auto.messageId(),
                            auto.sentAt(),
                            List.of(QualityFlag.UNATTENDED_AUTO_REPLY),
                            auto.first(),
                            clocks));
                }
            }
            case WARNING -> {}
        }
        if (event.notice()) {
            ClockNotices.raised(conversation, event, clocks).ifPresent(facts::add);
        }
        return facts;
    }

    private static Fact overdue(Conversation conversation, ConversationEvent.MarkTold event, SellerClocks clocks) {
        TurnMark mark = event.mark();
        var fact = new MessageFact.TurnOverdue(
                conversation.key().sellerId(),
                conversation.key().conversationId(),
                event.opening().id().value(),
                mark.clock().wireName(),
                event.opening().openedAt(),
                mark.dueAt());
        return Fact.of(
                fact,
                mark.dueAt(),
                clocks.pack(event.opening().openedAt()),
                event.opening().id().value(),
                mark.clock().wireName());
    }

    /** MSG-15: what a refused message had responded or answered is taken back. */
    private static Fact reopened(Conversation conversation, ConversationEvent.TurnReopened event, SellerClocks clocks) {
        var opening = event.turn().opening();
        var fact = new MessageFact.TurnReopened(
                conversation.key().sellerId(),
                conversation.key().conversationId(),
                opening.id().value(),
                conversation.kind(),
                opening.openedAt(),
                event.respondedAt(),
                event.answeredAt(),
                event.turn() instanceof Turn.AutoResponded owing ? owing.respondedAt() : null,
                event.respondedAt() == null ? null : event.by(),
                opening.firstResponseDueAt());
        Instant at = Objects.requireNonNull(
                event.respondedAt() == null ? event.answeredAt() : event.respondedAt(), "it had done one of both");
        return Fact.of(fact, at, clocks.pack(at), opening.id().value(), Integer.toString(opening.reopenings()));
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
        return Fact.of(fact, event.respondedAt(), clocks.pack(event.respondedAt()), turnKey(opening));
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
        return Fact.of(fact, event.answeredAt(), clocks.pack(event.answeredAt()), turnKey(opening));
    }

    /** A turn is responded to and answered once, and once more after each refused answer. */
    private static String[] turnKey(Turn.Opening opening) {
        String id = opening.id().value();
        return opening.reopenings() == 0
                ? new String[] {id}
                : new String[] {id, Integer.toString(opening.reopenings())};
    }
}
