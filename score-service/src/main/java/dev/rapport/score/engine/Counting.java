package dev.rapport.score.engine;

import dev.rapport.events.By;
import dev.rapport.events.CareFact;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.Stage;
import dev.rapport.events.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What each fact adds, and at which anchor (SCO-01): facts that need no memory of earlier ones.
 *
 * <p>A fact is checked by {@link Plausible} before it comes here. What takes back calls what added with −1, so the two can
 * never drift apart.
 */
final class Counting {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration REVIEW_REPLY = Duration.ofHours(48);
    private static final Duration FOLLOW_UP = Duration.ofHours(2);

    private final HourDeltas deltas;

    Counting(HourDeltas deltas) {
        this.deltas = deltas;
    }

    void count(MessageFact fact) {
        String seller = fact.sellerId();
        switch (fact) {
            case MessageFact.TurnOpened turn -> opened(turn);
            case MessageFact.TurnResponded turn ->
                responded(
                        new Response(
                                seller, turn.kind(), turn.openedAt(), turn.respondedAt(), turn.firstResponseDueAt()),
                        turn.by() == By.AUTO,
                        1);
            case MessageFact.TurnAnswered turn ->
                answered(seller, turn.openedAt(), turn.answeredAt(), turn.autoRespondedAt(), 1);
            case MessageFact.TurnReopened turn -> reopened(turn);
            case MessageFact.MessageSent sent ->
                at(seller, sent.sentAt())
                        .add(Counter.MESSAGES_SENT, 1)
                        .add(Counter.MESSAGES_BY_HUMAN, sent.by() == By.HUMAN ? 1 : 0);
            case MessageFact.MessageFlagged flagged -> flagged(flagged);
            case MessageFact.PolicyViolated violated ->
                at(seller, violated.violatedAt()).add(Counter.VIOLATIONS, violated.strike() ? 1 : 0);
            case MessageFact.ViolationCleared cleared ->
                at(seller, cleared.violatedAt()).add(Counter.VIOLATIONS, -1);
            case MessageFact.DeliverySettled settled ->
                at(seller, settled.sentAt())
                        .add(Counter.DELIVERIES, 1)
                        .add(Counter.DELIVERIES_FAILED, settled.outcome() == DeliveryOutcome.DELIVERED ? 0 : 1);
            case MessageFact.TurnOverdue _,
                    MessageFact.ConversationEscalated _,
                    MessageFact.PromiseMade _,
                    MessageFact.PromiseBroken _,
                    MessageFact.SendingFrozen _,
                    MessageFact.SendingThawed _,
                    MessageFact.BuyerErased _ -> {}
        }
    }

    void count(ReviewFact fact) {
        String seller = fact.sellerId();
        switch (fact) {
            case ReviewFact.ReviewReplied replied ->
                at(seller, replied.postedAt())
                        .add(
                                Counter.REVIEWS_REPLIED_48H,
                                within(REVIEW_REPLY, replied.postedAt(), replied.repliedAt()) ? 1 : 0);
            case ReviewFact.ReviewStageCompleted done ->
                at(seller, done.postedAt())
                        .add(stage(done.stage()), done.completedAt().isAfter(done.dueAt()) ? 0 : 1);
            case ReviewFact.ReviewInvited invited ->
                at(seller, invited.postedAt()).add(Counter.REVIEWS_INVITED, 1);
            case ReviewFact.ReviewRevised revised ->
                at(seller, revised.postedAt())
                        .add(Counter.REVIEWS_IMPROVED, revised.invited() && revised.after() > revised.before() ? 1 : 0);
            // These change what the review itself counts for: see ReviewRow.
            case ReviewFact.ReviewReceived _,
                    ReviewFact.ReviewReclassified _,
                    ReviewFact.ReviewHidden _,
                    ReviewFact.ReviewOverdue _,
                    ReviewFact.ReviewAppealed _,
                    ReviewFact.ReviewAppealDecided _ -> {}
        }
    }

    void count(CareFact fact) {
        String seller = fact.sellerId();
        switch (fact) {
            case CareFact.CareNeeded needed -> at(seller, needed.neededAt()).add(Counter.CARE_NEEDED, 1);
            case CareFact.CareSent sent ->
                at(seller, sent.neededAt())
                        .add(Counter.CARE_MET_24H, within(DAY, sent.neededAt(), sent.sentAt()) ? 1 : 0);
            // CARE-05: what was right not to send is no miss; what could not pass the screening is.
            case CareFact.CareSuppressed suppressed ->
                at(seller, suppressed.neededAt())
                        .add(Counter.CARE_NEEDED, suppressed.reason() == SuppressionReason.SCREENED ? 0 : -1);
        }
    }

    private void opened(MessageFact.TurnOpened turn) {
        at(turn.sellerId(), turn.openedAt())
                .add(Counter.TURNS_OPENED, 1)
                .add(openedOf(turn.kind()), 1)
                .add(Counter.TURNS_TIMED, timed(turn.openedAt(), turn.firstResponseDueAt()) ? 1 : 0);
    }

