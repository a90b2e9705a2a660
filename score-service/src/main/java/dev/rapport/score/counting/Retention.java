package dev.rapport.score.counting;

import dev.rapport.score.engine.Hours;
import io.agroal.api.AgroalDataSource;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Drops what has run out, month by month: a month is a partition, and goes as one. */
@Singleton
final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration LEAST_COUNTERS = Duration.ofDays(490);
    private static final Duration LEAST_EVIDENCE = Duration.ofDays(90);
    private static final int AT_ONCE = 5_000;
    private static final int FIRST = 1;

    private final javax.sql.DataSource worker;
    private final RetentionConfig config;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("retention").daemon().factory());

    Retention(@DataSource("worker") AgroalDataSource worker, RetentionConfig config, Clock clock) {
        if (config.counters().filter(keep -> keep.compareTo(LEAST_COUNTERS) < 0).isPresent()
                || config.evidence().compareTo(LEAST_EVIDENCE) < 0) {
            throw new IllegalArgumentException(
                    "rapport.retention keeps counters for at least 490 days, and evidence for 90");
        }
        this.worker = worker;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        long every = config.every().toMillis();
        var unused = executor.scheduleWithFixedDelay(this::dropQuietly, 60_000, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void dropQuietly() {
        try {
            int dropped = drop(clock.instant());
            if (dropped > 0) {
                LOG.infof("Months were dropped. months=%d", dropped);
            }
        } catch (SQLException | RuntimeException | Error e) {
            // Errors, too: whatever is thrown here ends the schedule.
            LOG.warnf("What has run out is dropped later: %s.", e);
        }
    }

    /**
     * Drops all that has run out by now.
     *
     * @return how many months went
     */
    int drop(Instant now) throws SQLException {
        int dropped = months("evidence", now.minus(config.evidence()));
        if (config.counters().isPresent()) {
            Instant before = now.minus(config.counters().get());
            dropped += months("day_counters", before);
            rows("counted_once", "hour", before);
            rows("counted_review", "posted_hour", before);
        }
        return dropped;
    }

    private int months(String table, Instant before) throws SQLException {
        try (Connection connection = worker.getConnection();
                PreparedStatement drop = connection.prepareStatement("SELECT score_drop_months(?, ?::date)")) {
            drop.setString(1, table);
            drop.setString(2, LocalDate.ofInstant(before, ZoneOffset.UTC).toString());
            try (ResultSet row = drop.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** What counts once does so as long as its counters live: to the month that has gone, and not to the hour. */
    private void rows(String table, String column, Instant before) throws SQLException {
        LocalDate month = LocalDate.ofInstant(before, ZoneOffset.UTC).withDayOfMonth(1);
        String delete = """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s < ? LIMIT %3$d FOR UPDATE SKIP LOCKED))
                """.formatted(table, column, AT_ONCE);
        int removed;
        do {
            try (Connection connection = worker.getConnection();
                    PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setInt(
                        1,
                        Math.toIntExact(
                                Hours.of(month.atStartOfDay(ZoneOffset.UTC).toInstant())));
                removed = statement.executeUpdate();
            }
        } while (removed == AT_ONCE && !executor.isShutdown());
    }
}
