package dev.rapport.bench.peer;

import dev.rapport.bench.traffic.Digest;
import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.Sequence;
import dev.rapport.events.Topic;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.CRC32C;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The counting as a Kafka Streams application: one task per partition, counters and de-duplication in RocksDB stores with changelogs,
 * exactly-once v2. Arguments: broker, application id, folder for the stores. Counts until a line comes on its standard input, then says
 * the digest of what it counted and ends.
 */
public final class StreamsPeer {
    /** Begins the line with the digest. */
    public static final String DIGEST = "@digest";

    private static final String HOURS = "hours";
    private static final String ONCE = "once";
    private static final String REVIEWS = "reviews";
    private static final String MARKS = "marks";
    private static final String SEEN = "seen";
    private static final Duration REMEMBER = Duration.ofDays(7);
    private static final int BUCKETS = 16;

    private StreamsPeer() {}

    public static void main(String[] args) throws IOException {
        Properties config = new Properties();
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, args[1]);
        config.put(StreamsConfig.STATE_DIR_CONFIG, args[2]);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
        // More than the default 10 MB, which is for small applications: an hour that is counted in again is then still
        // at hand.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        config.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        config.put(StreamsConfig.producerPrefix("linger.ms"), 20);
        List<String> topics = List.of(args).subList(3, args.length);
        try (KafkaStreams streams = new KafkaStreams(topology(topics), config)) {
            streams.start();
            if (System.in.read() >= 0) {
                System.out.println(DIGEST + " " + digest(streams));
            }
        }
    }

    private static String digest(KafkaStreams streams) {
        Digest digest = new Digest();
        var hours = streams.store(
                StoreQueryParameters.fromNameAndType(HOURS, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        try (KeyValueIterator<String, byte[]> all = hours.all()) {
            all.forEachRemaining(entry -> {
                int bar = entry.key.indexOf('|');
                digest.add(
                        entry.key.substring(0, bar),
                        Long.parseLong(entry.key.substring(bar + 1)),
                        Counters.unpack(entry.value));
            });
        }
        return digest.text();
    }

    private static Topology topology(List<String> topics) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(HOURS), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled());
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ONCE), Serdes.String(), Serdes.Long()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(REVIEWS), Serdes.String(), Serdes.String()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(MARKS), Serdes.String(), Serdes.String())
                        .withCachingEnabled());
        builder.addStateStore(Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SEEN, REMEMBER, REMEMBER, false), Serdes.String(), Serdes.Long()));
        builder.stream(topics, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(Counting::new, HOURS, ONCE, REVIEWS, MARKS, SEEN);
        return builder.build();
    }

    /** Recognises repeats and counts the rest. */
    private static final class Counting extends ContextualProcessor<byte[], byte[], Void, Void> implements Ledger {
        private final EventCodec codec = new EventCodec();
        private @Nullable KeyValueStore<String, byte[]> hours;
        private @Nullable KeyValueStore<String, Long> once;
        private @Nullable KeyValueStore<String, String> reviews;
        private @Nullable KeyValueStore<String, String> marks;
        private @Nullable WindowStore<String, Long> seen;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            hours = context.getStateStore(HOURS);
            once = context.getStateStore(ONCE);
            reviews = context.getStateStore(REVIEWS);
            marks = context.getStateStore(MARKS);
            seen = context.getStateStore(SEEN);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata place = context().recordMetadata().orElseThrow();
            Topic topic = Objects.requireNonNull(Topic.named(place.topic()));
            if (codec.decode(topic, record.key(), record.headers(), record.value()) instanceof Decoded.Event event
                    && !repeated(event, place, record.timestamp())) {
                try {
                    Tally.count(event.event(), this);
                } catch (Exception e) {
                    throw new IllegalStateException("an event could not be counted", e);
                }
            }
        }

        private boolean repeated(Decoded.Event event, RecordMetadata place, long at) {
            Envelope envelope = event.envelope();
            String seller = event.event().sellerId();
            Sequence sequence = envelope.sequence();
            if (sequence == null) {
                return seenBefore(seller + "|" + envelope.source() + "|" + envelope.id(), at);
            }
            var known = Objects.requireNonNull(marks);
            String mark = place.topic() + "|" + place.partition() + "|" + envelope.source() + "|" + bucket(seller);
            String highest = known.get(mark);
            String text = sequence.text();
            if (highest != null && text.compareTo(highest) <= 0) {
                return true;
            }
            known.put(mark, text);
            return false;
        }

        private boolean seenBefore(String identity, long at) {
            var known = Objects.requireNonNull(seen);
            try (WindowStoreIterator<Long> found = known.fetch(identity, at - REMEMBER.toMillis(), at)) {
                if (found.hasNext()) {
                    return true;
                }
            }
            known.put(identity, at, at);
            return false;
        }

        private static int bucket(String seller) {
            CRC32C hash = new CRC32C();
            hash.update(seller.getBytes(StandardCharsets.UTF_8));
            return (int) (hash.getValue() % BUCKETS);
        }

        @Override
        public byte @Nullable [] hour(String seller, long hour) {
            return Objects.requireNonNull(hours).get(seller + "|" + hour);
        }

        @Override
        public void putHour(String seller, long hour, byte[] packed) {
            Objects.requireNonNull(hours).put(seller + "|" + hour, packed);
        }

        @Override
        public @Nullable Long once(OnceKey key) {
            return Objects.requireNonNull(once).get(text(key));
        }

        @Override
        public void putOnce(OnceKey key, long hour) {
            Objects.requireNonNull(once).put(text(key), hour);
        }

        private static String text(OnceKey key) {
            return key.sellerId() + "|" + key.what().id() + "|" + key.id();
        }

        @Override
        public @Nullable ReviewRow review(ReviewKey key) {
            String text = Objects.requireNonNull(reviews).get(key.sellerId() + "|" + key.reviewId());
            return text == null ? null : Tally.review(text);
        }

        @Override
        public void putReview(ReviewKey key, ReviewRow row) {
            Objects.requireNonNull(reviews).put(key.sellerId() + "|" + key.reviewId(), Tally.text(row));
        }
    }
}
