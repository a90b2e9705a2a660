package dev.rapport.score.engine;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.CareFact;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.MessageFact;
import dev.rapport.events.OutboundEvent;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.ScoreEvent;
import dev.rapport.events.SellerEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a fact can be true at all: nothing is done before it began. One that cannot be is set aside with the reason and
 * counts for nothing.
 *
 * <p>The event contract itself holds every instant within the years 1971 to 2099, so durations stay under 130 years and an
 * hour would have to hold two thousand million of them before a counter could overflow. Both bounds are fixed and not
 * measured against the present: the same facts must give the same score whenever they arrive.
 */
final class Plausible {
    private Plausible() {}

    /** Why a fact cannot be true, empty when it can or counts for nothing anyway. */
    static Optional<String> objection(RapportEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case MessageFact fact -> objection(fact);
                    case ReviewFact fact -> objection(fact);
                    case CareFact fact -> objection(fact);
                    case InboundEvent _, OutboundEvent _, SellerEvent _, ScoreEvent _, AlertEvent _ -> null;
                });
    }

    private static @Nullable String objection(MessageFact fact) {
        return switch (fact) {
            case MessageFact.TurnOpened turn ->
                spans("openedAt", turn.openedAt(), "firstResponseDueAt", turn.firstResponseDueAt());
            case MessageFact.TurnResponded turn ->
                first(
                        spans("openedAt", turn.openedAt(), "respondedAt", turn.respondedAt()),
                        spans("openedAt", turn.openedAt(), "firstResponseDueAt", turn.firstResponseDueAt()));
            case MessageFact.TurnAnswered turn -> answered(turn.openedAt(), turn.autoRespondedAt(), turn.answeredAt());
            case MessageFact.TurnReopened turn ->
                first(
                        spans("openedAt", turn.openedAt(), "respondedAt", turn.respondedAt()),
                        spans("openedAt", turn.openedAt(), "firstResponseDueAt", turn.firstResponseDueAt()),
                        answered(turn.openedAt(), turn.autoRespondedAt(), turn.answeredAt()));
            case MessageFact.MessageSent _,
                    MessageFact.MessageFlagged _,
                    MessageFact.PolicyViolated _,
                    MessageFact.ViolationCleared _,
                    MessageFact.DeliverySettled _,
                    MessageFact.TurnOverdue _,
                    MessageFact.ConversationEscalated _,
                    MessageFact.PromiseMade _,
                    MessageFact.PromiseBroken _,
                    MessageFact.SendingFrozen _,
                    MessageFact.SendingThawed _,
                    MessageFact.BuyerErased _ -> null;
        };
    }

    private static @Nullable String objection(ReviewFact fact) {
        return switch (fact) {
            case ReviewFact.ReviewReplied review ->
                spans("postedAt", review.postedAt(), "repliedAt", review.repliedAt());
            case ReviewFact.ReviewStageCompleted review ->
                first(
                        spans("postedAt", review.postedAt(), "dueAt", review.dueAt()),
                        spans("postedAt", review.postedAt(), "completedAt", review.completedAt()));
            case ReviewFact.ReviewReceived _,
                    ReviewFact.ReviewReclassified _,
                    ReviewFact.ReviewInvited _,
                    ReviewFact.ReviewRevised _,
                    ReviewFact.ReviewHidden _,
                    ReviewFact.ReviewOverdue _,
                    ReviewFact.ReviewAppealed _,
                    ReviewFact.ReviewAppealDecided _ -> null;
        };
    }

    private static @Nullable String objection(CareFact fact) {
        return switch (fact) {
            case CareFact.CareNeeded _, CareFact.CareSuppressed _ -> null;
            case CareFact.CareSent care -> spans("neededAt", care.neededAt(), "sentAt", care.sentAt());
        };
    }

    private static @Nullable String answered(
            Instant openedAt, @Nullable Instant autoRespondedAt, @Nullable Instant answeredAt) {
        // MSG-02: a human answer that is told late may be older than the auto-reply its turn was first responded by.
        return first(
                spans("openedAt", openedAt, "autoRespondedAt", autoRespondedAt),
                spans("openedAt", openedAt, "answeredAt", answeredAt));
    }

    private static @Nullable String first(@Nullable String... objections) {
        for (String objection : objections) {
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable String spans(String fromName, Instant from, String toName, @Nullable Instant to) {
        return to != null && to.isBefore(from) ? toName + " is before " + fromName : null;
    }
}
