package dev.rapport.message.connector.adapter;

import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.transaction.WorkerTransaction;
import dev.rapport.message.connector.ConnectorConfig;
import dev.rapport.message.connector.application.Connector;
import dev.rapport.message.connector.application.Dispatches;
import dev.rapport.message.connector.application.Dispatches.InHand;
import dev.rapport.message.connector.application.Slots;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;
import dev.rapport.message.conversation.application.SellerClockBook;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has connectors deliver what they are asked for. Any number of processes may run one; what one has in hand the others leave alone. */
@Singleton
final class ConnectorWorker {

    private static final Logger LOG = Logger.getLogger(ConnectorWorker.class);
    private static final int NOT_IN_TIME = 504;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration TIDY = Duration.ofMinutes(10);

    private final List<Connector> connectors;
    private final Dispatches dispatches;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;
    private final javax.sql.DataSource worker;
    private final ConnectorConfig config;
    private final Clock clock;
    private final Slots slots;
    /** Platform threads: they wait for the file system as well, and there are no more of them than slots. */
    private final ExecutorService calls = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("connector-", 0).daemon().factory());

    private volatile @Nullable Thread thread;
    private volatile boolean running = true;
    private Instant nextTidy = Instant.MIN;

    ConnectorWorker(
            @All List<Connector> connectors,
            Dispatches dispatches,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox,
            @DataSource("worker") AgroalDataSource worker,
            ConnectorConfig config,
            Clock clock) {
        this.connectors = connectors;
        this.dispatches = dispatches;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
        this.worker = worker;
        this.config = config;
        this.clock = clock;
        this.slots = new Slots(config.calls(), config.callsOfASeller());
    }

    void start(@Observes StartupEvent event) {
        if (config.deliver()) {
            thread = Thread.ofPlatform().name("connectors").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Thread started = thread;
        if (started != null) {
            LockSupport.unpark(started);
            started.join();
        }
        calls.shutdown();
        if (!calls.awaitTermination(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            calls.shutdownNow();
        }
    }

    private void run() {
        while (running) {
            try {
                tidy();
                boolean more = slots.free() > 0 && claim() > 0;
                if (!more && running) {
                    LockSupport.parkNanos(config.poll().toNanos());
                }
            } catch (SQLException | RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the service up and nothing is delivered for ever.
                LOG.warnf("Deliveries wait: %s.", e);
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            }
        }
    }

    private void tidy() throws SQLException {
        Instant now = now();
        if (now.isAfter(nextTidy)) {
            WorkerTransaction.run(worker, tx -> {
                dispatches.forget(tx, now.minus(config.remember()));
                return now;
            });
            nextTidy = now.plus(TIDY);
        }
    }

    /** Takes in hand what there are slots for and leaves it to other threads: nobody waits for the call of anybody else. */
    private int claim() throws SQLException {
        List<InHand> inHand = WorkerTransaction.run(worker, tx -> dispatches.claim(tx, slots, now(), lease()));
        for (InHand one : inHand) {
            slots.take(one.sellerId());
            calls.execute(() -> lookAfter(one));
        }
        return inHand.size();
    }

    private void lookAfter(InHand one) {
        boolean answered = true;
        try {
            Report report = report(one);
            answered = report.code() != NOT_IN_TIME;
            if (!Thread.currentThread().isInterrupted()) {
                settle(one, report);
            }
        } catch (SQLException | RuntimeException | Error e) {
            // It is taken in hand again when the lease is over.
            LOG.warnf("A delivery could not be looked after: %s. seller=%s", e, one.sellerId());
        } finally {
            slots.giveBack(one.sellerId(), answered);
            LockSupport.unpark(thread);
        }
    }

    /** Longer than a call can take. */
    private Duration lease() {
        return config.timeout().multipliedBy(2).plusSeconds(30);
    }

    private void settle(InHand one, Report report) throws SQLException {
        boolean again = report.failed() && one.tries() < config.tries() && one.target() != null;
        Instant at = now();
        WorkerTransaction.run(worker, tx -> {
            if (again) {
                Duration wait = config.retryFirst().multipliedBy(1L << Math.min(one.tries() - 1, 10));
                dispatches.later(tx, one, at.plus(wait));
                return at;
            }
            SellerLocks.shared(tx, one.sellerId());
            if (dispatches.over(tx, one, report, at)) {
                outbox.append(tx, List.of(reported(tx, one, report, at)));
            }
            return at;
        });
    }

    private Report report(InHand one) {
        DispatchRequested request = one.request();
        Target target = one.target();
        if (request == null) {
            // Delivered before: its receipt is repeated, the message is not.
            return one.before() == null ? Report.failed(500, "nothing is known of it") : one.before();
        }
        if (request.notAfter() instanceof Instant last && now().isAfter(last)) {
            return Report.refused("it was not to be delivered after " + last);
        }
        if (target == null) {
            return Report.failed(503, "the seller has no connector");
        }
        return connectors.stream()
                .filter(connector -> connector.serves(target))
                .findFirst()
                .map(connector -> connector.deliver(request, target))
                .orElseGet(() -> Report.failed(503, "there is no such connector"));
    }

    private Fact reported(Connection tx, InHand one, Report report, Instant at) throws SQLException {
        var fact = new DeliveryReported(
                one.sellerId(),
                one.dispatchId(),
                one.attempt(),
                report.code(),
                report.externalMessageId(),
                null,
                report.detail(),
                at);
        String pack = clockBook.of(profiles.get(tx, one.sellerId())).pack(at);
        return Fact.of(fact, at, pack, one.dispatchId(), Integer.toString(one.attempt()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
