package dev.rapport.bench.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.CareFact;
import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.Sequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes traffic to the topics as the services and a connector do: facts of ours with the outbox position they have, orders and disputes
 * from a source of their own without one. Now and then it repeats itself as they do: a service whose relay crashed sends its last facts
 * again, a connector one event in a hundred.
 */
public final class Feed implements AutoCloseable {
    private static final int PER_TRANSACTION = 10;
    private static final int CRASH_EVERY = 50_000;
    private static final int SENT_AGAIN = 200;
    private static final int REPEATED_ONE_IN = 100;

    private enum Source {
        MESSAGE("/rapport/message-service"),
        REVIEW("/rapport/review-service"),
        CARE("/rapport/care-service"),
        CONNECTOR("/connector/marketplace");

        private final String name;

        Source(String name) {
            this.name = name;
        }

        private static Source of(RapportEvent event) {
            return switch (event) {
                case ReviewFact _ -> REVIEW;
                case CareFact _ -> CARE;
                case InboundEvent _ -> CONNECTOR;
                default -> MESSAGE;
            };
        }
    }

    private final EventCodec codec = new EventCodec();
    private final String run;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private final Map<Source, List<ProducerRecord<byte[], byte[]>>> lastSent = new EnumMap<>(Source.class);
    private final Map<Source, Long> rows = new EnumMap<>(Source.class);
    private final Map<String, Long> types = new TreeMap<>();
    private volatile @Nullable Exception failure;
    private long records;
    private long bytes;

    /** @param bootstrap the broker's address */
    public Feed(String bootstrap) {
        this(bootstrap, "");
    }

    /** @param run sets its sources apart from those of another feed on the same topics, whose positions are not its own */
    public Feed(String bootstrap, String run) {
        this.run = run;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        65_536,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (Source source : Source.values()) {
            lastSent.put(source, new ArrayList<>());
            rows.put(source, 0L);
        }
    }

    /** Sends one event, and sometimes some of those before it again. */
    public void send(RapportEvent event, Instant happened) {
        Source source = Source.of(event);
        long row = rows.merge(source, 1L, Long::sum);
        boolean ours = source != Source.CONNECTOR;
        EventType type = EventType.of(event);
        Envelope envelope = new Envelope(
                ours ? new UUID(source.ordinal() << 12 | 0x5000, row | Long.MIN_VALUE).toString() : "e-" + row,
                source.name + run,
                type,
                happened,
                null,
                ours ? new Sequence(1_760_000_000, 1_000 + row / PER_TRANSACTION, row) : null,
                ours ? "aliexpress@2024-06" : null,
                null,
                false);
        Encoded encoded = codec.encode(envelope, event);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                type.topic().wireName(), null, encoded.key().getBytes(UTF_8), encoded.value(), encoded.headers());
        types.merge(type.wireName(), 1L, Long::sum);
        send(record);
        if (ours) {
            repeatAfterCrash(source, row, record);
        } else if (random.nextInt(REPEATED_ONE_IN) == 0) {
            send(record);
        }
    }

    private void repeatAfterCrash(Source source, long row, ProducerRecord<byte[], byte[]> record) {
        List<ProducerRecord<byte[], byte[]>> last = lastSent.getOrDefault(source, List.of());
        if (row % CRASH_EVERY >= CRASH_EVERY - SENT_AGAIN) {
            last.add(record);
        }
        if (row % CRASH_EVERY == CRASH_EVERY - 1) {
            last.forEach(this::send);
            last.clear();
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        Exception failed = failure;
        if (failed != null) {
            throw new KafkaException("The traffic could not be written", failed);
        }
        records++;
        bytes += record.value().length;
        var unused = producer.send(record, (_, e) -> {
            if (e != null) {
                failure = e;
            }
        });
    }

    /** Waits until the broker has all of it. */
    public void flush() {
        producer.flush();
        Exception failed = failure;
        if (failed != null) {
            throw new KafkaException("The traffic could not be written", failed);
        }
    }

    /** How many records were sent, repeats with them. */
    public long records() {
        return records;
    }

    /** Bytes of their values. */
    public long bytes() {
        return bytes;
    }

    /** How many events of each type, without repeats. */
    public Map<String, Long> types() {
        return types;
    }

    @Override
    public void close() {
        producer.close();
    }
}
