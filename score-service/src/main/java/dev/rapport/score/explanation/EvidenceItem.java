package dev.rapport.score.explanation;

import dev.rapport.score.engine.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as clients see it: {@code event}, the type of fact that told it, {@code at}, the instant it counts at, {@code dueAt} and
 * {@code doneAt} where there is one, and the ids of what it is about.
 */
final class EvidenceItem {
    private EvidenceItem() {}

    static Map<String, Object> of(Evidence evidence) {
        Item item = new Item(evidence);
        boolean late = evidence.doneAt() != null;
        return switch (evidence.kind()) {
            case ANSWER ->
                item.event(late ? "turn.answered" : "turn.overdue").turn().values();
            case FOLLOW_UP ->
                item.event(late ? "turn.answered" : "turn.overdue").turn().values();
            case RESPONSE ->
                item.event(late ? "turn.responded" : "turn.overdue").turn().values();
            case REVIEW_REPLY ->
                item.event(late ? "review.replied" : "review.overdue").review().values();
            case STAGE_APOLOGY, STAGE_EVIDENCE, STAGE_INVITATION ->
                item.event("review.stage-completed").review().values();
            case FLAGGED_MESSAGE ->
                item.event("message.flagged")
                        .with("messageId", evidence.ref())
                        .with("conversationId", evidence.subject())
                        .words("flags")
                        .values();
            case DISPUTE ->
                item.event("dispute.opened")
                        .with("disputeId", evidence.ref())
                        .with("orderId", evidence.subject())
                        .values();
            case CARE ->
                item.event(late ? "care.sent" : "care.suppressed")
                        .with("needId", evidence.ref())
                        .with("orderId", evidence.subject())
                        .with("reason", evidence.detail())
                        .values();
            case FAILED_DELIVERY ->
                item.event("delivery.settled")
                        .with("dispatchId", evidence.ref())
                        .with("messageId", evidence.subject())
                        .with("outcome", evidence.detail())
                        .values();
            case VIOLATION, VIOLATION_CLEARED ->
                item.event("policy.violated")
                        .with("conversationId", evidence.subject())
                        .with("messageId", evidence.ref().equals(evidence.subject()) ? "" : evidence.ref())
                        .words("rules")
                        .values();
        };
    }

    private static final class Item {
        private final Evidence evidence;
        private final Map<String, Object> values = new LinkedHashMap<>();

        Item(Evidence evidence) {
            this.evidence = evidence;
        }

        Item event(String type) {
            with("event", type);
            with("at", evidence.at());
            with("dueAt", evidence.dueAt());
            return with("doneAt", evidence.doneAt());
        }

        Item turn() {
            return with("conversationId", evidence.subject()).with("turnId", evidence.ref());
        }

        Item review() {
            return with("reviewId", evidence.ref());
        }

        Item words(String name) {
            String detail = evidence.detail();
            return detail == null || detail.isEmpty() ? this : with(name, List.of(detail.split(",")));
        }

        Item with(String name, @Nullable Object value) {
            if (value != null && !value.equals("")) {
                values.put(name, value);
            }
            return this;
        }

        Map<String, Object> values() {
            return values;
        }
    }
}
