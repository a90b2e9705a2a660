package dev.rapport.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The topics, as services and feeders write them. */
public final class Log implements AutoCloseable {

    private static final EventCodec CODEC = new EventCodec();
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    private final KafkaProducer<byte[], byte[]> producer;

    public Log() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes an event under an id of its own and waits until the broker has it. */
    public String write(RapportEvent event) {
        String id = "e-" + NEXT.incrementAndGet();
        write(id, event);
        return id;
    }

    /** Writes events and waits until the broker has them all. */
    public void writeAll(List<? extends RapportEvent> events) {
        var sent = events.stream()
                .map(event -> producer.send(record("e-" + NEXT.incrementAndGet(), event)))
                .toList();
        sent.forEach(Log::await);
    }

    public void write(String id, RapportEvent event) {
        await(producer.send(record(id, event)));
    }

    /** Writes whatever it is. */
    public void raw(Topic topic, String key, String value) {
        await(producer.send(new ProducerRecord<>(topic.wireName(), key.getBytes(UTF_8), value.getBytes(UTF_8))));
    }

    private static ProducerRecord<byte[], byte[]> record(String id, RapportEvent event) {
        EventType type = EventType.of(event);
        Encoded encoded = CODEC.encode(new Envelope(id, "/test", type, null, null, null, null, null, false), event);
        List<Header> headers = encoded.headers();
        return new ProducerRecord<>(
                type.topic().wireName(), null, null, encoded.key().getBytes(UTF_8), encoded.value(), headers);
    }

    private static void await(java.util.concurrent.Future<?> sent) {
        try {
            var unused = sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
