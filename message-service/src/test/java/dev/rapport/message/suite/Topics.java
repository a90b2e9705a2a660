package dev.rapport.message.suite;

import dev.rapport.events.AccountType;
import dev.rapport.events.Decoded;
import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.policy.DefaultProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** The topics as others see them, with plain Kafka clients. */
final class Topics implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final String bootstrap = ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** Tells an event under an id, which counts among those of its seller: the servers are shared by all tests. */
    Future<RecordMetadata> tell(String id, RapportEvent event) {
        EventType type = EventType.of(event);
        String source = "/marketplace/" + event.sellerId();
        Encoded encoded = codec.encode(new Envelope(id, source, type, null, null, null, null, null, false), event);
        return producer.send(new ProducerRecord<>(
                type.topic().wireName(),
                null,
                encoded.key().getBytes(StandardCharsets.UTF_8),
                encoded.value(),
                encoded.headers()));
    }

    /** Tells these in this order, each under an id that starts with the given words, and waits until the broker has them. */
    void tell(String ids, List<? extends RapportEvent> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            sent.add(tell(ids + i, events.get(i)));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("the broker did not take an event", e);
            }
        }
    }

    /** Gives a seller another pack than the default one, and waits until the service knows. */
    void profile(Shop shop, String pack) {
        var usual = DefaultProfile.of(shop.sellerId());
        tell(
                "profile-",
                List.of(new SellerChanged(
                        shop.sellerId(),
                        pack,
                        pack,
                        "America/New_York",
                        AccountType.ENTERPRISE,
                        true,
                        Fulfilment.SELF,
                        usual.calendar(),
                        List.of("en"))));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Database.rowsSeenBy(shop.sellerId(), "seller_profile") == 1);
    }

    /** All that stands on a topic about a seller, in its order, each id once as a consumer would take it. */
    List<Decoded.Event> about(String sellerId, Topic topic) {
        Map<String, Decoded.Event> found = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : all(topic)) {
            if (codec.decode(topic, record.key(), record.headers(), record.value()) instanceof Decoded.Event event
                    && event.event().sellerId().equals(sellerId)) {
                found.putIfAbsent(event.envelope().id(), event);
            }
        }
        return List.copyOf(found.values());
    }

    /** The facts of a seller of one type. */
    <T extends RapportEvent> List<T> about(String sellerId, Class<T> type, Topic topic) {
        return about(sellerId, topic).stream()
                .map(Decoded.Event::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Every record of a topic as it stands now. */
    List<ConsumerRecord<byte[], byte[]>> all(Topic topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.wireName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
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
