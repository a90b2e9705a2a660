package dev.rapport.message.conversation.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is watched about the present turn and may change while it lasts.
 *
 * @param readAt when the event that opened it was read: what was due long before is history and disturbs nobody (MSG-04)
 * @param triage null until it is triaged
 * @param houseDueAt when the {@code house} clock is due; like {@code readAt} of no meaning without a turn
 * @param told the marks that have been told
 * @param auto the auto-reply that responded, for its flag (MSG-12); null when a human was first or nobody
 */
public record Watch(
        Instant readAt,
        @Nullable TurnTriage triage,
        Instant houseDueAt,
        Told told,
        @Nullable AutoReply auto) {

    /** Of a conversation without a turn. */
    public static final Watch NOTHING = new Watch(Instant.EPOCH, null, Instant.EPOCH, Told.NOTHING, null);

    /**
     * The auto-reply that responded to the turn.
     *
     * @param flagged whether it has been flagged as of low quality before
     */
    public record AutoReply(String messageId, boolean flagged) {}

    static Watch over(Instant readAt, @Nullable TurnTriage triage, Instant houseDueAt) {
        return new Watch(readAt, triage, houseDueAt, Told.NOTHING, null);
    }

    /** MSG-04: whether a warning or an alert follows when something was due then. */
    boolean disturbs(Instant dueAt, Duration noticeFor) {
        return dueAt.isAfter(readAt.minus(noticeFor));
    }

    Watch told(TurnMark mark, boolean notice) {
        return new Watch(readAt, triage, houseDueAt, told.with(mark, notice), auto);
    }

    Watch triaged(TurnTriage newTriage, Instant newHouseDueAt) {
        return new Watch(readAt, newTriage, newHouseDueAt, told, auto);
    }

    Watch autoReplied(AutoReply reply) {
        return new Watch(readAt, triage, houseDueAt, told, reply);
    }

    /** What has been told stays told; the auto-reply is the one there was before. */
    Watch backTo(Watch before) {
        return new Watch(readAt, triage, houseDueAt, told, before.auto);
    }
}
