package dev.rapport.kit.inbox;

/**
 * Thrown by a {@link BatchHandler} that has read an event and cannot apply it: the record goes to the dead letters with reason
 * {@code NOT_APPLICABLE} and this detail.
 */
public final class Unappliable extends RuntimeException {

    private final transient Received received;

    /**
     * @param received the culprit, one of the batch
     * @param detail why, for the person who reads the dead letters; no buyer text
     */
    public Unappliable(Received received, String detail) {
        super(detail, null, false, false);
        this.received = received;
    }

    public Received received() {
        return received;
    }
}
