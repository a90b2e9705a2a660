package dev.rapport.score.engine;

import dev.rapport.events.CareFact;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.MessageFact;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import dev.rapport.score.engine.Evidence.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which facts lowered a metric (SCO-04). Most did not, and most are told apart by a look at their type. */
final class Lowering {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration REVIEW_REPLY = Duration.ofHours(48);
    private static final Duration FOLLOW_UP = Duration.ofHours(2);

    private Lowering() {}

    /** The evidence a fact is; null for what lowered nothing. Disputes are told by {@link #dispute}: they count once. */
    static @Nullable Evidence of(RapportEvent event) {
        return switch (event) {
            case MessageFact fact -> message(fact);
            case ReviewFact fact -> review(fact);
            case CareFact fact -> care(fact);
            default -> null;
        };
    }

    /** A second thing the same fact lowered. */
    static @Nullable Evidence also(RapportEvent event) {
        return event instanceof MessageFact.TurnAnswered turn && turn.autoRespondedAt() != null
                ? followUp(turn, turn.autoRespondedAt())
                : null;
    }

    static Evidence dispute(InboundEvent.DisputeOpened dispute) {
        return new Evidence(
                dispute.sellerId(),
                Kind.DISPUTE,
                dispute.openedAt(),
                dispute.disputeId(),
                dispute.orderId(),
                null,
                null,
                null);
    }

