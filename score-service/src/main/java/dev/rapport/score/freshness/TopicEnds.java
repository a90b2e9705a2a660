package dev.rapport.score.freshness;

import dev.rapport.kit.broker.BrokerAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Asks the broker where topics end, and of a partition that seems to be behind, what waits there. */
final class TopicEnds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration DESCRIBE_EVERY = Duration.ofSeconds(15);

    private final List<String> topics;
    private final Admin admin;
    private final String bootstrap;
    private final Map<TopicPartition, Blank> blanks = new HashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> reader;
    private Set<TopicPartition> partitions = Set.of();
    private long describedAt;

    /** No record lies from the one offset up to the other: transactions leave marks that nobody is given to read. */
    private record Blank(long from, long to) {}

    TopicEnds(String bootstrap, List<String> topics) {
        this.topics = topics;
        this.bootstrap = bootstrap;
        this.admin = Admin.create(BrokerAccess.settings(
                bootstrap,
                Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        "score-service-lag",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis())));
    }

    /** The offset after the last record of every partition there is. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        describe();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(wanted).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    private void describe() throws ExecutionException, InterruptedException {
        if (!partitions.isEmpty() && System.nanoTime() - describedAt < DESCRIBE_EVERY.toNanos()) {
            return;
        }
        Set<TopicPartition> found = new HashSet<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                TopicDescription description = topic.getValue().get();
                for (TopicPartitionInfo partition : description.partitions()) {
                    found.add(new TopicPartition(topic.getKey(), partition.partition()));
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        partitions = found;
        describedAt = System.nanoTime();
    }

    /** How far one may go from an offset without passing a record. */
    long blankUpTo(TopicPartition partition, long next) {
        Blank blank = blanks.get(partition);
        return blank != null && next >= blank.from() && next < blank.to() ? blank.to() : next;
    }

    /**
     * When the first record at or after an offset was appended; null when there is none before the end or the broker takes its
     * time. That there is none is remembered.
     */
    @Nullable
    Instant appendedAt(TopicPartition partition, long next, long end) {
        KafkaConsumer<byte[], byte[]> consumer = reader();
        consumer.assign(Set.of(partition));
        consumer.seek(partition, next);
        for (ConsumerRecord<byte[], byte[]> first : consumer.poll(Duration.ofMillis(500))) {
            return Instant.ofEpochMilli(first.timestamp());
        }
        if (consumer.position(partition, PATIENCE) >= end) {
            blanks.put(partition, new Blank(next, end));
        }
        return null;
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> made = reader;
        if (made == null) {
            made = new KafkaConsumer<>(
                    BrokerAccess.settings(
                            bootstrap,
                            Map.of(
                                    ConsumerConfig.CLIENT_ID_CONFIG,
                                    "score-service-lag",
                                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                    false,
                                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                    "earliest",
                                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                    1,
                                    ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                    64 * 1024,
                                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                    64 * 1024,
                                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                    (int) PATIENCE.toMillis())),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            reader = made;
        }
        return made;
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
        KafkaConsumer<byte[], byte[]> made = reader;
        if (made != null) {
            made.close();
        }
    }
}
