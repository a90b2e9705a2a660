package dev.rapport.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Feeds events as somebody else's system does: with ids of its own and no sequence. */
public final class Feeder implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class)),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** In binary mode. */
    public void binary(RapportEvent event, String id) throws Exception {
        EventType type = EventType.of(event);
        Encoded encoded = codec.encode(new Envelope(id, "/feeder", type, null, null, null, null, null, false), event);
        producer.send(new ProducerRecord<>(
                        type.topic().wireName(),
                        null,
                        event.sellerId().getBytes(UTF_8),
                        encoded.value(),
                        encoded.headers()))
                .get();
    }

    public void binary(RapportEvent event) throws Exception {
        binary(event, UUID.randomUUID().toString());
    }

    /** In structured mode. */
    public void structured(RapportEvent event, String id) throws Exception {
        EventType type = EventType.of(event);
        String json = """
                {"specversion":"1.0","id":"%s","source":"/feeder","type":"%s","time":"2026-01-01T00:00:00Z","data":%s}
                """.formatted(id, type.wireName(), new String(codec.data(event), UTF_8));
        raw(type.topic(), event.sellerId(), json);
    }

    public void raw(Topic topic, String key, String json) throws Exception {
        var record = new ProducerRecord<>(topic.wireName(), key.getBytes(UTF_8), json.getBytes(UTF_8));
        record.headers().add(new RecordHeader("content-type", "application/cloudevents+json".getBytes(UTF_8)));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