    /** The first response of a turn, as told by what responds and by what takes it back. */
    private record Response(
            String sellerId,
            Kind kind,
            Instant openedAt,
            Instant respondedAt,
            @Nullable Instant dueAt) {}

    private void responded(Response response, boolean byAuto, int times) {
        Delta hour = at(response.sellerId(), response.openedAt());
        if (within(DAY, response.openedAt(), response.respondedAt())) {
            hour.add(Counter.TURNS_RESPONDED_24H, times).add(respondedOf(response.kind()), times);
        }
        if (response.dueAt() != null && timed(response.openedAt(), response.dueAt())) {
            boolean late = response.respondedAt().isAfter(response.dueAt());
            hour.add(late ? Counter.TURNS_LATE : Counter.TURNS_ON_TIME, times);
        }
        long seconds = seconds(response.openedAt(), response.respondedAt());
        hour.add(Counter.FIRST_RESPONSE_COUNT, times)
                .add(Counter.FIRST_RESPONSE_SECONDS, times * seconds)
                .add(Distribution.FIRST_RESPONSE, seconds, times);
        if (byAuto) {
            at(response.sellerId(), response.respondedAt()).add(Counter.FOLLOWUPS_DUE, times);
        }
    }

    private void answered(
            String seller, Instant openedAt, Instant answeredAt, @Nullable Instant autoRespondedAt, int times) {
        long seconds = seconds(openedAt, answeredAt);
        at(seller, openedAt)
                .add(Counter.TURNS_ANSWERED_24H, within(DAY, openedAt, answeredAt) ? times : 0)
                .add(Counter.ANSWER_COUNT, times)
                .add(Counter.ANSWER_SECONDS, times * seconds)
                .add(Distribution.ANSWER, seconds, times);
        if (autoRespondedAt != null && within(FOLLOW_UP, autoRespondedAt, answeredAt)) {
            at(seller, autoRespondedAt).add(Counter.FOLLOWUPS_MET, times);
        }
    }

    private void reopened(MessageFact.TurnReopened turn) {
        Instant respondedAt = turn.respondedAt();
        if (respondedAt != null) {
            // Without a word on who responded, an auto-reply at that very instant did.
            boolean byAuto = turn.by() == null ? respondedAt.equals(turn.autoRespondedAt()) : turn.by() == By.AUTO;
            responded(
                    new Response(turn.sellerId(), turn.kind(), turn.openedAt(), respondedAt, turn.firstResponseDueAt()),
                    byAuto,
                    -1);
        }
        if (turn.answeredAt() != null) {
            answered(turn.sellerId(), turn.openedAt(), turn.answeredAt(), turn.autoRespondedAt(), -1);
        }
    }

    private void flagged(MessageFact.MessageFlagged message) {
        Delta hour = at(message.sellerId(), message.sentAt());
        hour.add(Counter.MESSAGES_FLAGGED, message.first() ? 1 : 0);
        EnumSet<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
        flags.addAll(message.flags());
        flags.forEach(flag -> hour.add(flaggedAs(flag), 1));
    }

    private Delta at(String sellerId, Instant anchor) {
        return deltas.at(sellerId, Hours.of(anchor));
    }

    private static boolean timed(Instant openedAt, @Nullable Instant dueAt) {
        return dueAt != null && within(DAY, openedAt, dueAt);
    }

    private static boolean within(Duration limit, Instant from, Instant to) {
        return Duration.between(from, to).compareTo(limit) <= 0;
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    private static Counter openedOf(Kind kind) {
        return switch (kind) {
            case PRE_SALE -> Counter.TURNS_OPENED_PRE_SALE;
            case ORDER_NOTE -> Counter.TURNS_OPENED_ORDER_NOTE;
            case AFTER_SALE -> Counter.TURNS_OPENED_AFTER_SALE;
        };
    }

    private static Counter respondedOf(Kind kind) {
        return switch (kind) {
            case PRE_SALE -> Counter.TURNS_RESPONDED_24H_PRE_SALE;
            case ORDER_NOTE -> Counter.TURNS_RESPONDED_24H_ORDER_NOTE;
            case AFTER_SALE -> Counter.TURNS_RESPONDED_24H_AFTER_SALE;
        };
    }

    private static Counter flaggedAs(QualityFlag flag) {
        return switch (flag) {
            case REPEATED -> Counter.MESSAGES_FLAGGED_REPEATED;
            case EMPTY -> Counter.MESSAGES_FLAGGED_EMPTY;
            case OVER_TEMPLATED -> Counter.MESSAGES_FLAGGED_OVER_TEMPLATED;
            case UNATTENDED_AUTO_REPLY -> Counter.MESSAGES_FLAGGED_UNATTENDED_AUTO_REPLY;
        };
    }

    private static Counter stage(Stage stage) {
        return switch (stage) {
            case APOLOGY -> Counter.STAGE_MET_APOLOGY;
            case EVIDENCE -> Counter.STAGE_MET_EVIDENCE;
            case INVITATION -> Counter.STAGE_MET_INVITATION;
        };
    }
}
