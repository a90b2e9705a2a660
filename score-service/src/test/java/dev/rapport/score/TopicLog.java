package dev.rapport.score;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** All of a topic for one seller, from its beginning, read further with every look. */
public final class TopicLog implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final Topic topic;
    private final String seller;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());

    public TopicLog(Topic topic, String seller) {
        this.topic = topic;
        this.seller = seller;
        List<TopicPartition> partitions = consumer.partitionsFor(topic.wireName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What is there by now. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        boolean more = true;
        while (more) {
            more = false;
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                more = true;
                if (found.key() != null && new String(found.key(), UTF_8).equals(seller)) {
                    records.add(found);
                }
            }
        }
        return records;
    }

    /** What is there by now, decoded, of one type. */
    public <E extends RapportEvent> List<E> events(Class<E> type) {
        List<E> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> found : records()) {
            if (codec.decode(topic, found.key(), found.headers(), found.value()) instanceof Decoded.Event event
                    && type.isInstance(event.event())) {
                events.add(type.cast(event.event()));
            }
        }
        return events;
    }

    public static String header(ConsumerRecord<?, ?> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
