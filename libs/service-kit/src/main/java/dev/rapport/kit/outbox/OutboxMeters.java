package dev.rapport.kit.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How much waits in the outbox and for how long. Asked of the database when the metrics are read, at most twice a second. */
public final class OutboxMeters {

    private static final Logger LOG = Logger.getLogger(OutboxMeters.class);

    /** Above this the number of rows is not counted further. */
    static final int MOST_COUNTED = 10_000;

    // The oldest row is the first of the index; the count stops early.
    private static final String MEASURE = """
            SELECT (SELECT count(*) FROM (SELECT FROM outbox LIMIT %d) AS counted),
                   (SELECT greatest(0, extract(epoch FROM clock_timestamp() - appended_at))
                      FROM outbox ORDER BY epoch, tx, id LIMIT 1)
            """.formatted(MOST_COUNTED);

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private record Measured(double rows, double age, long at) {}

    private final DataSource worker;
    private Measured last = new Measured(0, 0, System.nanoTime() - FRESH_NANOS);

    private OutboxMeters(DataSource worker) {
        this.worker = worker;
    }

    /** Registers the gauges of the outbox and the counter of its relay. */
    public static void register(MeterRegistry registry, DataSource worker, OutboxRelay relay) {
        OutboxMeters meters = new OutboxMeters(worker);
        Gauge.builder("rapport.outbox.rows", meters, m -> m.measured().rows())
                .description("Rows that wait in the outbox, counted up to " + MOST_COUNTED)
                .strongReference(true)
                .register(registry);
        Gauge.builder("rapport.outbox.age", meters, m -> m.measured().age())
                .description("Age of the oldest row in the outbox")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "rapport.database.up",
                        meters,
                        m -> Double.isNaN(m.measured().rows()) ? 0 : 1)
                .description("1 when the service's database answered the worker role just now, else 0")
                .strongReference(true)
                .register(registry);
        Gauge.builder("rapport.outbox.carrying", relay, r -> r.carrying() ? 1 : 0)
                .description("1 while this process's relay has its connection and its share of the buckets, else 0")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("rapport.outbox.published", relay, OutboxRelay::published)
                .description("Records the broker has taken from this process's relay")
                .register(registry);
    }

    private synchronized Measured measured() {
        if (System.nanoTime() - last.at() >= FRESH_NANOS) {
            last = measure();
        }
        return last;
    }

    /** Not-a-number when the database is away: a gauge says nothing rather than something old. */
    private Measured measure() {
        try (Connection connection = worker.getConnection();
                PreparedStatement query = connection.prepareStatement(MEASURE);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Measured(row.getDouble(1), row.getDouble(2), System.nanoTime());
        } catch (SQLException away) {
            LOG.debugf("The outbox was not measured: %s.", away);
            return new Measured(Double.NaN, Double.NaN, System.nanoTime());
        }
    }
}
