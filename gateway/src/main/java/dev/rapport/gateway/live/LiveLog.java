package dev.rapport.gateway.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** How the topics of {@link LiveEvents} are read: without a group, every partition, little at a time. */
final class LiveLog {

    /** What one question to the broker may take. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int FETCH_BYTES = 1 << 20;
    private static final EventCodec CODEC = new EventCodec();

    private LiveLog() {}

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String purpose) {
        Map<String, Object> settings = new HashMap<>(BrokerAccess.settings(bootstrap));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-" + purpose);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A place that is not there any more is a gap that streams are told of, not something to jump over.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 15_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All partitions, as the broker says now. @throws UnknownTopicOrPartitionException while a topic is not there yet */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> kafka) {
        Map<String, List<PartitionInfo>> known = kafka.listTopics(PATIENCE);
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : LiveEvents.TOPICS) {
            List<PartitionInfo> found = known.get(topic.wireName());
            if (found == null || found.isEmpty()) {
                throw new UnknownTopicOrPartitionException(topic.wireName());
            }
            found.forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
        }
        return partitions;
    }

    /** The index of a topic in a {@link Position}. */
    static int topic(TopicPartition partition) {
        return topic(partition.topic());
    }

    static int topic(String name) {
        for (int topic = 0; topic < LiveEvents.TOPICS.size(); topic++) {
            if (LiveEvents.TOPICS.get(topic).wireName().equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** The seller a record says it is of; empty where it has no key. */
    static String seller(ConsumerRecord<byte[], byte[]> found) {
        return found.key() == null ? "" : new String(found.key(), UTF_8);
    }

    /**
     * The name and data of what is told of a record.
     *
     * @param name of the event
     * @param data one line of JSON
     */
    record Told(String name, String data) {
        io.vertx.core.buffer.Buffer frame(String id) {
            return Frames.event(id, name, data);
        }
    }

    /** What is told of a record; null for one that is nobody's business or cannot be read. */
    static @Nullable Told told(ConsumerRecord<byte[], byte[]> found) {
        Header announced = found.headers().lastHeader("ce_type");
        if (announced != null && announced.value() != null) {
            EventType type = EventType.named(new String(announced.value(), ISO_8859_1));
            if (type == null || !LiveEvents.told(type)) {
                return null;
            }
        }
        Topic topic = LiveEvents.TOPICS.get(topic(found.topic()));
        Decoded decoded = CODEC.decode(topic, found.key(), found.headers(), found.value());
        if (!(decoded instanceof Decoded.Event event)
                || !LiveEvents.told(event.envelope().type())) {
            return null;
        }
        return new Told(
                LiveEvents.name(event.envelope().type()),
                LiveEvents.data(event.envelope().id(), event.event()));
    }
}
