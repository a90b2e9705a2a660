package dev.rapport.message.inbound;

import dev.rapport.events.Encoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts posted events on {@code rapport.inbound}, in order, and waits until every replica in sync has them. */
@Singleton
final class InboundProducer {

    /** A broker that does not answer this long is away; the client may come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<byte[], byte[]> producer;

    InboundProducer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
        this.producer = new KafkaProducer<>(BrokerAccess.settings(
                bootstrap,
                Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "message-service-inbound",
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis() / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis())));
    }

    /**
     * Produces all of them and returns when the broker has them.
     *
     * @throws RetriableException when the broker is away. Some of several may be there all the same; posting them again is harmless,
     *     for events are known by their source and id
     */
    void produce(List<Verdict.Accepted> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        for (Verdict.Accepted event : events) {
            Encoded encoded = codec.encode(event.envelope(), event.event());
            byte[] key = encoded.key().getBytes(StandardCharsets.UTF_8);
            Future<RecordMetadata> one = producer.send(
                    new ProducerRecord<>(Topic.INBOUND.wireName(), null, key, encoded.value(), encoded.headers()));
            if (one.isDone()) {
                await(one); // a broker that is away is waited for once, not for every event
            }
            sent.add(one);
        }
        for (Future<RecordMetadata> each : sent) {
            await(each);
        }
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException refused) {
                throw refused;
            }
            throw new IllegalStateException("an event could not be produced", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @PreDestroy
    void close() {
        producer.close(PATIENCE);
    }
}
