package dev.rapport.review.review.model;

import dev.rapport.events.Stage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * REV-03: one stage of a review.
 *
 * @param completedAt null while it is open
 * @param agentId who completed it; null while it is open, and for what was observed from elsewhere
 * @param outcome what was done, such as the tracking number of the proof; empty where nothing was written down
 */
public record StageClock(
        Stage stage,
        Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable String agentId,
        Map<String, String> outcome) {

    public StageClock {
        outcome = Map.copyOf(outcome);
    }

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
