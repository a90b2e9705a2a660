package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thread of one buyer with one seller (MSG-01), without its messages.
 *
 * @param kind as the first event named it; it never changes, for queues and metrics are split by it
 * @param turn the present turn or, when nobody waits, the last one; null when the buyer has not written
 * @param read whether an agent has opened the conversation during the present turn
 * @param lastBuyerAt {@code sentAt} of the buyer's newest message
 * @param lastSellerAt {@code sentAt} of the seller's newest message, care messages left out
 * @param lastMessageAt {@code sentAt} of the newest message of all; null before the first one
 * @param version rises with every change an agent should know of before replying; 0 before the first message
 */
public record Conversation(
        ConversationKey key,
        Kind kind,
        Buyer buyer,
        @Nullable String orderId,
        @Nullable String productId,
        @Nullable Turn turn,
        boolean read,
        @Nullable Instant lastBuyerAt,
        @Nullable Instant lastSellerAt,
        @Nullable Instant lastMessageAt,
        long version) {

    /** A conversation before its first message. */
    public static Conversation begin(ConversationKey key, Kind kind, Buyer buyer) {
        return new Conversation(key, kind, buyer, null, null, null, false, null, null, null, 0);
    }

    /** Does the buyer wait for a human? */
    public boolean waiting() {
        return turn != null && turn.open();
    }

    /** MSG-03 as stored: never {@code UNANSWERED}. */
    public Status status() {
        return switch (turn) {
            case null -> Status.REPLIED;
            case Turn.Waiting _ -> read ? Status.PENDING : Status.UNREAD;
            case Turn.AutoResponded _ -> Status.PENDING;
            case Turn.Answered answered -> answered.handled() ? Status.HANDLED : Status.REPLIED;
        };
    }

    /** MSG-03 as it stands at an instant. */
    public Status statusAt(Instant now) {
        boolean late =
                turn != null && turn.open() && !now.isBefore(turn.opening().unansweredAt());
        return late ? Status.UNANSWERED : status();
    }

    /** MSG-04: the earliest due time among the clocks still to be met; null when nobody waits. */
    public @Nullable Instant bindingDueAt() {
        return switch (turn) {
            case null -> null;
            case Turn.Waiting waiting ->
                earlier(waiting.opening().answerDueAt(), waiting.opening().firstResponseDueAt());
            case Turn.AutoResponded owing -> earlier(owing.opening().answerDueAt(), owing.followUpDueAt());
            case Turn.Answered _ -> null;
        };
    }

    /** This conversation after something that was decided about it. */
    public Conversation evolve(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.BuyerMessageStored stored -> afterBuyerMessage(stored);
            case ConversationEvent.SellerMessageStored stored -> afterSellerMessage(stored.message());
            case ConversationEvent.TurnOpened opened -> withTurn(new Turn.Waiting(opened.opening()), false);
            case ConversationEvent.TurnResponded responded -> afterResponse(responded);
            case ConversationEvent.TurnAnswered answered -> afterAnswer(answered);
            case ConversationEvent.MarkedRead _ -> withTurn(turn, true).next();
            case ConversationEvent.MarkedHandled _ -> next();
        };
    }

    private Conversation afterBuyerMessage(ConversationEvent.BuyerMessageStored stored) {
        Instant sentAt = stored.message().sentAt();
        boolean newest = lastBuyerAt == null || !sentAt.isBefore(lastBuyerAt);
        return new Conversation(
                key,
                kind,
                newest ? buyer.updatedBy(stored.buyer()) : buyer.completedBy(stored.buyer()),
                newest ? firstOf(stored.orderId(), orderId) : firstOf(orderId, stored.orderId()),
                newest ? firstOf(stored.productId(), productId) : firstOf(productId, stored.productId()),
                turn,
                read,
                later(sentAt, lastBuyerAt),
                lastSellerAt,
                later(sentAt, lastMessageAt),
                version + 1);
    }

    private Conversation afterSellerMessage(Message.FromSeller message) {
        Instant sentAt = message.sentAt();
        Instant seller =
                switch (message.origin()) {
                    case Message.Origin.Ours _, Message.Origin.Elsewhere _ -> later(sentAt, lastSellerAt);
                    case Message.Origin.Care _ -> lastSellerAt;
                };
        return new Conversation(
                key,
                kind,
                buyer,
                orderId,
                productId,
                turn,
                read,
                lastBuyerAt,
                seller,
                later(sentAt, lastMessageAt),
                version + 1);
    }

    private Conversation afterResponse(ConversationEvent.TurnResponded responded) {
        // A human response is part of the answer that follows it.
        if (turn instanceof Turn.Waiting waiting && responded.by() == By.AUTO) {
            return withTurn(waiting.autoResponded(responded.respondedAt(), responded.followUpDueAt()), read);
        }
        return this;
    }

    private Conversation afterAnswer(ConversationEvent.TurnAnswered answered) {
        return switch (turn) {
            case Turn.Waiting waiting -> withTurn(waiting.answered(answered.answeredAt(), answered.handled()), read);
            case Turn.AutoResponded owing -> withTurn(owing.answered(answered.answeredAt(), answered.handled()), read);
            case Turn.Answered _ -> throw new IllegalStateException("a turn is answered once");
            case null -> throw new IllegalStateException("there is no turn to answer");
        };
    }

    private Conversation withTurn(@Nullable Turn newTurn, boolean nowRead) {
        return new Conversation(
                key,
                kind,
                buyer,
                orderId,
                productId,
                newTurn,
                nowRead,
                lastBuyerAt,
                lastSellerAt,
                lastMessageAt,
                version);
    }

    private Conversation next() {
        return new Conversation(
                key,
                kind,
                buyer,
                orderId,
                productId,
                turn,
                read,
                lastBuyerAt,
                lastSellerAt,
                lastMessageAt,
                version + 1);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
