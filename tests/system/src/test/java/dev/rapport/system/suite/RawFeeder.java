package dev.rapport.system.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.system.oracle.InputEvent;
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
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A feeder with a plain Kafka client, which can also put there what no honest one would. */
public final class RawFeeder implements AutoCloseable {
    /** Where the marketplace's events go. */
    public static final String INBOUND = "rapport.inbound";

    /** An offset that no record of a test has. */
    public static final long NEVER_REACHED = 999_999_999;

    private final KafkaProducer<byte[], byte[]> producer;

    /** @param bootstrap the broker's address */
    public RawFeeder(String bootstrap) {
        this(bootstrap, "none");
    }

    private RawFeeder(String bootstrap, String compression) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        compression,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        8 << 20,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        120_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One whose records are small on the wire, whatever they hold. */
    public static RawFeeder compressing(String bootstrap) {
        return new RawFeeder(bootstrap, "gzip");
    }

    /** Puts structured events there, in this order, and returns when the broker has all of them. */
    public void feed(List<String> lines) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(lines.size());
        for (String line : lines) {
            sent.add(producer.send(structured(InputEvent.parse(line).sellerId(), line)));
        }
        sent.forEach(RawFeeder::await);
    }

    /** One structured event under any key. */
    public RecordMetadata structured(String key, byte[] value) {
        return await(producer.send(record(key, value, Map.of("content-type", "application/cloudevents+json"))));
    }

    /** One event in binary mode: its attributes in headers, its data as the value. */
    public RecordMetadata binary(String line) {
        InputEvent event = InputEvent.parse(line);
        JsonNode data = event.data();
        return await(producer.send(record(
                event.sellerId(),
                data.toString().getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event.id(),
                        "ce_source",
                        event.source(),
                        "ce_type",
                        "rapport." + event.type() + ".v1",
                        "ce_time",
                        "2025-06-02T00:00:00Z",
                        "content-type",
                        "application/json"))));
    }

    /** What a service writes when it cannot apply a structured event, as if it had. */
    public void deadLetter(String line, String service, String reason) {
        Map<String, String> headers = Map.of(
                "content-type",
                "application/cloudevents+json",
                "ce_id",
                InputEvent.parse(line).id(),
                "dlq-topic",
                INBOUND,
                "dlq-partition",
                "0",
                "dlq-offset",
                Long.toString(NEVER_REACHED),
                "dlq-service",
                service,
                "dlq-reason",
                reason,
                "dlq-at",
                "2025-06-02T00:00:00Z");
        ProducerRecord<byte[], byte[]> original =
                record(InputEvent.parse(line).sellerId(), line.getBytes(StandardCharsets.UTF_8), headers);
        await(producer.send(new ProducerRecord<>(
                "rapport.dead-letters", null, original.key(), original.value(), original.headers())));
    }

    private static ProducerRecord<byte[], byte[]> structured(String key, String line) {
        return record(
                key,
                line.getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"));
    }

    private static ProducerRecord<byte[], byte[]> record(
            @Nullable String key, byte[] value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
        return new ProducerRecord<>(
                INBOUND, null, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, all);
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
