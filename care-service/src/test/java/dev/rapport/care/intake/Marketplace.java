package dev.rapport.care.intake;

import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A feeder with a plain Kafka client. */
public final class Marketplace implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<byte[], byte[]> producer;

    public Marketplace(String bootstrap) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Tells these, in this order, each under an id that starts with the given words. */
    public void tell(String ids, List<? extends RapportEvent> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            RapportEvent event = events.get(i);
            EventType type = EventType.of(event);
            Encoded encoded = codec.encode(
                    new Envelope(ids + i, "/marketplace", type, null, null, null, null, null, false), event);
            sent.add(producer.send(new ProducerRecord<>(
                    type.topic().wireName(),
                    null,
                    encoded.key().getBytes(StandardCharsets.UTF_8),
                    encoded.value(),
                    encoded.headers())));
        }
        for (Future<RecordMetadata> record : sent) {
            try {
                record.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("the broker did not take an event", e);
            }
        }
    }

    /** Tells these lines of CloudEvents in structured mode, in this order, under the seller's key. */
    public void tellStructured(String sellerId, List<String> lines) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String line : lines) {
            var record = new ProducerRecord<>(
                    Topic.INBOUND.wireName(),
                    sellerId.getBytes(StandardCharsets.UTF_8),
                    line.getBytes(StandardCharsets.UTF_8));
            record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            sent.add(producer.send(record));
        }
        for (Future<RecordMetadata> record : sent) {
            try {
                record.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("the broker did not take an event", e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
