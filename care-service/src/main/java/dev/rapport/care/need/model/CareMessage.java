package dev.rapport.care.need.model;

import dev.rapport.events.Money;
import dev.rapport.events.SuppressionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A need and what became of it. */
public record CareMessage(Need need, Course course) {

    /** Where a care message stands. */
    public enum Status {
        /** It holds a slot of the cap and will be sent. */
        PLANNED,
        /** So too, when the buyer's quiet hours are over. */
        DEFERRED,
        /** It is with a connector. */
        SENT,
        /** The connector says it arrived. */
        DELIVERED,
        /** The connector says it did not. */
        FAILED,
        /** It was not sent, for the reason given. */
        SUPPRESSED
    }

    /**
     * What became of a need.
     *
     * @param reason why it was suppressed
     * @param detail about the reason or failure, for a person; no buyer text
     * @param sendAt when it is to be sent, or tried again; null when nothing is to be done
     * @param slotHeld CARE-02: it was sent and not refused
     * @param settledAt when the receipt came, or when it was given up
     * @param attempts so far
     * @param text as sent; a manual one's from the start; null after erasure
     * @param cost CARE-06: what it cost; null where it costs nothing
     */
    public record Course(
            Status status,
            @Nullable SuppressionReason reason,
            @Nullable String detail,
            @Nullable Instant sendAt,
            @Nullable Instant sentAt,
            boolean slotHeld,
            @Nullable Instant settledAt,
            @Nullable Instant readAt,
            int attempts,
            @Nullable String text,
            @Nullable Money cost) {}

    /** One that is to be sent at {@code sendAt}. */
    public static CareMessage planned(Need need, Status as, Instant sendAt, @Nullable String text) {
        return new CareMessage(need, new Course(as, null, null, sendAt, null, false, null, null, 0, text, null));
    }

    /** It holds a reservation: it is neither sent nor given up. */
    public boolean open() {
        return course.status == Status.PLANNED || course.status == Status.DEFERRED;
    }

    /** The buyer gets it, has it, or may yet get it. */
    public boolean alive() {
        return open() || course.status == Status.SENT || course.status == Status.DELIVERED;
    }

    /** CARE-05: it will not be sent. */
    public CareMessage suppressed(SuppressionReason reason, @Nullable String detail, Instant at) {
        require(open());
        return new CareMessage(
                need, new Course(Status.SUPPRESSED, reason, detail, null, null, false, at, null, 0, course.text, null));
    }

    /** CARE-05: quiet hours only defer. */
    public CareMessage deferred(Instant until) {
        require(open());
        return planned(need, Status.DEFERRED, until, course.text);
    }

    /** It leaves now. */
    public CareMessage sent(Instant now, String text, @Nullable Money cost) {
        require(open());
        return new CareMessage(need, new Course(Status.SENT, null, null, null, now, true, null, null, 1, text, cost));
    }

    /** The connector says it arrived, and perhaps that it was read. */
    public CareMessage delivered(Instant at, @Nullable Instant readAt) {
        require(course.status == Status.SENT || course.status == Status.DELIVERED);
        return new CareMessage(
                need,
                new Course(
                        Status.DELIVERED,
                        null,
                        null,
                        null,
                        course.sentAt,
                        true,
                        course.settledAt == null ? at : course.settledAt,
                        course.readAt == null ? readAt : course.readAt,
                        course.attempts,
                        course.text,
                        course.cost));
    }

    /** CARE-02: a refused send frees its slot, and CARE-06: costs nothing. */
    public CareMessage refused(Instant at) {
        return failed(at, "refused", false);
    }

    /** No attempt got through. What a connector may have delivered all the same keeps its slot. */
    public CareMessage givenUp(Instant at) {
        return failed(at, "failed", true);
    }

    private CareMessage failed(Instant at, String detail, boolean slotHeld) {
        require(course.status == Status.SENT);
        return new CareMessage(
                need,
                new Course(
                        Status.FAILED,
                        null,
                        detail,
                        null,
                        course.sentAt,
                        slotHeld,
                        at,
                        null,
                        course.attempts,
                        course.text,
                        null));
    }

    /** MSG-15: the attempt failed, another follows. */
    public CareMessage retriedAt(Instant at) {
        require(course.status == Status.SENT);
        return again(at, course.attempts);
    }

    /** Another attempt leaves now. */
    public CareMessage attemptedAgain() {
        require(course.status == Status.SENT);
        return again(null, course.attempts + 1);
    }

    private CareMessage again(@Nullable Instant sendAt, int attempts) {
        return new CareMessage(
                need,
                new Course(
                        Status.SENT,
                        null,
                        null,
                        sendAt,
                        course.sentAt,
                        true,
                        null,
                        null,
                        attempts,
                        course.text,
                        course.cost));
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("a care message that is " + course.status + " cannot do this");
        }
    }
}
