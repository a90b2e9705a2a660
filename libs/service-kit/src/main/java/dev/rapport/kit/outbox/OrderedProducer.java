package dev.rapport.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Produces batches in order or not at all: the first record that fails closes the producer from its own callback, before the
 * network thread can send one after it. Then it is of no more use.
 */
final class OrderedProducer implements AutoCloseable {

    private static final String SEQUENCE = "ce_sequence";

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;

    OrderedProducer(String bootstrap, String clientId) {
        producer =
                new KafkaProducer<>(config(bootstrap, clientId), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> config(String bootstrap, String clientId) {
        Map<String, Object> config = new HashMap<>(BrokerAccess.settings(bootstrap));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // An outage is waited out inside the producer: giving up would only mean to send the same again.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.DEAD_LETTERS.maxMessageBytes());
        return config;
    }

    /**
     * Sends a batch and waits until the broker has all of it.
     *
     * @throws KafkaException when a record failed; what part of the batch the broker has is unknown then
     */
    void send(List<OutboxRows.Waiting> batch) {
        try {
            for (OutboxRows.Waiting waiting : batch) {
                var unused = producer.send(record(waiting), this::sent);
            }
            producer.flush();
        } catch (IllegalStateException closed) {
            throw new KafkaException("the producer was closed while it sent", failure == null ? closed : failure);
        }
        Exception refused = failure;
        if (refused != null) {
            throw new KafkaException("a record was not taken by the broker: " + refused, refused);
        }
    }

    private void sent(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception != null && failure == null) {
            failure = exception;
            producer.close(Duration.ZERO);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(OutboxRows.Waiting waiting) {
        List<Header> headers = waiting.headers();
        if (!waiting.topic().equals(Topic.DEAD_LETTERS.wireName())) {
            // A dead letter keeps the sequence it came with, if any.
            headers.add(new RecordHeader(SEQUENCE, waiting.sequence().text().getBytes(UTF_8)));
        }
        return new ProducerRecord<>(waiting.topic(), null, null, waiting.key(), waiting.value(), headers);
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
