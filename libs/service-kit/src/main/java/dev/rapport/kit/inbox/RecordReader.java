package dev.rapport.kit.inbox;

import static dev.rapport.kit.inbox.Incoming.Passed.Why.FOR_ANOTHER;
import static dev.rapport.kit.inbox.Incoming.Passed.Why.OF_NO_INTEREST;
import static dev.rapport.kit.inbox.Incoming.Passed.Why.UNKNOWN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rapport.events.DeadLetterHeaders;
import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RejectReason;
import dev.rapport.events.Topic;
import dev.rapport.kit.deadletter.DeadLetterReplay;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns records into events of interest. Never throws for what a record holds. */
final class RecordReader {

    /** What nearly every record says. */
    private static final byte[] JSON = "application/json".getBytes(ISO_8859_1);

    private final EventCodec codec = new EventCodec();
    private final Subscription subscription;

    RecordReader(Subscription subscription) {
        this.subscription = subscription;
    }

    Incoming read(ConsumerRecord<byte[], byte[]> found) {
        byte[] content = null;
        byte[] type = null;
        boolean replayed = false;
        // Once for all of them: this runs for every record. Of a header that occurs twice the later one holds.
        for (Header header : found.headers()) {
            switch (header.key()) {
                case "content-type" -> content = header.value();
                case "ce_type" -> type = header.value();
                case DeadLetterHeaders.REPLAY -> replayed = true;
                default -> {}
            }
        }
        if (replayed && DeadLetterReplay.isForAnother(found.headers(), subscription.group())) {
            return new Incoming.Passed(found, FOR_ANOTHER);
        }
        return read(found, announcedType(content, type));
    }

    private Incoming read(ConsumerRecord<byte[], byte[]> found, @Nullable String announced) {
        if (announced != null) {
            EventType type = EventType.named(announced);
            if (type == null || !subscription.interests().contains(type)) {
                return new Incoming.Passed(found, type == null ? UNKNOWN : OF_NO_INTEREST);
            }
        }
        return decode(found);
    }

    private Incoming decode(ConsumerRecord<byte[], byte[]> found) {
        Topic topic = Topic.named(found.topic());
        if (topic == null) {
            throw new IllegalStateException("not a topic of the suite: " + found.topic());
        }
        return switch (codec.decode(topic, found.key(), found.headers(), found.value())) {
            case Decoded.Unknown unused -> new Incoming.Passed(found, UNKNOWN);
            case Decoded.Rejected(RejectReason reason, String detail) ->
                subscription.judges()
                        ? new Incoming.Refused(found, reason, detail)
                        : new Incoming.Passed(found, FOR_ANOTHER);
            case Decoded.Event event -> {
                if (!subscription.interests().contains(event.envelope().type())) {
                    yield new Incoming.Passed(found, OF_NO_INTEREST);
                }
                yield new Incoming.Applicable(found, received(found, topic, event));
            }
        };
    }

    private static Received received(ConsumerRecord<byte[], byte[]> found, Topic topic, Decoded.Event event) {
        return new Received(
                event.envelope(),
                event.event(),
                topic,
                found.partition(),
                found.offset(),
                Instant.ofEpochMilli(found.timestamp()));
    }

    /** The type a record in binary mode announces; null in structured mode, where only its body tells, and when it announces none. */
    private static @Nullable String announcedType(byte @Nullable [] content, byte @Nullable [] type) {
        boolean structured = content != null
                && !Arrays.equals(content, JSON)
                && new String(content, ISO_8859_1).startsWith("application/cloudevents");
        return structured || type == null ? null : new String(type, ISO_8859_1);
    }
}
