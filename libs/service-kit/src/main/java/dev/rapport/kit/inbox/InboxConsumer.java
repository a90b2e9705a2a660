package dev.rapport.kit.inbox;

import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import dev.rapport.kit.deadletter.DeadLetters;
import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.trace.EventSpans;
import dev.rapport.kit.transaction.WorkerTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One subscription at work: a thread that polls, has each poll's records applied as a batch, and goes on from where its own database
 * says it is. Kafka gives it partitions and keeps a copy of its offsets, so that the lag can be seen under the group's name; the truth
 * is in the database. Whatever is away is waited for.
 */
public final class InboxConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InboxConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SHORT_POLL = Duration.ofMillis(20);
    /** A batch of less than a tenth of the most is small. */
    private static final int TENTH = 10;

    private final Subscription subscription;
    private final String bootstrap;
    private final DataSource worker;
    private final InboxConfig config;
    private final RecordReader reader;
    private final BatchApplier applier;
    private final InboxMeters meters;
    private final EventSpans spans;
    private final int number;
    private final Progress progress;
    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Backoff backoff;
    private final OffsetCopies copies = new OffsetCopies(System::nanoTime);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean assigned;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> kafka;
    private @Nullable Metric connections;
    private long notBefore = System.nanoTime();

    /**
     * @param bootstrap Kafka's {@code bootstrap.servers}
     * @param worker connections of the worker role, not enlisted in JTA
     */
    public InboxConsumer(
            Subscription subscription,
            String bootstrap,
            DataSource worker,
            DeadLetters deadLetters,
            Clock clock,
            MeterRegistry registry,
            InboxConfig config) {
        this(
                subscription,
                bootstrap,
                worker,
                deadLetters,
                clock,
                new InboxMeters(registry, subscription),
                EventSpans.NONE,
                config,
                0);
    }

    private InboxConsumer(
            Subscription subscription,
            String bootstrap,
            DataSource worker,
            DeadLetters deadLetters,
            Clock clock,
            InboxMeters meters,
            EventSpans spans,
            InboxConfig config,
            int number) {
        this.number = number;
        this.spans = spans;
        this.subscription = subscription;
        this.bootstrap = bootstrap;
        this.worker = worker;
        this.config = config;
        this.reader = new RecordReader(subscription);
        this.meters = meters;
        this.applier = new BatchApplier(worker, subscription, deadLetters, clock, meters);
        this.progress = new Progress(subscription.group());
        this.backoff = new Backoff(config.retryFirst(), config.retryLongest());
        this.thread = Thread.ofPlatform()
                .name("inbox-" + subscription.group() + suffix())
                .daemon()
                .unstarted(this::run);
    }

    /**
     * As many consumers of one subscription as are configured. They share its partitions as those of several processes do: each has its
     * own thread, its own place in the group and its own transactions.
     *
     * @see #InboxConsumer
     */
    public static List<InboxConsumer> several(
            Subscription subscription,
            String bootstrap,
            DataSource worker,
            DeadLetters deadLetters,
            Clock clock,
            MeterRegistry registry,
            EventSpans spans,
            InboxConfig config) {
        InboxMeters meters = new InboxMeters(registry, subscription);
        List<InboxConsumer> consumers = new ArrayList<>();
        for (int number = 0; number < config.consumers(); number++) {
            consumers.add(new InboxConsumer(
                    subscription, bootstrap, worker, deadLetters, clock, meters, spans, config, number));
        }
        return consumers;
    }

    private String suffix() {
        return number == 0 ? "" : "-" + (number + 1);
    }

    /** Starts the thread; database and broker need not be there yet. */
    public void start() {
        thread.start();
    }

    public Subscription subscription() {
        return subscription;
    }

    /** Whether the thread runs and the group has given it its partitions (which may be none, with more members than partitions). */
    public boolean ready() {
        return assigned && thread.isAlive();
    }

    /** Ends after the batch on its way, and leaves the group. */
    @Override
    public void close() {
        running = false;
        KafkaConsumer<byte[], byte[]> current = kafka;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> current = newKafkaConsumer()) {
                kafka = current;
                consume(current);
            } catch (RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the service up and its partitions unread for ever.
                LOG.errorf(e, "The consumer failed and starts again. consumer=%s", subscription.group());
                backoff.next();
            } finally {
                assigned = false;
                connections = null;
                meters.connections(number, 0);
                progress.forget(Set.copyOf(progress.offsets().keySet()));
                unplaced.clear();
            }
            backoff.await(() -> running);
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> current) {
        try {
            current.subscribe(
                    subscription.topics().stream().map(Topic::wireName).toList(), new Placing(current));
            while (running) {
                turn(current);
            }
        } catch (WakeupException e) {
            LOG.debugf("Woken up to end. consumer=%s", subscription.group());
        }
        try {
            current.commitSync(toCommit(), Duration.ofSeconds(2));
        } catch (KafkaException e) {
            // Only the lag that others see suffers; the offsets are in the database.
            LOG.debugf("The last offsets were not copied to Kafka: %s. consumer=%s", e, subscription.group());
        }
    }

    private void turn(KafkaConsumer<byte[], byte[]> current) {
        tellConnections(current);
        try {
            place(current);
            pace();
            ConsumerRecords<byte[], byte[]> records = current.poll(copies.soon() ? SHORT_POLL : POLL);
            if (!records.isEmpty()) {
                long began = System.nanoTime();
                apply(records);
                copies.outdated();
                backoff.reset();
                notBefore = began
                        + (records.count() < config.batchRecords() / TENTH
                                ? config.pace().toNanos()
                                : 0);
            } else {
                passMarkers(current);
            }
            if (copies.due(records.isEmpty())) {
                copies.sent();
                current.commitAsync(toCommit(), (_, refusal) -> {
                    if (refusal != null) {
                        copies.refused();
                    }
                });
            }
            tellLag(current);
        } catch (LostPartition e) {
            LOG.warnf("The batch is given up, %s. consumer=%s", e.getMessage(), subscription.group());
            meters.lost();
            forget(current.assignment());
            unplaced.addAll(current.assignment());
            current.pause(current.assignment());
        } catch (WakeupException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            meters.failed();
            Duration wait = backoff.next();
            LOG.warnf("A batch waits: %s. consumer=%s wait=%s", FailureText.of(e), subscription.group(), wait);
            LOG.debug("The batch failed.", e);
            waitOut(current, wait);
        }
    }

    /** Lets a small batch gather others. */
    private void pace() {
        for (long left = notBefore - System.nanoTime(); running && left > 0; left = notBefore - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) throws SQLException, LostPartition {
        long began = System.nanoTime();
        List<Incoming> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> found : records) {
            batch.add(reader.read(found));
        }
        applier.apply(batch, progress);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        meters.batch(took);
        if (spans.active()) {
            tellSpans(batch, Instant.now().minus(took));
        }
    }

    private void tellSpans(List<Incoming> batch, Instant began) {
        for (Incoming one : batch) {
            if (one instanceof Incoming.Applicable(var found, Received received)) {
                spans.applied(
                        received.envelope().type().wireName(),
                        found.topic(),
                        received.envelope().traceparent(),
                        began);
            }
        }
    }

    /** Other producers' transaction markers are no records: whoever compares our place with the end of the log would wait for them. */
    private void passMarkers(KafkaConsumer<byte[], byte[]> current) throws SQLException, LostPartition {
        Map<TopicPartition, Long> passed = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> known : progress.offsets().entrySet()) {
            TopicPartition partition = known.getKey();
            if (current.assignment().contains(partition) && !unplaced.contains(partition)) {
                long position = current.position(partition);
                if (position > known.getValue()) {
                    passed.put(partition, position);
                }
            }
        }
        if (!passed.isEmpty()) {
            applier.pass(passed, progress);
            copies.outdated();
        }
    }

    /** Puts newly assigned partitions where the database says this consumer is. They were paused until now. */
    private void place(KafkaConsumer<byte[], byte[]> current) throws SQLException {
        if (unplaced.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> beginnings = current.beginningOffsets(unplaced);
        WorkerTransaction.run(worker, tx -> {
            progress.load(tx, beginnings);
            return beginnings;
        });
        Map<TopicPartition, Long> ends = current.endOffsets(unplaced);
        for (TopicPartition partition : unplaced) {
            long offset = progress.offsets().getOrDefault(partition, 0L);
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (offset < beginning || offset > ends.getOrDefault(partition, Long.MAX_VALUE)) {
                LOG.errorf(
                        "The topic does not have the next record any more; going on with the first it has. "
                                + "consumer=%s partition=%s next=%d first=%d",
                        subscription.group(), partition, offset, beginning);
                offset = beginning;
            }
            current.seek(partition, offset);
        }
        current.resume(unplaced);
        unplaced.clear();
        copies.outdated();
    }

    /** Waits as a living member of the group, then reads again what was not applied. */
    private void waitOut(KafkaConsumer<byte[], byte[]> current, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        current.pause(current.assignment());
        for (long left = wait.toNanos(); running && left > 0; left = until - System.nanoTime()) {
            var unused = current.poll(Duration.ofNanos(Math.min(left, POLL.toNanos())));
        }
        Set<TopicPartition> placed = new HashSet<>(current.assignment());
        placed.removeAll(unplaced);
        progress.offsets().forEach((partition, offset) -> {
            if (placed.contains(partition)) {
                current.seek(partition, offset);
            }
        });
        current.resume(placed);
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        progress.offsets().forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    private void tellLag(KafkaConsumer<byte[], byte[]> current) {
        Map<Topic, Long> lag = new HashMap<>();
        for (TopicPartition partition : current.assignment()) {
            Topic topic = Topic.named(partition.topic());
            if (topic != null) {
                lag.merge(topic, current.currentLag(partition).orElse(0), Long::sum);
            }
        }
        subscription.topics().forEach(topic -> meters.lag(number, topic, lag.getOrDefault(topic, 0L)));
    }

    /** A consumer whose broker is away polls on and gets nothing, without a word; only its connections tell. */
    private void tellConnections(KafkaConsumer<byte[], byte[]> current) {
        Metric counted = connections;
        if (counted == null) {
            counted = current.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("connection-count"))
                    .findFirst()
                    .orElse(null);
            connections = counted;
        }
        if (counted != null && counted.metricValue() instanceof Number open) {
            meters.connections(number, open.intValue());
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        progress.forget(partitions);
        unplaced.removeAll(partitions);
    }

    private KafkaConsumer<byte[], byte[]> newKafkaConsumer() {
        Map<String, Object> settings = new HashMap<>(BrokerAccess.settings(bootstrap));
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, subscription.group());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, subscription.group() + "-inbox" + suffix());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Partition n of every topic comes to the same member: a seller's events of all topics are applied by one
        // thread.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(RangeAssignor.class));
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) config.session().toMillis());
        settings.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) config.session().toMillis() / 4);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int)
                config.patience().toMillis());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.fetchBytes());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 15_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Keeps partitions still until they are {@linkplain #place placed}. Called from within poll, so it asks neither server anything. */
    private final class Placing implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> current;

        Placing(KafkaConsumer<byte[], byte[]> current) {
            this.current = current;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            current.pause(partitions);
            unplaced.addAll(partitions);
            assigned = true;
            LOG.infof("Partitions were assigned. consumer=%s partitions=%s", subscription.group(), partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            forget(partitions);
            assigned = false;
        }
    }
}
