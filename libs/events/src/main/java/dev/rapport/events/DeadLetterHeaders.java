package dev.rapport.events;

/**
 * Names of the headers that a record on {@code rapport.dead-letters} carries besides its original ones. All values are UTF-8
 * text.
 */
public final class DeadLetterHeaders {

    /** The topic the record was read from. */
    public static final String TOPIC = "dlq-topic";
    /** Its partition there, decimal. */
    public static final String PARTITION = "dlq-partition";
    /** Its offset there, decimal. */
    public static final String OFFSET = "dlq-offset";
    /** The service that could not apply it. */
    public static final String SERVICE = "dlq-service";
    /** A {@link RejectReason} name, then optionally a colon, a blank and the detail. */
    public static final String REASON = "dlq-reason";
    /** When it was set aside, RFC 3339 UTC. */
    public static final String AT = "dlq-at";
    /** On a record that was sent again from the dead letters: it is de-duplicated by id row, not by watermark. */
    public static final String REPLAY = "rapport-replay";

    private DeadLetterHeaders() {}
}
