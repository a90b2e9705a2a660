package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thread of one buyer with one seller (MSG-01), without its messages.
 *
 * @param kind as the first event named it; it never changes, for queues and metrics are split by it
 * @param turn the present turn or, when nobody waits, the last one; null when the buyer has not written
 * @param alsoOwed later turns that the next answer answers too: the reply before them was refused (MSG-15)
 * @param watch over the present turn
 * @param version rises with every change an agent should know of before replying; 0 before the first message
 */
public record Conversation(
        ConversationKey key,
        Kind kind,
        Buyer buyer,
        @Nullable String orderId,
        @Nullable String productId,
        @Nullable Turn turn,
        List<Turn> alsoOwed,
        Watch watch,
        AtHand atHand,
        Latest latest,
        long version) {

    public Conversation {
        alsoOwed = List.copyOf(alsoOwed);
    }

    /** A conversation before its first message. */
    public static Conversation begin(ConversationKey key, Kind kind, Buyer buyer) {
        return new Conversation(
                key, kind, buyer, null, null, null, List.of(), Watch.NOTHING, AtHand.NOBODY, Latest.NONE, 0);
    }

    /** Does the buyer wait for a human? */
    public boolean waiting() {
        return turn != null && turn.open();
    }

    /** {@code sentAt} of the newest message of all; null before the first. */
    public @Nullable Instant lastMessageAt() {
        return latest.messageAt();
    }

    /** MSG-03 as stored: never {@code UNANSWERED}. */
    public Status status() {
        return switch (turn) {
            case null -> Status.REPLIED;
            case Turn.Waiting _ -> atHand.read() ? Status.PENDING : Status.UNREAD;
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
                earliest(waiting.opening().answerDueAt(), waiting.opening().firstResponseDueAt(), watch.houseDueAt());
            case Turn.AutoResponded owing ->
                earliest(owing.opening().answerDueAt(), owing.followUpDueAt(), watch.houseDueAt());
            case Turn.Answered _ -> null;
        };
    }

    /** When something has next to be told about the present turn; null when nothing has. */
    public @Nullable Instant nextMarkAt(SellerClocks clocks) {
        if (turn == null || !turn.open()) {
            return null;
        }
        return TurnMark.of(turn, watch, clocks).stream()
                .filter(mark -> !watch.told().has(mark))
                .map(TurnMark::at)
                .findFirst()
                .orElse(null);
    }

    /** This conversation after something that was decided about it. */
    public Conversation evolve(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.BuyerMessageStored stored -> afterBuyerMessage(stored);
            case ConversationEvent.SellerMessageStored stored -> afterSellerMessage(stored.message());
            case ConversationEvent.TurnOpened opened ->
                with(new Turn.Waiting(opened.opening()), opened.watch(), atHand.unread(), version);
            case ConversationEvent.TurnResponded responded -> afterResponse(responded);
            case ConversationEvent.TurnAnswered answered -> afterAnswer(answered);
            case ConversationEvent.TurnReopened reopened -> afterReopening(reopened.turn(), reopened.watch());
            case ConversationEvent.MarkTold told ->
                isPresent(told.opening().id())
                        ? with(turn, watch.told(told.mark(), told.notice()), atHand, version)
                        : this;
            case ConversationEvent.TurnTriaged triaged ->
                with(turn, watch.triaged(triaged.triage(), triaged.houseDueAt()), atHand, version + 1);
            case ConversationEvent.TrustChanged changed -> with(turn, watch, atHand.trusted(changed.after()), version);
            case ConversationEvent.MarkedRead _ -> with(turn, watch, atHand.opened(), version + 1);
            case ConversationEvent.MarkedHandled _ -> with(turn, watch, atHand, version + 1);
            case ConversationEvent.Assigned assigned ->
                with(turn, watch, atHand.given(assigned.agentId()), version + 1);
        };
    }

    private Conversation afterBuyerMessage(ConversationEvent.BuyerMessageStored stored) {
        Instant sentAt = stored.message().sentAt();
        boolean newest = latest.buyerAt() == null || !sentAt.isBefore(latest.buyerAt());
        return new Conversation(
                key,
                kind,
                newest ? buyer.updatedBy(stored.buyer()) : buyer.completedBy(stored.buyer()),
                newest ? firstOf(stored.orderId(), orderId) : firstOf(orderId, stored.orderId()),
                newest ? firstOf(stored.productId(), productId) : firstOf(productId, stored.productId()),
                turn,
                alsoOwed,
                watch,
                atHand,
                latest.buyerWrote(sentAt),
                version + 1);
    }

    private Conversation afterSellerMessage(Message.FromSeller message) {
        Instant sentAt = message.sentAt();
        Latest now =
                switch (message.origin()) {
                    case Message.Origin.Ours _, Message.Origin.Elsewhere _ -> latest.sellerWrote(sentAt);
                    case Message.Origin.Care _ -> latest.careWritten(sentAt);
                };
        return new Conversation(key, kind, buyer, orderId, productId, turn, alsoOwed, watch, atHand, now, version + 1);
    }

    private Conversation afterResponse(ConversationEvent.TurnResponded responded) {
        // A human response is part of the answer that follows it.
        if (turn instanceof Turn.Waiting waiting
                && responded.by() == By.AUTO
                && waiting.opening().id().equals(responded.opening().id())) {
            var owing = waiting.autoResponded(responded.respondedAt(), responded.followUpDueAt());
            return with(owing, watch.autoReplied(Objects.requireNonNull(responded.auto())), atHand, version);
        }
        return this;
    }

    private Conversation afterAnswer(ConversationEvent.TurnAnswered answered) {
        if (!isPresent(answered.opening().id())) {
            return without(answered.opening().id());
        }
        return switch (turn) {
            case null -> throw new IllegalStateException("there is no turn to answer");
            case Turn.Waiting waiting ->
                with(waiting.answered(answered.answeredAt(), answered.handled()), watch, atHand, version);
            case Turn.AutoResponded owing ->
                with(owing.answered(answered.answeredAt(), answered.handled()), watch, atHand, version);
            case Turn.Answered _ -> throw new IllegalStateException("a turn is answered once");
        };
    }

    private Conversation without(TurnId answered) {
        var left = alsoOwed.stream()
                .filter(owed -> !owed.opening().id().equals(answered))
                .toList();
        if (left.size() == alsoOwed.size()) {
            throw new IllegalStateException("there is no such turn to answer");
        }
        return new Conversation(key, kind, buyer, orderId, productId, turn, left, watch, atHand, latest, version);
    }

    /** The buyer has waited since the earlier turn: it is the present one, and one that opened since is owed along with it. */
    private Conversation afterReopening(Turn reopened, Watch before) {
        boolean present = isPresent(reopened.opening().id());
        List<Turn> owed = turn != null && turn.open() && !present
                ? Stream.concat(Stream.of(turn), alsoOwed.stream()).toList()
                : alsoOwed;
        return new Conversation(
                key,
                kind,
                buyer,
                orderId,
                productId,
                reopened,
                owed,
                present ? watch.backTo(before) : before,
                atHand,
                latest,
                version + 1);
    }

    private boolean isPresent(TurnId id) {
        return turn != null && turn.opening().id().equals(id);
    }

    private Conversation with(@Nullable Turn newTurn, Watch newWatch, AtHand newAtHand, long newVersion) {
        return new Conversation(
                key, kind, buyer, orderId, productId, newTurn, alsoOwed, newWatch, newAtHand, latest, newVersion);
    }

    private static Instant earliest(Instant one, @Nullable Instant second, Instant third) {
        Instant earlier = second != null && second.isBefore(one) ? second : one;
        return third.isBefore(earlier) ? third : earlier;
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
