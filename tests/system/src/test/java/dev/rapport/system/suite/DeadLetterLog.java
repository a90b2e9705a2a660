package dev.rapport.system.suite;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code rapport.dead-letters} with a plain Kafka client. */
public final class DeadLetterLog implements AutoCloseable {
    private static final String TOPIC = "rapport.dead-letters";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<DeadLetter> known = new ArrayList<>();

    /**
     * One dead letter, its headers as texts.
     *
     * @param key the original's
     * @param value the original's
     */
    public record DeadLetter(
            String key,
            String value,
            String topic,
            int partition,
            long offset,
            String service,
            String reason,
            String at) {
        /** What the command line calls it. */
        public String name() {
            return service + "/" + topic + "/" + partition + "/" + offset;
        }
    }

    /** @param bootstrap the broker's address */
    public DeadLetterLog(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** How many letters there are, as of now. */
    public long count() {
        read();
        return known.size();
    }

    private void read() {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> known.add(letter(record)));
    }

    /** The letters of one original, those of every service, as of now. */
    public List<DeadLetter> of(RecordMetadata original) {
        read();
        return known.stream()
                .filter(letter -> letter.topic().equals(original.topic())
                        && letter.partition() == original.partition()
                        && letter.offset() == original.offset())
                .toList();
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                text(record.key()),
                text(record.value()),
                header(record, "dlq-topic"),
                Integer.parseInt(header(record, "dlq-partition")),
                Long.parseLong(header(record, "dlq-offset")),
                header(record, "dlq-service"),
                header(record, "dlq-reason"),
                header(record, "dlq-at"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new AssertionError("a dead letter has the header " + name + ": " + record.headers());
        }
        return text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
