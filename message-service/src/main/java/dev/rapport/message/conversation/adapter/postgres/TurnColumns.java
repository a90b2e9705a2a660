package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.By;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.conversation.model.TurnId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A turn laid out as the columns of its conversation's row. All null when there is no turn. */
record TurnColumns(
        @Nullable String turnId,
        @Nullable String scene,
        @Nullable Instant openedAt,
        @Nullable Instant firstResponseDueAt,
        @Nullable Instant answerDueAt,
        @Nullable Instant unansweredAt,
        @Nullable Instant respondedAt,
        @Nullable String respondedBy,
        @Nullable Instant followUpDueAt,
        @Nullable Instant answeredAt,
        boolean handled,
        int reopenings) {

    private static final TurnColumns NONE =
            new TurnColumns(null, null, null, null, null, null, null, null, null, null, false, 0);

    static TurnColumns of(@Nullable Turn turn) {
        return switch (turn) {
            case null -> NONE;
            case Turn.Waiting waiting -> of(waiting.opening(), null, null, null, null, false);
            case Turn.AutoResponded owing ->
                of(owing.opening(), owing.respondedAt(), By.AUTO, owing.followUpDueAt(), null, false);
            case Turn.Answered answered ->
                of(
                        answered.opening(),
                        answered.respondedAt(),
                        answered.respondedBy(),
                        null,
                        answered.answeredAt(),
                        answered.handled());
        };
    }

    private static TurnColumns of(
            Turn.Opening opening,
            @Nullable Instant respondedAt,
            @Nullable By respondedBy,
            @Nullable Instant followUpDueAt,
            @Nullable Instant answeredAt,
            boolean handled) {
        return new TurnColumns(
                opening.id().value(),
                opening.scene().name(),
                opening.openedAt(),
                opening.firstResponseDueAt(),
                opening.answerDueAt(),
                opening.unansweredAt(),
                respondedAt,
                respondedBy == null ? null : respondedBy.name(),
                followUpDueAt,
                answeredAt,
                handled,
                opening.reopenings());
    }

    /** The turn that stands in the columns. */
    @Nullable
    Turn turn() {
        if (turnId == null) {
            return null;
        }
        var opening = new Turn.Opening(
                new TurnId(turnId),
                Objects.requireNonNull(openedAt),
                firstResponseDueAt,
                Objects.requireNonNull(answerDueAt),
                Objects.requireNonNull(unansweredAt),
                Scene.valueOf(Objects.requireNonNull(scene)),
                reopenings);
        if (respondedAt == null) {
            return new Turn.Waiting(opening);
        }
        if (answeredAt == null) {
            return new Turn.AutoResponded(opening, respondedAt, followUpDueAt);
        }
        By by = By.valueOf(Objects.requireNonNull(respondedBy));
        return new Turn.Answered(opening, by, respondedAt, answeredAt, handled);
    }
}
