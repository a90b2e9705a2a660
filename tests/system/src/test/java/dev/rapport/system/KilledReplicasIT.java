package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.Replica;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SCO-01 and X-04 with three processes of score-service that share one group and one database: ten of them are killed at moments drawn
 * from a seed while events come in, the broker and PostgreSQL once each. In the end each of the three answers what the oracle has.
 */
@Tag("long")
class KilledReplicasIT {
    private static final long SEED = 20250305;
    private static final int KILLS = 10;
    private static final List<String> SERVERS = List.of(Suite.KAFKA, Suite.POSTGRES);
    private static final int SELLERS = 24;
    private static final int PER_PUT = 40;
    private static final Duration BETWEEN_PUTS = Duration.ofMillis(120);
    /** From between two batches to well behind the session of a killed member. */
    private static final int LONGEST_PAUSE_MILLIS = 14_000;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunningSuite suite = RunningSuite.shared();
    private final Random random = new Random(SEED);

    @Test
    void shouldCountEachEventOnceWhileReplicasDie() {
        List<String> lines = GeneratedWorld.lines(SEED, "krp", SELLERS, 70, 150);
        Semaphore chunks = new Semaphore(0);
        List<Long> countedAtKills = new ArrayList<>();
        try (Replica second = suite.scoreReplica(2);
                Replica third = suite.scoreReplica(3);
                RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            Stream.of(second, third).forEach(Replica::start);
            Stream.of(second, third).forEach(this::awaitReady);
            CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> feed(feeder, lines, chunks));
            for (String victim : victims()) {
                chunks.release();
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)).toNanos());
                countedAtKills.add(counted());
                switch (victim) {
                    case "second" -> restart(second);
                    case "third" -> restart(third);
                    default -> {
                        suite.launcher().kill(victim);
                        suite.startWhatIsGone();
                    }
                }
            }
            chunks.release();
            feed.join();
            Stream.of(second, third).forEach(this::awaitReady);

            Oracle oracle = new Oracle(InputEvent.parseAll(lines));
            new FigureCheck(suite.operator(), oracle, SEED).awaitNewest(PATIENCE);
            Settled.await(suite.launcher(), PATIENCE);
            for (URI replica : List.of(suite.launcher().http(Service.SCORE), second.http(), third.http())) {
                int compared = new FigureCheck(suite.operatorAt(replica), oracle, SEED).everywhere(8, 720, 2160);
                assertThat(compared).isEqualTo(SELLERS * 8 * 2);
            }
        }
        // A death while nobody counts proves little.
        assertThat(countedAtKills.stream().distinct()).hasSizeGreaterThan(KILLS / 2);
    }

    /** Every kind of victim in an order of the seed; each replica dies at least three times. */
    private List<String> victims() {
        List<String> victims = new ArrayList<>(SERVERS);
        List<String> replicas = List.of("score-service", "second", "third");
        IntStream.range(0, KILLS).forEach(i -> victims.add(replicas.get(i % replicas.size())));
        Collections.shuffle(victims, random);
        return victims;
    }

    private static void restart(Replica replica) {
        replica.kill();
        replica.start();
    }

    /** A chunk for each death and one for after the last, each begun when its time has come, and not all at once. */
    private static void feed(RawFeeder feeder, List<String> lines, Semaphore chunks) {
        int chunk = lines.size() / (KILLS + SERVERS.size() + 1) + 1;
        for (int from = 0; from < lines.size(); from += PER_PUT) {
            if (from / chunk > (from - PER_PUT) / chunk || from == 0) {
                chunks.acquireUninterruptibly();
            }
            feeder.feed(lines.subList(from, Math.min(lines.size(), from + PER_PUT)));
            LockSupport.parkNanos(BETWEEN_PUTS.toNanos());
        }
    }

    private void awaitReady(Replica replica) {
        Awaitility.await("a replica of score-service")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(suite.anonymous(replica.management())
                                .get("/q/health/ready")
                                .status())
                        .as(replica.tail())
                        .isEqualTo(200));
    }

    /** How far the group has come: the sum of its own offsets. */
    private long counted() {
        try (Connection connection = suite.launcher().superuser("score");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT coalesce(sum(next_offset), 0) FROM inbox_offset WHERE consumer = 'score-service'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
