package dev.rapport.message.conversation.application;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.message.conversation.model.Conversation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** MSG-17: a reply or act on a conversation that is no longer as the agent saw it is refused with what changed. */
public final class StaleProblem {

    private StaleProblem() {}

    /**
     * The refusal.
     *
     * @param seen the version the agent saw; null where it cannot be told: then only the present state is
     */
    public static Problem of(
            Connection tx, Conversations conversations, Conversation present, @Nullable Long seen, Instant now)
            throws SQLException {
        Problem problem = Problem.of(
                        CommonProblem.STALE, "The conversation has changed: read it again before going on.")
                .rule("MSG-17")
                .with("currentETag", ETags.of(present.version()))
                .with("currentStatus", present.statusAt(now).name());
        if (present.lastMessageAt() != null) {
            problem = problem.with("lastMessageAt", present.lastMessageAt());
        }
        String assignee = present.atHand().assignee();
        if (assignee != null) {
            problem = problem.with("currentAssignee", assignee);
        }
        if (seen == null || seen >= present.version()) {
            return problem;
        }
        return problem.with("seenVersion", seen)
                .with(
                        "changes",
                        conversations.changedSince(tx, present.key(), seen).stream()
                                .map(ChangedSince::members)
                                .toList());
    }
}
