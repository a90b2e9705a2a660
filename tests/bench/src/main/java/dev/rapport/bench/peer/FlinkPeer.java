package dev.rapport.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.bench.traffic.Digest;
import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.Topic;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The counting as a Flink job in a cluster of this one process: keyed by seller, counters and de-duplication in keyed state on the heap,
 * a checkpoint to disk every second, exactly once. Arguments: broker, group, folder for the checkpoints, topics. Reads up to what the
 * topics have now, then says the digest of what it counted and ends.
 */
public final class FlinkPeer {
    /** Begins the line with the digest. */
    public static final String DIGEST = "@digest";

    /** What Flink still reaches for inside the Java machine. */
    public static final List<String> JVM = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private static final Duration REMEMBER = Duration.ofDays(7);

    /** The cluster lives in this process, so what its operators found in the end can be put together here. */
    private static final Digest FOUND = new Digest();

    private FlinkPeer() {}

    public static void main(String[] args) throws Exception {
        Configuration config = new Configuration();
        config.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(args[2]).toUri().toString());
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(
                Runtime.getRuntime().availableProcessors(), config);
        flink.enableCheckpointing(1_000, CheckpointingMode.EXACTLY_ONCE);
        flink.getConfig().enableObjectReuse();
        KafkaSource<FlinkRecord> source = KafkaSource.<FlinkRecord>builder()
                .setBootstrapServers(args[0])
                .setGroupId(args[1])
                .setTopics(new ArrayList<>(List.of(args).subList(3, args.length)))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new Records())
                .build();
        flink.fromSource(source, WatermarkStrategy.noWatermarks(), "facts")
                .keyBy(record -> record.seller)
                .process(new Counting())
                .sinkTo(new DiscardingSink<>());
        var unused = flink.execute("counting");
        synchronized (FOUND) {
            System.out.println(DIGEST + " " + FOUND.text());
        }
    }

    private static final class Records implements KafkaRecordDeserializationSchema<FlinkRecord> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FlinkRecord> out) {
            out.collect(FlinkRecord.of(record));
        }

        @Override
        public TypeInformation<FlinkRecord> getProducedType() {
            return Types.POJO(FlinkRecord.class);
        }
    }

    /** Recognises repeats and counts the rest; the state is that of the record's seller. */
    private static final class Counting extends KeyedProcessFunction<String, FlinkRecord, String> implements Ledger {
        private static final Topic[] TOPICS = Topic.values();

        private transient @Nullable EventCodec codec;
        private transient @Nullable MapState<Long, byte[]> hours;
        private transient @Nullable MapState<String, Long> once;
        private transient @Nullable MapState<String, String> reviews;
        private transient @Nullable MapState<String, String> marks;
        private transient @Nullable MapState<String, Boolean> seen;

        @Override
        public void open(OpenContext context) {
            codec = new EventCodec();
            hours = state(new MapStateDescriptor<>(
                    "hours", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
            once = state(new MapStateDescriptor<>("once", Types.STRING, Types.LONG));
            reviews = state(new MapStateDescriptor<>("reviews", Types.STRING, Types.STRING));
            marks = state(new MapStateDescriptor<>("marks", Types.STRING, Types.STRING));
            MapStateDescriptor<String, Boolean> remembered =
                    new MapStateDescriptor<>("seen", Types.STRING, Types.BOOLEAN);
            remembered.enableTimeToLive(StateTtlConfig.newBuilder(REMEMBER).build());
            seen = state(remembered);
        }

        private <K, V> MapState<K, V> state(MapStateDescriptor<K, V> descriptor) {
            return getRuntimeContext().getMapState(descriptor);
        }

        @Override
        public void processElement(FlinkRecord record, Context context, Collector<String> out) throws Exception {
            byte[] key = record.seller.getBytes(UTF_8);
            if (Objects.requireNonNull(codec).decode(TOPICS[record.topic], key, record.unpacked(), record.value)
                            instanceof Decoded.Event event
                    && !repeated(record.topic, event.envelope())) {
                Tally.count(event.event(), this);
                // At the end of bounded input time ends, too: then all that was counted is told.
                context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
            }
        }

        private boolean repeated(int topic, Envelope envelope) throws Exception {
            if (envelope.sequence() == null) {
                var known = Objects.requireNonNull(seen);
                String identity = envelope.source() + "|" + envelope.id();
                if (known.contains(identity)) {
                    return true;
                }
                known.put(identity, true);
                return false;
            }
            var known = Objects.requireNonNull(marks);
            String mark = topic + envelope.source();
            String highest = known.get(mark);
            String text = envelope.sequence().text();
            if (highest != null && text.compareTo(highest) <= 0) {
                return true;
            }
            known.put(mark, text);
            return false;
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            synchronized (FOUND) {
                for (Map.Entry<Long, byte[]> entry :
                        Objects.requireNonNull(hours).entries()) {
                    FOUND.add(context.getCurrentKey(), entry.getKey(), Counters.unpack(entry.getValue()));
                }
            }
        }

        @Override
        public byte @Nullable [] hour(String seller, long hour) throws Exception {
            return Objects.requireNonNull(hours).get(hour);
        }

        @Override
        public void putHour(String seller, long hour, byte[] packed) throws Exception {
            Objects.requireNonNull(hours).put(hour, packed);
        }

        @Override
        public @Nullable Long once(OnceKey key) throws Exception {
            return Objects.requireNonNull(once).get(key.what().id() + key.id());
        }

        @Override
        public void putOnce(OnceKey key, long hour) throws Exception {
            Objects.requireNonNull(once).put(key.what().id() + key.id(), hour);
        }

        @Override
        public @Nullable ReviewRow review(ReviewKey key) throws Exception {
            String text = Objects.requireNonNull(reviews).get(key.reviewId());
            return text == null ? null : Tally.review(text);
        }

        @Override
        public void putReview(ReviewKey key, ReviewRow row) throws Exception {
            Objects.requireNonNull(reviews).put(key.reviewId(), Tally.text(row));
        }
    }
}
