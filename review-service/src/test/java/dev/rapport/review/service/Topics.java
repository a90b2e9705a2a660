package dev.rapport.review.service;

import dev.rapport.events.Decoded;
import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whoever stands around the service: tells what happened, hears what it says. */
final class Topics implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Tells these, in this order, each under an id that starts with the given words. */
    void tell(String ids, List<? extends RapportEvent> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            EventType type = EventType.of(events.get(i));
            Encoded encoded = codec.encode(
                    new Envelope(ids + i, "/marketplace", type, null, null, null, null, null, false), events.get(i));
            sent.add(producer.send(new ProducerRecord<>(
                    type.topic().wireName(),
                    null,
                    encoded.key().getBytes(StandardCharsets.UTF_8),
                    encoded.value(),
                    encoded.headers())));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("the broker did not take an event", e);
            }
        }
    }

    /** Tells one event whose data was changed on the way, under a key. */
    void tellSpoilt(String id, String key, RapportEvent event, String good, String bad) {
        EventType type = EventType.of(event);
        Encoded encoded =
                codec.encode(new Envelope(id, "/marketplace", type, null, null, null, null, null, false), event);
        String data = new String(encoded.value(), StandardCharsets.UTF_8);
        if (!data.contains(good)) {
            throw new IllegalArgumentException("there is no " + good + " to spoil");
        }
        try {
            producer.send(new ProducerRecord<>(
                            type.topic().wireName(),
                            null,
                            key.getBytes(StandardCharsets.UTF_8),
                            data.replace(good, bad).getBytes(StandardCharsets.UTF_8),
                            encoded.headers()))
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the broker did not take an event", e);
        }
    }

    /** What stands on a topic of one seller, in the order of the log. */
    List<Decoded.Event> heard(Topic topic, String seller) {
        List<Decoded.Event> heard = new ArrayList<>();
        for (var record : records(topic)) {
            if (codec.decode(topic, record.key(), record.headers(), record.value()) instanceof Decoded.Event event
                    && event.event().sellerId().equals(seller)) {
                heard.add(event);
            }
        }
        return heard;
    }

    /** Why records of one seller were set aside. */
    List<String> setAside(String seller) {
        return records(Topic.DEAD_LETTERS).stream()
                .filter(record ->
                        record.key() != null && seller.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .map(record ->
                        new String(record.headers().lastHeader("dlq-reason").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.wireName()).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
