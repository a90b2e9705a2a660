package dev.rapport.kit.outbox;

/**
 * A fact whose JSON exceeds the contract's limit (256 KB). Thrown before anything is written, so that no record can ever reach the
 * relay that the broker would refuse for ever.
 */
public final class EventTooLarge extends RuntimeException {

    private final String type;
    private final int bytes;

    public EventTooLarge(String type, int bytes, int limit) {
        super("an event of type %s takes %d bytes, the limit is %d".formatted(type, bytes, limit));
        this.type = type;
        this.bytes = bytes;
    }

    /** Wire name of the type. */
    public String type() {
        return type;
    }

    /** Size of the JSON in bytes. */
    public int bytes() {
        return bytes;
    }
}
