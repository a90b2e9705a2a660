package dev.rapport.gateway.audit;

import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.transaction.WorkerTransaction;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the audit log, on two threads of its own. Whoever comes while a batch is being committed is in the next: one commit serves all
 * who wait, so that under load the door pays for a few commits a second and not for one per request.
 */
@Singleton
class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int AT_ONCE = 500;
    private static final int FORGOTTEN_AT_ONCE = 5_000;
    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final Duration GATHER = Duration.ofMillis(50);

    /** Somebody who waits to be written down. @param written is told whether it is, on the writer's thread */
    private record Waiting(Intent intent, long sinceNanos, Consumer<Boolean> written) {}

    private final AuditRows rows;
    private final javax.sql.DataSource database;
    private final AuditConfig config;
    private final BlockingQueue<Waiting> waiting;
    private final BlockingQueue<Outcome> outcomes;
    private final Timer wait;
    private final Counter refused;
    private final Counter lost;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private volatile boolean running = true;
    private volatile boolean away;
    private @Nullable Thread intending;
    private @Nullable Thread settling;
    private Instant nextTidy = Instant.MIN;

    @Inject
    AuditLog(AuditRows rows, @DataSource("audit") AgroalDataSource database, AuditConfig config, MeterRegistry meters) {
        this.rows = rows;
        this.database = database;
        this.config = config;
        this.waiting = new LinkedBlockingQueue<>(config.waiting());
        this.outcomes = new LinkedBlockingQueue<>(config.outcomes());
        this.wait = Timer.builder("rapport.gateway.audit.wait")
                .description("How long requests wait until they are written down")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.refused = Counter.builder("rapport.gateway.audit.refused")
                .description("Requests refused because they could not be written down")
                .register(meters);
        this.lost = Counter.builder("rapport.gateway.audit.outcomes.lost")
                .description("Answered requests whose outcome could not be written down")
                .register(meters);
    }

    void start(@Observes @Priority(950_000) StartupEvent event) {
        intending = Thread.ofPlatform().name("audit-intents").daemon().start(this::intend);
        settling = Thread.ofPlatform().name("audit-outcomes").daemon().start(this::settle);
    }

    /** After everything that answers requests: what they ended with is still written down. */
    void stop(@Observes @Priority(2_000_000) ShutdownEvent event) throws InterruptedException {
        running = false;
        for (@Nullable Thread thread : new @Nullable Thread[] {intending, settling}) {
            if (thread != null) {
                thread.join(Duration.ofSeconds(2));
            }
        }
    }

    /** Has an intent written down and then says so, or that it could not be. Does not block. */
    void intend(Intent intent, Consumer<Boolean> written) {
        if (!waiting.offer(new Waiting(intent, System.nanoTime(), written))) {
            refused.increment();
            written.accept(false);
        }
    }

    /** Has an outcome written down, some time soon. Does not block. */
    void settle(Outcome outcome) {
        if (!outcomes.offer(outcome)) {
            lost.increment();
        }
    }

    /** Whether the last that came could be written down. */
    boolean writes() {
        return !away;
    }

    private void intend() {
        List<Waiting> batch = new ArrayList<>();
        while (running) {
            try {
                take(waiting, batch);
                if (!batch.isEmpty()) {
                    intend(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves a gateway up that takes no writes for ever.
                LOG.errorf(e, "The audit log stumbled");
            } finally {
                batch.clear();
            }
        }
    }

    private void intend(List<Waiting> batch) {
        boolean written = false;
        try {
            List<Intent> intents = batch.stream().map(Waiting::intent).toList();
            WorkerTransaction.run(database, tx -> {
                rows.intend(tx, intents);
                return intents;
            });
            written = true;
            came(true, null);
        } catch (SQLException | RuntimeException e) {
            came(false, e);
        } finally {
            for (Waiting each : batch) {
                wait.record(System.nanoTime() - each.sinceNanos(), TimeUnit.NANOSECONDS);
                if (!written) {
                    refused.increment();
                }
                each.written().accept(written);
            }
        }
    }

    /** Tells of a change, not of every request. */
    private void came(boolean through, @Nullable Exception fault) {
        if (through && away) {
            LOG.info("The audit log is written again.");
        } else if (!through && !away) {
            LOG.warnf("The audit log cannot be written; what would change something is refused: %s.", fault);
        }
        away = !through;
    }

    private void settle() {
        List<Outcome> batch = new ArrayList<>();
        while (running || !outcomes.isEmpty() || !batch.isEmpty()) {
            try {
                if (batch.isEmpty()) {
                    take(outcomes, batch);
                    gather(batch);
                }
                if (!batch.isEmpty()) {
                    List<Outcome> these = List.copyOf(batch);
                    WorkerTransaction.run(database, tx -> {
                        rows.settle(tx, these);
                        return these;
                    });
                    batch.clear();
                    backoff.reset();
                }
                tidy();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException | Error e) {
                LOG.debugf(e, "Outcomes wait to be written down");
                if (!running) {
                    lost.increment(batch.size() + outcomes.size());
                    return;
                }
                backoff.next();
                backoff.await(() -> running);
            }
        }
    }

    /** Nobody waits for an outcome: those of the next moment share its commit. */
    private void gather(List<Outcome> batch) throws InterruptedException {
        long until = System.nanoTime() + GATHER.toNanos();
        for (long left = GATHER.toNanos(); running && !batch.isEmpty() && batch.size() < AT_ONCE && left > 0; ) {
            Outcome next = outcomes.poll(left, TimeUnit.NANOSECONDS);
            if (next != null) {
                batch.add(next);
            }
            left = until - System.nanoTime();
        }
    }

    private void tidy() throws SQLException {
        Instant now = Instant.now();
        if (!running || now.isBefore(nextTidy)) {
            return;
        }
        nextTidy = now.plus(config.tidy());
        long removed = WorkerTransaction.run(database, tx -> rows.forget(tx, config.keep(), FORGOTTEN_AT_ONCE));
        if (removed == FORGOTTEN_AT_ONCE) {
            // There is more; what has just ended is not kept waiting for it.
            nextTidy = now.plusSeconds(1);
        }
    }

    private static <T> void take(BlockingQueue<T> queue, List<T> batch) throws InterruptedException {
        T first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, AT_ONCE - 1);
        }
    }
}
