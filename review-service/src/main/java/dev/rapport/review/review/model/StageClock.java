package dev.rapport.review.review.model;

import dev.rapport.events.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * REV-03: one stage of a review.
 *
 * @param completedAt null while it is open
 * @param agentId who completed it; null while it is open, and for what was observed from elsewhere
 */
public record StageClock(
        Stage stage,
        Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable String agentId) {

    /** Where a stage stands. */
    public enum State {
        RUNNING,
        OVERDUE,
        COMPLETED,
        COMPLETED_LATE
    }

    public State state(Instant now) {
        if (completedAt != null) {
            return completedAt.isAfter(dueAt) ? State.COMPLETED_LATE : State.COMPLETED;
        }
        return now.isAfter(dueAt) ? State.OVERDUE : State.RUNNING;
    }
}
