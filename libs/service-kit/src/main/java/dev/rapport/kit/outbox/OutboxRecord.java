package dev.rapport.kit.outbox;

import dev.rapport.events.Topic;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it waits in the outbox. Facts become one by {@link Outbox#append}; the kit itself writes dead letters so.
 *
 * @param bucket 0 to {@link Bucket#COUNT} - 1; records of one bucket keep their order
 * @param sellerId whose it is; null for a dead letter, whose seller nobody may be able to tell
 * @param headers all but {@code ce_sequence}, which only the relay knows
 * @param value at most 4 MB with the headers
 */
public record OutboxRecord(
        int bucket,
        @Nullable String sellerId,
        Topic topic,
        byte @Nullable [] key,
        List<Header> headers,
        byte @Nullable [] value) {

    public OutboxRecord {
        if (bucket < 0 || bucket >= Bucket.COUNT) {
            throw new IllegalArgumentException("there is no bucket " + bucket);
        }
    }
}
