package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that lowered a metric (SCO-04): a fact, or two that say the same of one thing, such as a clock that ran out and the answer
 * that came too late.
 *
 * @param at the anchor, in whose hour it counts
 * @param ref the turn, message, review, dispute, need or dispatch it is about
 * @param subject the conversation, order or message that belongs to; null where the fact does not name it
 * @param dueAt when it ran out; null where nothing has told so
 * @param doneAt when it was done, too late; null when it was not, or not yet
 * @param detail words of the event contract, separated by commas
 */
public record Evidence(
        String sellerId,
        Kind kind,
        Instant at,
        String ref,
        @Nullable String subject,
        @Nullable Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String detail) {

    /** What it is, and which metric it lowers; the number is what is stored, and stable. */
    public enum Kind {
        ANSWER(1, Metric.ANSWER_RATE_24H),
        RESPONSE(2, Metric.ON_TIME_RESPONSE_RATE),
        FOLLOW_UP(3, Metric.FOLLOWUP_RATE),
        REVIEW_REPLY(4, Metric.REVIEW_REPLY_RATE_48H),
        FLAGGED_MESSAGE(5, Metric.LOW_QUALITY_RATE),
        DISPUTE(6, Metric.DISPUTE_RATE),
        CARE(7, Metric.CARE_COVERAGE),
        STAGE_APOLOGY(8, Metric.STAGE_RATE_APOLOGY),
        STAGE_EVIDENCE(9, Metric.STAGE_RATE_EVIDENCE),
        STAGE_INVITATION(10, Metric.STAGE_RATE_INVITATION),
        FAILED_DELIVERY(11, Metric.DELIVERY_FAILURE_RATE),
        VIOLATION(12, null),
        /** No evidence itself: it takes the violation of its instant back, whichever of the two came first. */
        VIOLATION_CLEARED(13, null);

        private final int id;
        private final @Nullable Metric metric;

        Kind(int id, @Nullable Metric metric) {
            this.id = id;
            this.metric = metric;
        }

        /** The number under which it is stored. */
        public int id() {
            return id;
        }

        /** The kind that lowers a metric; null where no single event does. */
        public static @Nullable Kind of(Metric metric) {
            return Arrays.stream(values())
                    .filter(kind -> kind.metric == metric)
                    .findFirst()
                    .orElse(null);
        }
    }

    public Evidence {
        // What PostgreSQL keeps, so that the same fact is the same row.
        at = at.truncatedTo(ChronoUnit.MICROS);
        dueAt = dueAt == null ? null : dueAt.truncatedTo(ChronoUnit.MICROS);
        doneAt = doneAt == null ? null : doneAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** What makes it one thing. */
    public record Key(String sellerId, Kind kind, Instant at, String ref) {}

    /** What makes it one thing. */
    public Key key() {
        return new Key(sellerId, kind, at, ref);
    }

    /** Both facts about one thing, whichever came first. */
    public Evidence and(Evidence other) {
        return new Evidence(
                sellerId,
                kind,
                at,
                ref,
                subject == null ? other.subject : subject,
                dueAt == null ? other.dueAt : dueAt,
                doneAt == null ? other.doneAt : doneAt,
                joined(detail, other.detail));
    }

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
        if (one == null || other == null || one.equals(other)) {
            return one == null ? other : one;
        }
        TreeSet<String> words = new TreeSet<>(List.of(one.split(",")));
        words.addAll(List.of(other.split(",")));
        return String.join(",", words);
    }
}