    private static @Nullable Evidence message(MessageFact fact) {
        return switch (fact) {
            case MessageFact.TurnOverdue overdue -> overdue(overdue);
            case MessageFact.TurnResponded turn -> responded(turn);
            case MessageFact.TurnAnswered turn ->
                within(DAY, turn.openedAt(), turn.answeredAt())
                        ? null
                        : turn(
                                turn.sellerId(),
                                Kind.ANSWER,
                                turn.openedAt(),
                                turn.turnId(),
                                turn.conversationId(),
                                turn.openedAt().plus(DAY),
                                turn.answeredAt());
            case MessageFact.MessageFlagged flagged ->
                new Evidence(
                        flagged.sellerId(),
                        Kind.FLAGGED_MESSAGE,
                        flagged.sentAt(),
                        flagged.messageId(),
                        flagged.conversationId(),
                        null,
                        null,
                        flagged.flags().stream()
                                .map(QualityFlag::name)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(",")));
            case MessageFact.PolicyViolated violated -> violated.strike() ? violation(violated) : null;
            case MessageFact.ViolationCleared cleared ->
                new Evidence(
                        cleared.sellerId(), Kind.VIOLATION_CLEARED, cleared.violatedAt(), "", null, null, null, null);
            case MessageFact.DeliverySettled settled ->
                settled.outcome() == DeliveryOutcome.DELIVERED
                        ? null
                        : new Evidence(
                                settled.sellerId(),
                                Kind.FAILED_DELIVERY,
                                settled.sentAt(),
                                settled.dispatchId(),
                                settled.messageId(),
                                null,
                                null,
                                settled.outcome().name().toLowerCase(Locale.ROOT));
            default -> null;
        };
    }

    /** Only of clocks whose end lowers a metric, and only where it did: a first response due in two days is not timed. */
    private static @Nullable Evidence overdue(MessageFact.TurnOverdue overdue) {
        Instant opened = overdue.openedAt();
        Kind kind =
                switch (overdue.clock()) {
                    case "answer" -> overdue.dueAt().isBefore(opened.plus(DAY)) ? null : Kind.ANSWER;
                    case "first-response" -> within(DAY, opened, overdue.dueAt()) ? Kind.RESPONSE : null;
                    case "follow-up" -> Kind.FOLLOW_UP;
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        return turn(
                overdue.sellerId(),
                kind,
                // A follow-up counts when it began to be owed, which the fact does not name.
                kind == Kind.FOLLOW_UP ? overdue.dueAt().minus(FOLLOW_UP) : opened,
                overdue.turnId(),
                overdue.conversationId(),
                overdue.dueAt(),
                null);
    }

    private static @Nullable Evidence responded(MessageFact.TurnResponded turn) {
        Instant due = turn.firstResponseDueAt();
        if (due == null
                || !within(DAY, turn.openedAt(), due)
                || !turn.respondedAt().isAfter(due)) {
            return null;
        }
        return turn(
                turn.sellerId(),
                Kind.RESPONSE,
                turn.openedAt(),
                turn.turnId(),
                turn.conversationId(),
                due,
                turn.respondedAt());
    }

    private static @Nullable Evidence followUp(MessageFact.TurnAnswered turn, Instant autoRespondedAt) {
        return within(FOLLOW_UP, autoRespondedAt, turn.answeredAt())
                ? null
                : turn(
                        turn.sellerId(),
                        Kind.FOLLOW_UP,
                        autoRespondedAt,
                        turn.turnId(),
                        turn.conversationId(),
                        autoRespondedAt.plus(FOLLOW_UP),
                        turn.answeredAt());
    }

    private static Evidence turn(
            String seller,
            Kind kind,
            Instant at,
            String turn,
            String conversation,
            Instant dueAt,
            @Nullable Instant doneAt) {
        return new Evidence(seller, kind, at, turn, conversation, dueAt, doneAt, null);
    }

    private static Evidence violation(MessageFact.PolicyViolated violated) {
        String message = violated.messageId();
        String conversation = violated.conversationId();
        String ref = message != null ? message : conversation != null ? conversation : "";
        return new Evidence(
                violated.sellerId(),
                Kind.VIOLATION,
                violated.violatedAt(),
                ref,
                conversation,
                null,
                null,
                violated.rules().stream().distinct().sorted().collect(Collectors.joining(",")));
    }

    private static @Nullable Evidence review(ReviewFact fact) {
        return switch (fact) {
            case ReviewFact.ReviewOverdue overdue ->
                review(
                        Kind.REVIEW_REPLY,
                        fact.sellerId(),
                        overdue.reviewId(),
                        overdue.postedAt(),
                        overdue.dueAt(),
                        null);
            case ReviewFact.ReviewReplied replied ->
                within(REVIEW_REPLY, replied.postedAt(), replied.repliedAt())
                        ? null
                        : review(
                                Kind.REVIEW_REPLY,
                                fact.sellerId(),
                                replied.reviewId(),
                                replied.postedAt(),
                                replied.postedAt().plus(REVIEW_REPLY),
                                replied.repliedAt());
            case ReviewFact.ReviewStageCompleted done ->
                done.completedAt().isAfter(done.dueAt())
                        ? review(
                                stage(done.stage()),
                                fact.sellerId(),
                                done.reviewId(),
                                done.postedAt(),
                                done.dueAt(),
                                done.completedAt())
                        : null;
            default -> null;
        };
    }

    private static Kind stage(Stage stage) {
        return switch (stage) {
            case APOLOGY -> Kind.STAGE_APOLOGY;
            case EVIDENCE -> Kind.STAGE_EVIDENCE;
            case INVITATION -> Kind.STAGE_INVITATION;
        };
    }

    private static Evidence review(
            Kind kind, String seller, String review, Instant postedAt, Instant dueAt, @Nullable Instant doneAt) {
        return new Evidence(seller, kind, postedAt, review, null, dueAt, doneAt, null);
    }

    private static @Nullable Evidence care(CareFact fact) {
        return switch (fact) {
            case CareFact.CareNeeded _ -> null;
            case CareFact.CareSent sent ->
                within(DAY, sent.neededAt(), sent.sentAt())
                        ? null
                        : new Evidence(
                                sent.sellerId(),
                                Kind.CARE,
                                sent.neededAt(),
                                sent.needId(),
                                sent.orderId(),
                                sent.neededAt().plus(DAY),
                                sent.sentAt(),
                                null);
            case CareFact.CareSuppressed suppressed ->
                suppressed.reason() == SuppressionReason.SCREENED
                        ? new Evidence(
                                suppressed.sellerId(),
                                Kind.CARE,
                                suppressed.neededAt(),
                                suppressed.needId(),
                                suppressed.orderId(),
                                null,
                                null,
                                suppressed.reason().name())
                        : null;
        };
    }

    private static boolean within(Duration limit, Instant from, Instant to) {
        return Duration.between(from, to).compareTo(limit) <= 0;
    }
}
