package dev.rapport.kit.database;

import dev.rapport.kit.idempotency.IdempotencyConfig;
import dev.rapport.kit.inbox.InboxConfig;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes what need not be remembered any more, in small transactions that nobody has to wait for. */
@Singleton
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int AT_ONCE = 5_000;
    private static final long ALIVE_SECONDS = 300;
    private static final Duration KEEP_TOLD = Duration.ofDays(90);

    private final javax.sql.DataSource worker;
    private final Clock clock;
    private final InboxConfig inbox;
    private final Duration keepAnswers;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());

    /** @param worker connections of the worker role, not enlisted in JTA */
    @Inject
    public Housekeeping(
            @DataSource("worker") AgroalDataSource worker, Clock clock, InboxConfig inbox, IdempotencyConfig answers) {
        this((javax.sql.DataSource) worker, clock, inbox, answers);
    }

    Housekeeping(javax.sql.DataSource worker, Clock clock, InboxConfig inbox, IdempotencyConfig answers) {
        this.worker = worker;
        this.clock = clock;
        this.inbox = inbox;
        this.keepAnswers = answers.keep();
    }

    void start() {
        long every = inbox.tidy().toMillis();
        var unused = executor.scheduleWithFixedDelay(this::tidyQuietly, every, every, TimeUnit.MILLISECONDS);
        var unusedToo = executor.scheduleWithFixedDelay(this::giveSignOfLife, 0, ALIVE_SECONDS, TimeUnit.SECONDS);
    }

    /** A copy of the database tells by it of when it is: {@code ReadBack} begins there. */
    private void giveSignOfLife() {
        try (Connection connection = worker.getConnection();
                PreparedStatement alive =
                        connection.prepareStatement("UPDATE source_epoch SET alive_at = clock_timestamp()")) {
            alive.executeUpdate();
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debugf("No sign of life was left: %s.", e);
        }
    }

    private void tidyQuietly() {
        try {
            tidy();
        } catch (SQLException | RuntimeException | Error e) {
            // Errors, too: whatever is thrown here ends the schedule.
            LOG.warnf("Housekeeping is put off: %s.", e);
        }
    }

    /**
     * Removes all that has run out.
     *
     * @return rows removed
     */
    public int tidy() throws SQLException {
        return remove("inbox_event", "seen_at", inbox.remember())
                + remove("idempotency_key", "answered_at", keepAnswers)
                + remove("told_fact", "told_at", KEEP_TOLD);
    }

    private int remove(String table, String column, Duration keep) throws SQLException {
        // Two processes at once take different rows.
        String delete = """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT %3$d FOR UPDATE SKIP LOCKED))
                """.formatted(table, column, AT_ONCE);
        int removed = 0;
        int now;
        do {
            try (Connection connection = worker.getConnection();
                    PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setObject(1, clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
                now = statement.executeUpdate();
            }
            removed += now;
        } while (now == AT_ONCE && !executor.isShutdown());
        return removed;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
