package dev.rapport.score.publishing;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.policy.Packs;
import dev.rapport.score.freshness.LagWatch;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs {@link ScoreRound}s between start and stop of the service. An import changes every seller many times a second: what
 * is told stays at one score per seller and second at most, and takes its {@linkplain ScoresConfig#share() share} of a
 * processor at most, so that counting goes on.
 */
@Singleton
final class ScorePublisher {
    private static final Logger LOG = Logger.getLogger(ScorePublisher.class);

    /** Before the connections and everything that others stop. */
    private static final int FIRST = 1;

    private final ScoreRound round;
    private final ScoresConfig config;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("scores").daemon().unstarted(this::run);

    ScorePublisher(
            @DataSource("worker") AgroalDataSource worker,
            Packs packs,
            Outbox outbox,
            LagWatch lag,
            ScoresConfig config,
            Clock clock) {
        this.round = new ScoreRound(worker, packs, outbox, lag::lag, config.every(), config.atOnce());
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.publish()) {
            thread.start();
        }
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join();
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (!stopped(pause)) {
            long began = System.nanoTime();
            try {
                boolean more = round.run(clock.instant()) >= config.atOnce();
                pause = more ? rest(System.nanoTime() - began) : config.idle();
            } catch (SQLException | RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves the service up and its scores untold for ever.
                LOG.warnf("Scores are told later: %s.", e);
                pause = config.every();
            }
        }
    }

    /** As long as the others' share is to the work just done. */
    private Duration rest(long workedNanos) {
        return Duration.ofNanos((long) (workedNanos * (1 / config.share() - 1)));
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
