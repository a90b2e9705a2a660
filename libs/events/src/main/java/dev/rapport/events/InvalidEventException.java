package dev.rapport.events;

/**
 * An event that cannot be: thrown by the records' constructors and by {@link EventCodec#encode}. The message names the field
 * and the problem, and never quotes a text, which may be a buyer's.
 */
public final class InvalidEventException extends IllegalArgumentException {

    private final RejectReason reason;
    private String field;
    private final String problem;

    /**
     * @param field path of the field, such as {@code items[2].unitPrice.value}; empty for the whole
     * @param problem a predicate, such as {@code "is missing"}
     */
    public InvalidEventException(RejectReason reason, String field, String problem) {
        this.reason = reason;
        this.field = field;
        this.problem = problem;
    }

    /** Field and problem, such as {@code "items[2].quantity is not at least 1"}. */
    @Override
    public String getMessage() {
        return field.isEmpty() ? problem : field + " " + problem;
    }

    public RejectReason reason() {
        return reason;
    }

    /** The path of the field, such as {@code items[2].unitPrice.value}; empty for the whole event. */
    public String field() {
        return field;
    }

    /**
     * The same refusal seen from one level further out: {@code value} within {@code unitPrice} is {@code unitPrice.value}.
     * Bad records can come in floods, so the path grows on the way out and no second exception is made.
     */
    InvalidEventException within(String outer) {
        field = field.isEmpty() || field.startsWith("[") ? outer + field : outer + "." + field;
        return this;
    }
}
