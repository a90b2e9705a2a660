package dev.rapport.kit.outbox;

/**
 * A fact whose JSON exceeds the contract's limit (256 KB). Thrown before anything is written, so that no record can ever reach the
 * relay that the broker would refuse for ever.
 */
public final class EventTooLarge extends RuntimeException {

    private final String type;

    EventTooLarge(String type, Throwable cause) {
        super("an event of type " + type + " is too large: " + cause.getMessage(), cause);
        this.type = type;
    }

    /** Wire name of the type. */
    public String type() {
        return type;
    }
}
