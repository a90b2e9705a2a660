package dev.rapport.score.replay.model;

import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnReopened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Clock;
import dev.rapport.policy.ClockName;
import dev.rapport.policy.Pack;
import dev.rapport.policy.WorkingCalendar;
import dev.rapport.score.engine.PackRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives facts the due times they would have had under the candidate. Facts carry those of the pack that was in force (MSG-04, REV-03), so
 * only what the candidate times otherwise is worked out anew, from the seller's present working hours; all else stays as it was told.
 */
final class Clocking {
    private final PackRules live;
    private final Pack candidate;
    private final WorkingCalendar workingHours;

    Clocking(SellerChanged profile, PackRules live, Pack candidate) {
        this.live = live;
        this.candidate = candidate;
        this.workingHours = WorkingCalendar.opens(profile.calendar())
                ? new WorkingCalendar(profile.calendar(), ZoneId.of(profile.zone()))
                : new WorkingCalendar(
                        candidate.workingTime().hours(), candidate.workingTime().zone());
    }

    /** The fact as it would have been; null when it would not have been written. */
    @Nullable
    RapportEvent under(RapportEvent fact) {
        return switch (fact) {
            case TurnOpened turn ->
                new TurnOpened(
                        turn.sellerId(),
                        turn.conversationId(),
                        turn.turnId(),
                        turn.kind(),
                        turn.buyerId(),
                        turn.country(),
                        turn.language(),
                        turn.scene(),
                        turn.openedAt(),
                        due(turn.openedAt(), turn.firstResponseDueAt()));
            case TurnResponded turn ->
                new TurnResponded(
                        turn.sellerId(),
                        turn.conversationId(),
                        turn.turnId(),
                        turn.kind(),
                        turn.openedAt(),
                        turn.respondedAt(),
                        turn.by(),
                        turn.businessSeconds(),
                        due(turn.openedAt(), turn.firstResponseDueAt()));
            case TurnReopened turn ->
                new TurnReopened(
                        turn.sellerId(),
                        turn.conversationId(),
                        turn.turnId(),
                        turn.kind(),
                        turn.openedAt(),
                        turn.respondedAt(),
                        turn.answeredAt(),
                        turn.autoRespondedAt(),
                        turn.by(),
                        due(turn.openedAt(), turn.firstResponseDueAt()));
            case ReviewStageCompleted done -> stage(done);
            default -> fact;
        };
    }

    private @Nullable Instant due(Instant openedAt, @Nullable Instant told) {
        Clock now = candidate.clocks().of(ClockName.FIRST_RESPONSE);
        Clock then = live.at(openedAt).pack().clocks().of(ClockName.FIRST_RESPONSE);
        if (told == null || (now.after().equals(then.after()) && now.calendar() == then.calendar())) {
            return told;
        }
        return switch (now.calendar()) {
            case WORKING -> workingHours.plus(openedAt, now.after());
            case NONE -> openedAt.plus(now.after());
        };
    }

    private @Nullable ReviewStageCompleted stage(ReviewStageCompleted done) {
        Duration now = candidate.reviews().stages().get(done.stage());
        Duration then = live.at(done.postedAt()).pack().reviews().stages().get(done.stage());
        if (Objects.equals(now, then)) {
            return done;
        }
        return now == null
                ? null
                : new ReviewStageCompleted(
                        done.sellerId(),
                        done.reviewId(),
                        done.stage(),
                        done.postedAt(),
                        done.postedAt().plus(now),
                        done.completedAt());
    }
}
