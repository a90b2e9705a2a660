package dev.rapport.events;

/** Why a record was not applied; the name is what {@code dlq-reason} and the rejected items of a REST answer carry. */
public enum RejectReason {
    /** The value is not well-formed UTF-8 JSON: syntax, bad UTF-8, an unpaired surrogate, nested too deep, more behind its end. */
    INVALID_JSON,
    /** An attribute that CloudEvents 1.0 demands is absent or malformed. */
    NOT_A_CLOUD_EVENT,
    /** A required field is absent. */
    MISSING_FIELD,
    /** A field has the wrong JSON type or form, an unknown enum value, or occurs twice. */
    ILL_TYPED,
    /** A number, time, amount or text is outside of what it may be. */
    OUT_OF_RANGE,
    /** The record key is not the event's {@code sellerId}. */
    KEY_MISMATCH,
    /** The type is known and belongs to another topic. */
    WRONG_TOPIC,
    /** The event is over {@link EventCodec#MAX_EVENT_BYTES}. */
    TOO_LARGE,
    /** The event is well-formed and its consumer cannot apply it; the codec never says so. */
    NOT_APPLICABLE
}
