package dev.rapport.message.fast.model;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.policy.Fast;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that follows FAST.
 *
 * @param disputeId the dispute it opened with; null for other reasons
 * @param agreedAt when buyer and seller agreed, or the dispute was closed: no supervisor is needed from then on; null before
 * @param steps in their order
 */
public record FastCase(
        ConversationKey conversation,
        String caseId,
        Reason reason,
        @Nullable String disputeId,
        Instant openedAt,
        @Nullable Instant agreedAt,
        List<Task> steps) {

    /** Why it was opened. */
    public enum Reason {
        DISPUTE,
        COMPLAINT,
        AGENT
    }

    /**
     * One step.
     *
     * @param note what was done, in an agent's words
     * @param waived not needed any more
     * @param late whether it was told that it is overdue
     */
    public record Task(
            Step step,
            Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String note,
            boolean waived,
            boolean late) {

        /** Whether it is still to be done. */
        public boolean isOpen() {
            return doneAt == null && !waived;
        }

        Task done(String agentId, @Nullable String words, Instant at) {
            return new Task(step, dueAt, at, agentId, words, false, late);
        }

        Task waive() {
            return new Task(step, dueAt, null, null, null, true, late);
        }

        Task told() {
            return new Task(step, dueAt, doneAt, doneBy, note, waived, true);
        }
    }

    public FastCase {
        steps = List.copyOf(steps);
    }

    /** A new one, every step of it to be done in the pack's time from the opening. */
    public static FastCase open(
            ConversationKey conversation,
            String caseId,
            Reason reason,
            @Nullable String disputeId,
            Instant openedAt,
            Fast rules) {
        var steps = Arrays.stream(Step.values())
                .map(step -> new Task(step, openedAt.plus(step.within(rules)), null, null, null, false, false))
                .toList();
        return new FastCase(conversation, caseId, reason, disputeId, openedAt, null, steps);
    }

    public boolean isOpen() {
        return steps.stream().anyMatch(Task::isOpen);
    }

    public Task task(Step step) {
        return steps.get(step.ordinal());
    }

    /** The step that is to be done now: the first that is not; null when all are. */
    public @Nullable Step current() {
        return steps.stream().filter(Task::isOpen).map(Task::step).findFirst().orElse(null);
    }

    /** When the next open step is due that has not been told of; null when there is none. */
    public @Nullable Instant nextMarkAt() {
        return steps.stream()
                .filter(task -> task.isOpen() && !task.late())
                .map(Task::dueAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** A step is done, in whatever order. */
    public FastCase done(Step step, String agentId, @Nullable String note, Instant at) {
        return with(agreedAt, task -> task.step() == step, task -> task.done(agentId, note, at));
    }

    /** They agree: nobody has to be called to it any more. */
    public FastCase agreed(Instant at) {
        return with(
                agreedAt == null ? at : agreedAt, task -> task.step() == Step.SUPERVISOR && task.isOpen(), Task::waive);
    }

    /** Those that are overdue and have not been told of. */
    public List<Task> overdue(Predicate<Instant> passed) {
        return steps.stream()
                .filter(task -> task.isOpen() && !task.late() && passed.test(task.dueAt()))
                .toList();
    }

    /** These have been told of. */
    public FastCase told(List<Task> overdue) {
        return with(agreedAt, overdue::contains, Task::told);
    }

    private FastCase with(
            @Nullable Instant agreed, Predicate<Task> which, java.util.function.UnaryOperator<Task> change) {
        Stream<Task> changed = steps.stream().map(task -> which.test(task) ? change.apply(task) : task);
        return new FastCase(conversation, caseId, reason, disputeId, openedAt, agreed, changed.toList());
    }
}
