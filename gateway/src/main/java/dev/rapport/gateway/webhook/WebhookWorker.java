package dev.rapport.gateway.webhook;

import dev.rapport.gateway.webhook.Deliveries.InHand;
import dev.rapport.gateway.webhook.Deliveries.Outcome;
import dev.rapport.kit.outward.Answer;
import dev.rapport.kit.outward.OutwardCalls;
import dev.rapport.kit.outward.OutwardPost;
import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.transaction.WorkerTransaction;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the calls that are owed. Any number of processes may run one; what one has in hand the others leave alone. */
@Singleton
class WebhookWorker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);
    private static final int MOST_OF_ANSWER = 4 << 10;
    private static final Duration TIDY = Duration.ofMinutes(10);

    private final Deliveries deliveries;
    private final SealedSecrets secrets;
    private final OutwardCalls calls;
    private final javax.sql.DataSource worker;
    private final WebhookConfig config;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Places places;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("webhook-", 0).daemon().factory());

    private volatile @Nullable Thread thread;
    private volatile boolean running = true;
    private Instant nextTidy = Instant.MIN;

    @Inject
    WebhookWorker(
            Deliveries deliveries,
            SealedSecrets secrets,
            OutwardCalls calls,
            @DataSource("worker") AgroalDataSource worker,
            WebhookConfig config,
            Clock clock,
            MeterRegistry registry) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.calls = calls;
        this.worker = worker;
        this.config = config;
        this.clock = clock;
        this.registry = registry;
        this.places = new Places(config.calls(), config.callsOfASeller(), config.callsOfAWebhook());
        // All from the start: a counter that appears with its first call has no increase to be seen.
        for (String outcome : List.of("delivered", "failed", "given-up")) {
            calls(outcome);
        }
    }

    private Counter calls(String outcome) {
        return Counter.builder("rapport.webhook.calls")
                .description("Calls of webhooks, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    void start(@Observes @Priority(1_000_001) StartupEvent event) {
        if (config.deliver()) {
            thread = Thread.ofPlatform().name("webhooks").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Thread started = thread;
        if (started != null) {
            LockSupport.unpark(started);
            started.join();
        }
        threads.shutdown();
        // A call that is cut off is made again when its lease is over.
        if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    private void run() {
        while (running) {
            try {
                tidy();
                boolean more = places.free() > 0 && claim() > 0;
                backoff.reset();
                if (!more && running) {
                    LockSupport.parkNanos(config.poll().toNanos());
                }
            } catch (SQLException | RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the gateway up and nothing is delivered for ever.
                LOG.warnf("Webhooks wait: %s.", e);
                backoff.next();
                backoff.await(() -> running);
            }
        }
    }

    private void tidy() throws SQLException {
        Instant now = now();
        if (now.isAfter(nextTidy)) {
            Instant before = now.minus(config.remember());
            WorkerTransaction.run(worker, tx -> deliveries.forget(tx, before));
            nextTidy = now.plus(TIDY);
        }
    }

    private int claim() throws SQLException {
        Instant now = now();
        // Longer than a call can take.
        Instant lease = now.plus(config.timeout().multipliedBy(2)).plusSeconds(30);
        List<InHand> inHand = WorkerTransaction.run(worker, tx -> deliveries.claim(tx, places, now, lease));
        for (InHand one : inHand) {
            places.take(one.sellerId(), one.webhookId());
            threads.execute(() -> lookAfter(one));
        }
        return inHand.size();
    }

    private void lookAfter(InHand one) {
        boolean answered = true;
        try {
            Outcome outcome = call(one);
            answered = outcome.status() != null;
            if (!Thread.currentThread().isInterrupted()) {
                settle(one, outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException | Error e) {
            // It is taken in hand again when the lease is over.
            LOG.warnf("A webhook's call could not be looked after: %s.", e);
        } finally {
            places.giveBack(one.sellerId(), one.webhookId(), answered);
            LockSupport.unpark(thread);
        }
    }

    private Outcome call(InHand one) throws InterruptedException {
        String secret = secrets.open(one.sealedSecret(), Webhook.place(one.sellerId(), one.webhookId()));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Rapport-Id",
                one.deliveryId(),
                "Rapport-Event",
                one.name(),
                "Rapport-Attempt",
                Integer.toString(one.attempt()),
                "Rapport-Timestamp",
                timestamp,
                "Rapport-Signature",
                Signatures.of(secret, timestamp, one.body()));
        long begin = System.nanoTime();
        Answer answer = calls.post(new OutwardPost(one.url(), headers, one.body(), config.timeout(), MOST_OF_ANSWER));
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return switch (answer) {
            case Answer.Whole(int status, String _)
            when status >= 200 && status < 300 -> new Outcome(true, status, millis, null);
            case Answer.Whole(int status, String _) -> new Outcome(false, status, millis, "HTTP " + status);
            case Answer.NotCalled(String fault) -> new Outcome(false, null, millis, "not called: the URL " + fault);
            case Answer.Late() -> new Outcome(false, null, millis, "no whole answer in time");
            case Answer.Broken(String detail) -> new Outcome(false, null, millis, detail);
        };
    }

    private void settle(InHand one, Outcome outcome) throws SQLException {
        Instant now = now();
        Instant end = one.triedSince().plus(config.giveUp());
        Instant next = outcome.delivered() ? null : next(one, now);
        boolean over = next == null || next.isAfter(end);
        boolean disabled = WorkerTransaction.run(worker, tx -> {
            deliveries.settle(tx, one, outcome, over ? null : next, now);
            return over && !outcome.delivered() && deliveries.disable(tx, one, reason(outcome), now);
        });
        calls(outcome.delivered() ? "delivered" : over ? "given-up" : "failed").increment();
        if (disabled) {
            LOG.warnf(
                    "A webhook was disabled: nothing arrived for %s. seller=%s webhook=%s",
                    config.giveUp(), one.sellerId(), one.webhookId());
        }
    }

    private Instant next(InHand one, Instant now) {
        Duration wait = config.retryFirst().multipliedBy(1L << Math.min(one.attempt() - 1, 20));
        return now.plus(wait.compareTo(config.retryLongest()) > 0 ? config.retryLongest() : wait);
    }

    private String reason(Outcome outcome) {
        return "Nothing arrived for " + config.giveUp().toString().substring(2) + "; the last call: " + outcome.error();
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
