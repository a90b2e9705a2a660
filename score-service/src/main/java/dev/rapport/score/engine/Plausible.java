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
 * Whether a fact can be true at all; one that cannot is set aside with the reason and counts for nothing.
 *
 * <p>The bounds are fixed, not measured against the present: the same facts must give the same score whenever they arrive.
 * Together they keep every counter far from overflow: a duration is under a hundred years, so an hour would have to hold
 * some three thousand million of them.
 */
final class Plausible {
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private Plausible() {}

    /** Why a fact cannot be true, empty when it can or counts for nothing anyway. */
    static Optional<String> objection(RapportEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case MessageFact fact -> objection(fact);
                    case ReviewFact fact -> objection(fact);
                    case CareFact fact -> objection(fact);
                    case InboundEvent.OrderPlaced order -> within("placedAt", order.placedAt());
                    case InboundEvent.DisputeOpened dispute -> within("openedAt", dispute.openedAt());
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
            case MessageFact.MessageSent sent -> within("sentAt", sent.sentAt());
            case MessageFact.MessageFlagged flagged -> within("sentAt", flagged.sentAt());
            case MessageFact.PolicyViolated violated -> within("violatedAt", violated.violatedAt());
            case MessageFact.ViolationCleared cleared -> within("violatedAt", cleared.violatedAt());
            case MessageFact.DeliverySettled settled -> within("sentAt", settled.sentAt());
            case MessageFact.TurnOverdue _,
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
            case ReviewFact.ReviewReceived review -> within("postedAt", review.postedAt());
            case ReviewFact.ReviewReplied review ->
                spans("postedAt", review.postedAt(), "repliedAt", review.repliedAt());
            case ReviewFact.ReviewStageCompleted review ->
                first(
                        spans("postedAt", review.postedAt(), "dueAt", review.dueAt()),
                        spans("postedAt", review.postedAt(), "completedAt", review.completedAt()));
            case ReviewFact.ReviewReclassified review -> within("postedAt", review.postedAt());
            case ReviewFact.ReviewInvited review -> within("postedAt", review.postedAt());
            case ReviewFact.ReviewRevised review -> within("postedAt", review.postedAt());
            case ReviewFact.ReviewHidden review -> within("postedAt", review.postedAt());
            case ReviewFact.ReviewOverdue _, ReviewFact.ReviewAppealed _, ReviewFact.ReviewAppealDecided _ -> null;
        };
    }

    private static @Nullable String objection(CareFact fact) {
        return switch (fact) {
            case CareFact.CareNeeded care -> within("neededAt", care.neededAt());
            case CareFact.CareSent care -> spans("neededAt", care.neededAt(), "sentAt", care.sentAt());
            case CareFact.CareSuppressed care -> within("neededAt", care.neededAt());
        };
    }

    private static @Nullable String answered(
            Instant openedAt, @Nullable Instant autoRespondedAt, @Nullable Instant answeredAt) {
        return first(
                spans("openedAt", openedAt, "autoRespondedAt", autoRespondedAt),
                spans("openedAt", openedAt, "answeredAt", answeredAt),
                autoRespondedAt == null
                        ? null
                        : spans("autoRespondedAt", autoRespondedAt, "answeredAt", answeredAt));
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
        String objection = within(fromName, from);
        if (objection != null || to == null) {
            return objection;
        }
        if (to.isBefore(from)) {
            return toName + " is before " + fromName;
        }
        return within(toName, to);
    }

    private static @Nullable String within(String name, Instant instant) {
        return instant.isBefore(EARLIEST) || !instant.isBefore(END)
                ? name + " is outside the years 2000 to 2099"
                : null;
    }
}
