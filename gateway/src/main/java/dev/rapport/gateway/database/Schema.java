package dev.rapport.gateway.database;

import dev.rapport.kit.time.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the database up to date, as soon as there is one: what only reads is passed on without it, so its absence must not keep the gateway
 * from starting. What needs the schema begins behind it, or finds nothing and tries again.
 */
@Singleton
public class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration USUALLY = Duration.ofSeconds(20);

    private final Flyway flyway;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean running = true;

    @Inject
    Schema(Flyway flyway) {
        this.flyway = flyway;
    }

    void start(@Observes @Priority(900_000) StartupEvent event) throws InterruptedException {
        Thread.ofPlatform().name("schema").daemon().start(this::migrate);
        if (!done.await(USUALLY.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "The database is not there yet; webhooks wait for it, and what would change something is refused.");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /** Whether the schema is there. */
    public boolean ready() {
        return done.getCount() == 0;
    }

    private void migrate() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));
        while (running && !ready()) {
            try {
                flyway.migrate();
                done.countDown();
            } catch (RuntimeException | Error e) {
                LOG.warnf(
                        "The database cannot be brought up to date yet: %s",
                        e.toString().lines().findFirst().orElse(""));
                backoff.next();
                backoff.await(() -> running);
            }
        }
    }
}
