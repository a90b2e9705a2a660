package dev.rapport.score.replay;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import dev.rapport.kit.deadletter.DeadLetterReplay;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning to the end they have when reading begins, without a consumer group: nothing of it is left on the
 * broker.
 */
final class FactTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    /** The service that reads these topics live. */
    static final String SERVICE = "score-service";

    private final EventCodec codec = new EventCodec();
    private final String bootstrap;

    /** @param bootstrap the broker's address */
    FactTopics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Told of each record that has an event, with what it holds. */
    @FunctionalInterface
    interface Sink {
        void at(ConsumerRecord<byte[], byte[]> record, Decoded.Event event);
    }

    /** The newest profile of every seller. */
    Map<String, SellerChanged> profiles() {
        Map<String, SellerChanged> profiles = new HashMap<>();
        read(
                List.of(Topic.SELLERS),
                (_, found) -> {
                    if (found.event() instanceof SellerChanged profile) {
                        profiles.put(profile.sellerId(), profile);
                    }
                },
                (_, _) -> {});
        return profiles;
    }

    /**
     * Reads topics; records without an event for the score are passed over, as the service does.
     *
     * @param progress told how many records have been read, and of how many
     */
    void read(List<Topic> topics, Sink sink, ObjLongConsumer<Long> progress) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                BrokerAccess.settings(
                        bootstrap,
                        Map.of(
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                5_000,
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                16 << 20)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.wireName()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            long all = ends.entrySet().stream()
                    .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                    .sum();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long read = 0;
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        read++;
                        tell(record, sink);
                    }
                }
                progress.accept(all, read);
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, Sink sink) {
        Topic topic = Topic.named(record.topic());
        if (topic != null
                && !DeadLetterReplay.isForAnother(record.headers(), SERVICE)
                && codec.decode(topic, record.key(), record.headers(), record.value()) instanceof Decoded.Event event) {
            sink.at(record, event);
        }
    }
}
