package dev.rapport.kit.due;

import dev.rapport.kit.inbox.FailureText;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.tenancy.SqlFailure;
import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.transaction.WorkerTransaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Fires what is due: a thread that looks for rows whose time has come and of whose sellers everything published is applied, claims them by
 * due time and hands them to their handlers, many in one transaction. Any number of processes may run one: a seller that another is
 * busy with is passed over, so each row fires once.
 */
public final class DueRows implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DueRows.class);

    /** A row this late waits for its seller's lock instead of passing over the seller, or a busy one would never have its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Rows left alone at once, of one table; more than these and something is wrong with all of them. */
    private static final int MOST_LEFT_ALONE = 1_000;

    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_LONGEST = Duration.ofSeconds(5);

    private final DueWork work;
    private final String bootstrap;
    private final DataSource worker;
    private final Clock clock;
    private final DueConfig config;
    private final List<Part> parts;
    private final Backoff backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Instant looked;

    /** A table, and what is remembered about it between looks. */
    private final class Part {
        private final DueClaims claims;
        private final Counter fired;
        private final Counter failed;
        private final Timer lateness;
        private final Map<String, LeftAlone> leftAlone = new HashMap<>();
        private volatile int left;
        private Instant nextLateLook = Instant.MIN;

        Part(DueTable table, MeterRegistry registry) {
            this.claims = new DueClaims(table, work.passing());
            this.fired = Counter.builder("rapport.due.fired")
                    .description("Rows whose time came and that were acted on")
                    .tag("table", table.name())
                    .register(registry);
            this.failed = Counter.builder("rapport.due.failures")
                    .description("Rows whose handler failed, each time")
                    .tag("table", table.name())
                    .register(registry);
            this.lateness = Timer.builder("rapport.due.lateness")
                    .description("Time between a row's due time and its firing, of those that need no quiet seller")
                    .tag("table", table.name())
                    .publishPercentiles(0.5, 0.99)
                    .register(registry);
            Gauge.builder("rapport.due.left", this, part -> part.left)
                    .description("Rows whose handler failed and that are left alone until they are tried again")
                    .tag("table", table.name())
                    .register(registry);
        }
    }

    private record LeftAlone(int failures, Instant until) {}

    /**
     * @param bootstrap Kafka's {@code bootstrap.servers}
     * @param worker connections of the worker role, not enlisted in JTA
     */
    public DueRows(
            DueWork work, String bootstrap, DataSource worker, Clock clock, MeterRegistry registry, DueConfig config) {
        this.work = work;
        this.bootstrap = bootstrap;
        this.worker = worker;
        this.clock = clock;
        this.config = config;
        this.looked = clock.instant();
        this.parts =
                work.tables().stream().map(table -> new Part(table, registry)).toList();
        Gauge.builder("rapport.due.look.age", this, DueRows::sinceLook)
                .description("Time since everything due was last looked through without a failure")
                .tag("consumer", work.consumer())
                .baseUnit("seconds")
                .register(registry);
        this.thread =
                Thread.ofPlatform().name("due-" + work.consumer()).daemon().unstarted(this::run);
    }

    /** Starts the thread; database and broker need not be there yet. */
    public void start() {
        thread.start();
    }

    /** Ends after the transaction on its way. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            try (AppliedThrough applied = new AppliedThrough(bootstrap, work.consumer())) {
                while (running) {
                    turn(applied);
                }
            } catch (RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the service up and nothing falls due for ever.
                LOG.errorf(e, "What is due waits. consumer=%s", work.consumer());
                backoff.next();
            }
            backoff.await(() -> running);
        }
    }

    private void turn(AppliedThrough applied) {
        try {
            boolean more = look(applied);
            looked = clock.instant();
            backoff.reset();
            if (!more && running) {
                LockSupport.parkNanos(config.poll().toNanos());
            }
        } catch (SQLException | KafkaException e) {
            Duration wait = backoff.next();
            LOG.warnf("What is due waits: %s. consumer=%s wait=%s", FailureText.of(e), work.consumer(), wait);
            backoff.await(() -> running);
        }
    }

    private double sinceLook() {
        return Math.max(0, Duration.between(looked, clock.instant()).toMillis()) / 1_000.0;
    }

    /** Whether to look again at once. */
    private boolean look(AppliedThrough applied) throws SQLException {
        boolean more = false;
        Instant asked = clock.instant();
        List<Part> pending = new ArrayList<>();
        try (Connection connection = worker.getConnection()) {
            for (Part part : parts) {
                if (part.claims.anything(connection, asked)) {
                    pending.add(part);
                }
            }
            if (!pending.isEmpty()) {
                applied.refresh(connection, asked);
            }
        }
        for (Part part : pending) {
            more |= look(part, applied);
        }
        return more;
    }

    private boolean look(Part part, AppliedThrough applied) throws SQLException {
        Instant now = clock.instant();
        // What has not been tried again for so long is not due any more.
        part.leftAlone.values().removeIf(left -> left.until.isBefore(now.minus(config.retryLongest())));
        part.left = part.leftAlone.size();
        Set<String> leftAlone = leftAlone(part, now);
        int most = config.batchRows();
        List<DueClaims.Candidate> fresh;
        List<DueClaims.Candidate> late = List.of();
        try (Connection connection = worker.getConnection()) {
            fresh = part.claims.fresh(connection, applied, now, leftAlone, most);
            if (fresh.isEmpty() && !now.isBefore(part.nextLateLook)) {
                late = part.claims.late(connection, applied, now, leftAlone, most);
                part.nextLateLook = late.size() == most ? Instant.MIN : nextLateLook(now);
            }
        }
        int fired = fire(part, applied, fresh, true) + fire(part, applied, late, false);
        return fired > 0 && fresh.size() + late.size() == most;
    }

    /** What waits for quiet sellers may be much, as during an import: looking through it must not take a tenth of the time. */
    private Instant nextLateLook(Instant began) {
        Duration took = Duration.between(began, clock.instant()).multipliedBy(10);
        return clock.instant().plus(took.compareTo(config.latePoll()) > 0 ? took : config.latePoll());
    }

    private static Set<String> leftAlone(Part part, Instant now) {
        Set<String> names = new LinkedHashSet<>();
        part.leftAlone.forEach((name, left) -> {
            if (left.until.isAfter(now)) {
                names.add(name);
            }
        });
        return names;
    }

    private int fire(Part part, AppliedThrough applied, List<DueClaims.Candidate> rows, boolean measured)
            throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try {
            return transact(part, applied, rows, measured);
        } catch (SQLException | RuntimeException failure) {
            SqlFailure sql = SqlFailure.in(failure);
            if (sql != null && sql.passes()) {
                throw failure;
            }
            if (rows.size() == 1) {
                leave(part, rows.getFirst(), failure);
                return 0;
            }
            int middle = rows.size() / 2;
            return fire(part, applied, rows.subList(0, middle), measured)
                    + fire(part, applied, rows.subList(middle, rows.size()), measured);
        }
    }

    private int transact(Part part, AppliedThrough applied, List<DueClaims.Candidate> rows, boolean measured)
            throws SQLException {
        Instant now = clock.instant();
        List<DueRow> claimed = WorkerTransaction.run(worker, tx -> {
            Set<String> held = lock(tx, rows, now);
            var mine =
                    rows.stream().filter(row -> held.contains(row.sellerId())).toList();
            List<DueRow> due = part.claims.claim(tx, applied, mine, now);
            if (!due.isEmpty()) {
                part.claims.table().handler().fire(tx, due, now);
            }
            return due;
        });
        for (DueRow row : claimed) {
            if (part.leftAlone.remove(name(row.sellerId(), row.key())) != null) {
                part.left = part.leftAlone.size();
            }
            if (measured) {
                part.lateness.record(Duration.between(row.dueAt(), clock.instant()));
            }
        }
        part.fired.increment(claimed.size());
        return claimed.size();
    }

    /** Ordering law: the locks come before the first write. Whoever waits for one holds no other, so nobody deadlocks. */
    private static Set<String> lock(Connection tx, List<DueClaims.Candidate> rows, Instant now) throws SQLException {
        Set<String> sellers = new LinkedHashSet<>();
        rows.forEach(row -> sellers.add(row.sellerId()));
        DueClaims.Candidate first = rows.getFirst();
        if (Duration.between(first.dueAt(), now).compareTo(PATIENCE) > 0) {
            SellerLocks.exclusive(tx, List.of(first.sellerId()));
        }
        return SellerLocks.tryExclusive(tx, sellers);
    }

    private void leave(Part part, DueClaims.Candidate row, Exception failure) {
        part.failed.increment();
        String name = name(row.sellerId(), row.key());
        int failures = part.leftAlone.getOrDefault(name, new LeftAlone(0, Instant.MIN)).failures + 1;
        Duration pause = config.retryFirst().multipliedBy(1L << Math.min(failures - 1, 20));
        Duration wait = pause.compareTo(config.retryLongest()) > 0 ? config.retryLongest() : pause;
        if (part.leftAlone.size() >= MOST_LEFT_ALONE) {
            throw new IllegalStateException(
                    "too many rows of " + part.claims.table().name() + " fail", failure);
        }
        part.leftAlone.put(name, new LeftAlone(failures, clock.instant().plus(wait)));
        part.left = part.leftAlone.size();
        LOG.errorf(
                "What was due could not be done and is left for a while: %s. table=%s seller=%s wait=%s",
                FailureText.of(failure), part.claims.table().name(), row.sellerId(), wait);
        LOG.debug("The handler failed.", failure);
    }

    private static String name(String sellerId, List<String> key) {
        return key.isEmpty() ? sellerId : sellerId + '\u001f' + String.join("\u001f", key);
    }
}
