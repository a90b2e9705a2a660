package dev.rapport.score.freshness;

import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Subscription;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the ends of the topics against the offsets in the database, several times a second.
 *
 * <p>It does not ask the consumer, which may run in another process, be stuck or be dead, and it asks of all partitions: a feeder
 * need not place a seller's events where our own producers do. So the lag is that of the partition that is worst off.
 */
@Singleton
public final class LagWatch {
    private static final Logger LOG = Logger.getLogger(LagWatch.class);
    private static final int FIRST = 1;

    /** What is behind for longer is looked at more closely. */
    private static final Duration ODD = Duration.ofSeconds(1);

    /** A record that waits is asked about again after this; no sooner. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(3);

    private static final String COUNTED = "SELECT topic, partition, next_offset FROM inbox_offset WHERE consumer = ?";

    /** What one look found: all that was on Kafka at this moment has been counted. */
    private volatile @Nullable Instant countedTo;

    private final AgroalDataSource worker;
    private final Subscription counting;
    private final String bootstrap;
    private final Duration every;
    private final Clock clock;
    private final Instant begun;
    private final Map<TopicPartition, SeenEnds> seen = new HashMap<>();
    private final Map<TopicPartition, Instant> waits = new HashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("lag").daemon().unstarted(this::run);

    LagWatch(
            @DataSource("worker") AgroalDataSource worker,
            @Counted Subscription counting,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            FreshnessConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.worker = worker;
        this.counting = counting;
        this.bootstrap = bootstrap;
        this.every = config.every();
        this.clock = clock;
        this.begun = clock.instant();
        Gauge.builder("rapport.score.freshness", this, watch -> watch.lag().toMillis() / 1_000.0)
                .description("How long ago it was that everything on Kafka is now counted, of the partition worst off")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join();
    }

    /** How long ago it was that all of what was on Kafka is now counted; since the start of this process when nobody knows. */
    public Duration lag() {
        Instant known = countedTo;
        Duration lag = Duration.between(known == null ? begun : known, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** The freshness of an answer about a seller. */
    public Freshness of(@Nullable Instant lastEventAt) {
        return new Freshness(lastEventAt, lag().toMillis() / 1000.0);
    }

    private void run() {
        while (!stopped(Duration.ZERO)) {
            try (TopicEnds topics = new TopicEnds(
                    bootstrap, counting.topics().stream().map(Topic::wireName).toList())) {
                while (!stopped(every)) {
                    look(topics);
                }
            } catch (SQLException | ExecutionException | RuntimeException | Error e) {
                // What is not known shows as a lag that grows. Errors, too: a thread that ends here knows nothing ever
                // after.
                LOG.debugf("The lag is unknown for now: %s.", e);
                if (stopped(ODD)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void look(TopicEnds topics) throws SQLException, ExecutionException, InterruptedException {
        Instant at = clock.instant();
        Map<TopicPartition, Long> ends = topics.ends();
        Map<TopicPartition, Long> counted = counted();
        Instant worst = at;
        for (Map.Entry<TopicPartition, Long> entry : ends.entrySet()) {
            TopicPartition partition = entry.getKey();
            SeenEnds partitionSeen = seen.computeIfAbsent(partition, _ -> new SeenEnds());
            partitionSeen.saw(entry.getValue(), at);
            long next = counted.getOrDefault(partition, 0L);
            partitionSeen.counted(topics.blankUpTo(partition, next));
            if (partitionSeen.behind() && isOdd(partitionSeen, at) && mayAsk(partition, at)) {
                Instant appended = topics.appendedAt(partition, next, entry.getValue());
                if (appended == null) {
                    partitionSeen.counted(topics.blankUpTo(partition, next));
                } else {
                    waits.put(partition, at);
                    partitionSeen.firstWaitingSince(appended.isAfter(at) ? at : appended);
                }
            }
            Instant to = partitionSeen.countedTo();
            if (to == null || to.isBefore(worst)) {
                worst = to == null ? begun : to;
            }
        }
        countedTo = worst;
    }

    /** What truly waits is not asked about at every look: reading a record costs more than counting it, and this one is busy enough. */
    private boolean mayAsk(TopicPartition partition, Instant at) {
        Instant asked = waits.get(partition);
        return asked == null || !at.isBefore(asked.plus(ASK_AGAIN));
    }

    private static boolean isOdd(SeenEnds seen, Instant at) {
        Instant to = seen.countedTo();
        return to == null || to.isBefore(at.minus(ODD));
    }

    private Map<TopicPartition, Long> counted() throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Connection connection = worker.getConnection();
                PreparedStatement read = connection.prepareStatement(COUNTED)) {
            read.setString(1, counting.group());
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return offsets;
    }

    private boolean stopped(Duration after) {
        try {
            return stopping.await(after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
