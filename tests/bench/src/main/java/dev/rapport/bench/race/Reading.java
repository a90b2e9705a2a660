package dev.rapport.bench.race;

import dev.rapport.bench.machine.Proc;
import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A process that reads the topics from end to end, over and over, and says how long each time took: what any consumer has to spend, with
 * or without the parser. Arguments: the broker, {@code raw} or {@code parse}, how many times.
 */
final class Reading {
    /** Begins each line on which it tells of one time: records, seconds, processor seconds. */
    static final String PASS = "@pass";

    private static final Duration POLL = Duration.ofMillis(200);

    private final EventCodec codec = new EventCodec();
    private final boolean parses;
    /** Somebody must want to know, or the compiler may leave the work out. */
    private long seen;

    private Reading(boolean parses) {
        this.parses = parses;
    }

    public static void main(String[] args) {
        Reading reading = new Reading(args[1].equals("parse"));
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            double cpu = Proc.cpuSeconds(ProcessHandle.current());
            long began = System.nanoTime();
            long records = reading.pass(args[0]);
            System.out.printf(
                    Locale.ROOT,
                    "%s %d %.4f %.4f%n",
                    PASS,
                    records,
                    (System.nanoTime() - began) / 1e9,
                    Proc.cpuSeconds(ProcessHandle.current()) - cpu);
        }
        System.out.println("seen " + reading.seen);
    }

    private long pass(String bootstrap) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Course.TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long records = 0;
            while (records < left) {
                records += take(consumer.poll(POLL));
            }
            return records;
        }
    }

    private long take(ConsumerRecords<byte[], byte[]> records) {
        Map<String, Topic> topics = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            seen += record.value().length;
            if (parses) {
                Topic topic = topics.computeIfAbsent(record.topic(), Reading::topic);
                switch (codec.decode(topic, record.key(), record.headers(), record.value())) {
                    case Decoded.Event event -> seen += event.event().sellerId().length();
                    case Decoded.Unknown _, Decoded.Rejected _ ->
                        throw new IllegalStateException("a record of the bench's own that is no event");
                }
            }
        }
        return records.count();
    }

    private static Topic topic(String name) {
        Topic topic = Topic.named(name);
        if (topic == null) {
            throw new IllegalStateException(name);
        }
        return topic;
    }
}
