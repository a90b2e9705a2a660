package dev.rapport.message.inbound;

import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.RejectReason;
import dev.rapport.events.Topic;
import org.jspecify.annotations.Nullable;

/** Whether a posted event may go onto the topic: the same checks that a record on the topic has to stand. */
sealed interface Verdict {

    /** It may, as this. */
    record Accepted(Envelope envelope, RapportEvent event) implements Verdict {}

    /**
     * It may not.
     *
     * @param code a {@link RejectReason}, or {@code UNKNOWN_TYPE}
     */
    record Rejected(String code, String detail) implements Verdict {}

    /** Judges one event posted for a seller. */
    static Verdict of(byte[] json, String sellerId, EventCodec codec) {
        return switch (codec.decodeStructured(json)) {
            case Decoded.Rejected rejected -> new Rejected(rejected.reason().name(), rejected.detail());
            // On the topic a type from the future is passed over; who posts it should hear that nothing came of it.
            case Decoded.Unknown _ -> new Rejected("UNKNOWN_TYPE", "no type of the contract");
            case Decoded.Event decoded -> of(decoded, sellerId);
        };
    }

    private static Verdict of(Decoded.Event decoded, String sellerId) {
        Envelope envelope = decoded.envelope();
        if (!envelope.type().topics().contains(Topic.INBOUND)) {
            return rejected(RejectReason.WRONG_TOPIC, "does not belong on " + Topic.INBOUND.wireName());
        }
        if (!decoded.event().sellerId().equals(sellerId)) {
            return rejected(RejectReason.KEY_MISMATCH, "data.sellerId is not the seller of the path");
        }
        return new Accepted(asForeign(envelope), decoded.event());
    }

    /** Without what only our own services may claim: a place in an outbox, a replay, a pack. */
    private static Envelope asForeign(Envelope envelope) {
        @Nullable String traceparent = envelope.traceparent();
        return new Envelope(
                envelope.id(),
                envelope.source(),
                envelope.type(),
                envelope.time(),
                envelope.subject(),
                null,
                null,
                traceparent,
                false);
    }

    private static Rejected rejected(RejectReason reason, String detail) {
        return new Rejected(reason.name(), detail);
    }
}
