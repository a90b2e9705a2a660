package dev.rapport.score.replay;

import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.Sequence;
import dev.rapport.kit.outbox.Bucket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Recognises repeats as the inbox does: facts of ours by their place in the outbox, all others by seller, source and id. What is
 * remembered for some days there is remembered throughout here.
 */
final class Repeats {
    private static final String OURS = "/rapport/";

    private record Mark(String topic, int partition, String source, int bucket) {}

    private record Identity(String seller, String source, String id) {}

    private final Map<Mark, Sequence> highest = new HashMap<>();
    private final Set<Identity> seen = new HashSet<>();

    /** Whether this event came before; from now on it has. */
    boolean repeated(ConsumerRecord<?, ?> record, Decoded.Event event) {
        Envelope envelope = event.envelope();
        String seller = event.event().sellerId();
        Sequence sequence = envelope.sequence();
        if (sequence == null || envelope.replay() || !envelope.source().startsWith(OURS)) {
            return !seen.add(new Identity(seller, envelope.source(), envelope.id()));
        }
        Mark mark = new Mark(record.topic(), record.partition(), envelope.source(), Bucket.of(seller));
        Sequence before = highest.get(mark);
        if (before != null && sequence.compareTo(before) <= 0) {
            return true;
        }
        highest.put(mark, sequence);
        return false;
    }
}
