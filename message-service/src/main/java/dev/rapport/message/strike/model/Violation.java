package dev.rapport.message.strike.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded violation.
 *
 * @param id the marketplace's, or one of ours
 * @param rules which rules it broke, in the words of whoever recorded it
 * @param strike whether it is a strike, and what became of it
 */
public record Violation(
        String sellerId,
        String id,
        Source source,
        @Nullable String conversationId,
        List<String> rules,
        @Nullable String agentId,
        Instant violatedAt,
        Strike strike) {

    public Violation {
        rules = List.copyOf(rules);
    }

    /** Where it was recorded. */
    public enum Source {
        /** The marketplace reported it. */
        REPORTED,
        /** A text of ours was refused before it left. */
        ATTEMPT,
        /** review-service told of it. */
        REVIEW,
        /** care-service told of it. */
        CARE
    }

    /** What it counts for. */
    public enum Strike {
        /** Logged, and no strike. */
        NONE,
        UNSPENT,
        /** Spent by a freeze. */
        SPENT,
        /** Taken back after an appeal. */
        WITHDRAWN
    }

    public Violation become(Strike now) {
        return new Violation(sellerId, id, source, conversationId, rules, agentId, violatedAt, now);
    }
}
