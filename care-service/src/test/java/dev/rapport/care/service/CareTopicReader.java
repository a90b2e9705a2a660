package dev.rapport.care.service;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whoever reads what the service writes, from the beginning of its topics on; a repeat of a fact is one fact. */
final class CareTopicReader implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<RapportEvent> read = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    CareTopicReader(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topic.CARE, Topic.OUTBOUND)
                .flatMap(topic -> consumer.partitionsFor(topic.wireName()).stream())
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has been written of one seller by now. */
    <E extends RapportEvent> List<E> seen(String seller, Class<E> type) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            Topic topic = record.topic().equals(Topic.CARE.wireName()) ? Topic.CARE : Topic.OUTBOUND;
            if (codec.decode(topic, record.key(), record.headers(), record.value()) instanceof Decoded.Event fact
                    && ids.add(EventType.of(fact.event()) + fact.envelope().id())) {
                read.add(fact.event());
            }
        });
        return read.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.sellerId().equals(seller))
                .toList();
    }

    /** The same, once there is any. */
    <E extends RapportEvent> List<E> await(String seller, Class<E> type) {
        return org.awaitility.Awaitility.await(type.getSimpleName() + " of " + seller)
                .atMost(Duration.ofMinutes(3))
                .until(() -> seen(seller, type), seen -> !seen.isEmpty());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
