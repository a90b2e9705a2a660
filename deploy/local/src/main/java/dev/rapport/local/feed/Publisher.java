package dev.rapport.local.feed;

import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.RapportEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to the topics of their types, in their order, each at least once. A broker that is away is waited for; what
 * was sent and not acknowledged is sent again.
 */
final class Publisher implements AutoCloseable {

    private static final Duration NOTICE = Duration.ofSeconds(5);

    private final EventCodec codec = new EventCodec();
    private final String bootstrap;
    private final Duration patience;
    private final Watcher watcher;
    private KafkaProducer<byte[], byte[]> producer;

    /** @param patience how long the broker may be away before {@link Stalled} is thrown */
    Publisher(String bootstrap, Duration patience, Watcher watcher) {
        this.bootstrap = bootstrap;
        this.patience = patience;
        this.watcher = watcher;
        this.producer = newProducer();
    }

    /** The record of an event: binary mode, the seller as its key, on the home topic of its type. */
    ProducerRecord<byte[], byte[]> record(Envelope envelope, RapportEvent event) {
        Encoded encoded = codec.encode(envelope, event);
        return new ProducerRecord<>(
                envelope.type().topic().wireName(),
                null,
                null,
                encoded.key().getBytes(StandardCharsets.UTF_8),
                encoded.value(),
                encoded.headers());
    }

    /** Returns when the broker has all of them. */
    void publish(List<ProducerRecord<byte[], byte[]>> records) {
        Waiting waiting = new Waiting();
        while (true) {
            try {
                List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
                for (ProducerRecord<byte[], byte[]> each : records) {
                    sent.add(send(each, waiting));
                }
                for (Future<RecordMetadata> each : sent) {
                    await(each, waiting);
                }
                return;
            } catch (KafkaException e) {
                // What the client does not mend itself (a broker that forgot this producer, say): begin again as
                // another.
                waiting.turn(e.toString());
                producer.close(Duration.ZERO);
                producer = newProducer();
            }
        }
    }

    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Waiting waiting) {
        while (true) {
            Future<RecordMetadata> future = producer.send(record);
            if (!(failure(future) instanceof org.apache.kafka.common.errors.TimeoutException timeout)) {
                return future;
            }
            // No metadata within max.block.ms: nothing was sent.
            waiting.turn(timeout.toString());
        }
    }

    private static Throwable failure(Future<RecordMetadata> future) {
        return future.state() == Future.State.FAILED ? future.exceptionNow() : new IllegalStateException("under way");
    }

    private static void await(Future<RecordMetadata> future, Waiting waiting) {
        while (true) {
            try {
                RecordMetadata taken = future.get(1, TimeUnit.SECONDS);
                waiting.moved(taken);
                return;
            } catch (TimeoutException stillUnderWay) {
                waiting.turn("no acknowledgement");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stalled("interrupted");
            }
        }
    }

    private KafkaProducer<byte[], byte[]> newProducer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "rapport-import",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        1_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        500,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    /** How long the broker has not taken anything. */
    private final class Waiting {
        private long since = System.nanoTime();
        private boolean told;

        void moved(RecordMetadata taken) {
            since = System.nanoTime();
            if (told && taken.hasOffset()) {
                watcher.note("the broker answers again");
                told = false;
            }
        }

        void turn(String why) {
            Duration waited = Duration.ofNanos(System.nanoTime() - since);
            if (waited.compareTo(patience) > 0) {
                throw new Stalled("The broker at " + bootstrap + " has not taken anything for " + waited.toSeconds()
                        + " s (" + why + "). What it took is safe; the same import goes on from there.");
            }
            if (!told && waited.compareTo(NOTICE) > 0) {
                told = true;
                watcher.note("the broker at " + bootstrap + " does not answer (" + why + "); trying on");
            }
        }
    }
}
