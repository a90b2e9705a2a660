package dev.rapport.kit.outbox;

import dev.rapport.events.Sequence;
import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.trace.EventSpans;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Carries the outbox to Kafka: one thread and one connection of its own. Each turn reads the next rows of the leased buckets, produces
 * them, and deletes them once the broker has them. Whatever goes wrong, connection and producer are given up together and with them
 * every lease; another relay, or this one, starts again from the first row that is still there.
 *
 * <p>What a relay that lost its lease still had on its way may arrive late. It is then a repeat of rows the next relay sends as well,
 * in the same order, so a consumer's watermark passes over it.
 */
public final class OutboxRelay implements AutoCloseable {

    /** Opens the relay's own connection, as the worker role; never one of a pool, since locks and LISTEN stay with the session. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int ASLEEP = 1;
    private static final int AWAKE = 2;

    private final String name;
    private final Connections connections;
    private final String bootstrap;
    private final OutboxConfig config;
    private final EventSpans spans;
    private final LongAdder published = new LongAdder();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean carrying;
    private volatile @Nullable OrderedProducer producer;

    /**
     * @param name of the service, for the names of its thread and its client
     * @param bootstrap Kafka's {@code bootstrap.servers}
     */
    public OutboxRelay(String name, Connections connections, String bootstrap, OutboxConfig config) {
        this(name, connections, bootstrap, config, EventSpans.NONE);
    }

    /** @param spans told of every fact that belongs to a sampled trace */
    public OutboxRelay(String name, Connections connections, String bootstrap, OutboxConfig config, EventSpans spans) {
        this.spans = spans;
        this.name = name;
        this.connections = connections;
        this.bootstrap = bootstrap;
        this.config = config;
        this.thread = Thread.ofPlatform().name("outbox-relay-" + name).daemon().unstarted(this::run);
    }

    /** Starts the thread; database and broker need not be there yet. */
    public void start() {
        thread.start();
    }

    /** Records the broker has taken from this relay since it started. */
    public long published() {
        return published.sum();
    }

    /** Whether it has its connection and takes part in dividing the buckets. */
    public boolean carrying() {
        return carrying;
    }

    /** Ends after the batch on its way, or without it when the broker does not take it within 5 s. */
    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                abandon();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon() {
        OrderedProducer busy = producer;
        if (busy != null) {
            busy.close();
        }
        thread.interrupt();
    }

    private void run() {
        Backoff backoff = new Backoff(config.retryFirst(), config.retryLongest());
        while (running) {
            try (Connection connection = connections.open();
                    OrderedProducer fresh = new OrderedProducer(bootstrap, name + "-outbox")) {
                producer = fresh;
                carry(connection, fresh, backoff);
            } catch (SQLException | KafkaException e) {
                Duration wait = backoff.next();
                if (running) {
                    LOG.warnf("The outbox relay starts again: %s. service=%s wait=%s", e, name, wait);
                }
            } catch (RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the service up and its facts untold for ever.
                LOG.errorf(e, "The outbox relay failed and starts again. service=%s wait=%s", name, backoff.next());
            } finally {
                carrying = false;
            }
            backoff.await(() -> running);
        }
    }

    private void carry(Connection connection, OrderedProducer to, Backoff backoff) throws SQLException {
        prepare(connection);
        BucketLeases leases = new BucketLeases(connection);
        leases.join();
        OutboxRows rows = new OutboxRows(connection, config.batchRows(), config.batchBytes());
        Wakefulness wakefulness = new Wakefulness(connection);
        Sequence place = OutboxRows.START;
        long nextBalance = System.nanoTime();
        while (running) {
            if (System.nanoTime() - nextBalance >= 0) {
                if (leases.balance()) {
                    place = OutboxRows.START;
                }
                nextBalance = System.nanoTime() + config.balance().toNanos();
                carrying = true;
            }
            List<OutboxRows.Waiting> batch = rows.after(place, leases.held());
            if (batch.isEmpty()) {
                wakefulness.idle();
                continue;
            }
            wakefulness.busy();
            Instant began = Instant.now();
            to.send(batch);
            tellSpans(batch, began);
            Sequence last = batch.getLast().sequence();
            int deleted = rows.delete(place, last, leases.held());
            if (deleted != batch.size()) {
                throw new IllegalStateException(
                        "%d rows were produced and %d removed".formatted(batch.size(), deleted));
            }
            place = last;
            published.add(deleted);
            backoff.reset();
        }
    }

    private void tellSpans(List<OutboxRows.Waiting> batch, Instant began) {
        if (spans.active()) {
            for (OutboxRows.Waiting told : batch) {
                spans.told(told.topic(), told.traceparent(), began);
            }
        }
    }

    private void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A removal that is lost in a crash of the server is repeated: nothing has to wait for the disk here. The
            // keep-alives
            // let the server notice within half a minute that this machine is gone, and free the leases.
            statement.execute("""
                    SET synchronous_commit = off;
                    SET tcp_keepalives_idle = 10;
                    SET tcp_keepalives_interval = 5;
                    SET tcp_keepalives_count = 3;
                    LISTEN rapport_outbox
                    """);
        }
    }

    /** Decides how long to wait for rows, and tells writers whether this relay needs to be woken. */
    private final class Wakefulness {

        private final Connection connection;
        private long lastRow = System.nanoTime();
        private boolean asleep;

        Wakefulness(Connection connection) throws SQLException {
            this.connection = connection;
            tell(AWAKE);
        }

        void busy() throws SQLException {
            lastRow = System.nanoTime();
            if (asleep) {
                asleep = false;
                tell(AWAKE);
            }
        }

        /** Waits a little for the next rows; {@code linger} after the last falls asleep, but looks once more before it does. */
        void idle() throws SQLException {
            long quiet = System.nanoTime() - lastRow;
            if (asleep) {
                awaitNotification(config.poll());
            } else if (quiet < config.linger().toNanos()) {
                awaitNotification(config.pace());
            } else {
                asleep = true;
                tell(ASLEEP);
            }
        }

        private void awaitNotification(Duration longest) throws SQLException {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            var unused = postgres.getNotifications((int) longest.toMillis());
        }

        private void tell(int state) throws SQLException {
            try (PreparedStatement set = connection.prepareStatement("SELECT setval('outbox_relay_state', ?)")) {
                set.setInt(1, state);
                set.executeQuery().close();
            }
        }
    }
}
