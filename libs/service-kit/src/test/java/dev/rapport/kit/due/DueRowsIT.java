package dev.rapport.kit.due;

import static dev.rapport.kit.fixture.Events.foreign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.Topic;
import dev.rapport.kit.deadletter.DeadLetters;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.inbox.InboxConsumer;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.local.Servers;
import dev.rapport.policy.TimePassing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rulebook, Time passing: once, on time, and never before what was already published is applied. */
class DueRowsIT {

    private static final Servers SERVERS = Servers.shared();
    private static final Topics TOPICS = new Topics(SERVERS.kafka());
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final Duration LONG_QUIET = Duration.ofMinutes(5);

    /** Held strictly where the machine is not shared; the best of three rounds counts. */
    private static final int LATEST_MILLIS = Boolean.getBoolean("rapport.test.strict-budgets") ? 2_000 : 30_000;

    private final List<AutoCloseable> started = new ArrayList<>();
    private KitDatabase database = KitDatabase.fresh(SERVERS, "due");

    @BeforeAll
    static void createTopics() {
        SERVERS.createTopics();
    }

    @BeforeEach
    void freshDatabase() {
        database = KitDatabase.fresh(SERVERS, "due");
        database.execute("""
                CREATE TABLE parcel (
                  seller_id text COLLATE "C" NOT NULL, order_id text COLLATE "C" NOT NULL, due_at timestamptz, was_due_at timestamptz,
                  fired integer NOT NULL DEFAULT 0, fired_at timestamptz, PRIMARY KEY (seller_id, order_id))""", """
                CREATE INDEX parcel_due ON parcel (due_at) WHERE due_at IS NOT NULL""", """
                SELECT kit_protect('parcel')""");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : started.reversed()) {
            one.close();
        }
    }

    /** Issue: each once and at most 2 s late at 1,000 due a second, by any number of replicas. */
    @Test
    void shouldFireEachRowOnceAndOnTimeWhenAThousandFallDueASecondAndThreeProcessesLook() {
        startConsumer();
        startDueRows(DueRowsIT::fire);
        startDueRows(DueRowsIT::fire);
        startDueRows(DueRowsIT::fire);
        awaitFired(stall("warm", "up", Instant.now()));

        // The machine may be busy with something else: the best of three rounds counts.
        long lateness = Long.MAX_VALUE;
        for (int round = 0; round < 3 && lateness > LATEST_MILLIS; round++) {
            lateness = Math.min(lateness, greatestLatenessOfAThousandASecond(round));
        }

        assertThat(lateness).as("greatest lateness in ms").isLessThanOrEqualTo(LATEST_MILLIS);
    }

    private long greatestLatenessOfAThousandASecond(int round) {
        database.execute("DELETE FROM parcel", """
                INSERT INTO parcel (seller_id, order_id, due_at, was_due_at)
                SELECT 's' || (n %% 40), 'r%d-' || n, at, at
                  FROM (SELECT n, clock_timestamp() + interval '2 s' + n * interval '1 ms' AS at FROM generate_series(1, 5000) AS n) AS times
                """.formatted(round));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> database.number("SELECT count(*) FROM parcel WHERE due_at IS NOT NULL") == 0);
        assertThat(database.number("SELECT count(*) FROM parcel WHERE fired <> 1"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM parcel WHERE fired_at < was_due_at"))
                .isZero();
        return database.number("SELECT (extract(epoch FROM max(fired_at - was_due_at)) * 1000)::bigint FROM parcel");
    }

    /** An outage: what was published meanwhile is applied before anything fires, although its time has come long before. */
    @Test
    void shouldFireNothingThatAnAlreadyPublishedEventDisprovesWhenTheConsumerCatchesUp() {
        Instant due = Instant.now().minusSeconds(600);
        String disproved = stall("s1", "disproved", due);
        String other = stall("s1", "other", due);
        TOPICS.write(List.of(cancelled("s1", "disproved", due.minusSeconds(5))));
        startDueRows(DueRowsIT::fire);

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofMinutes(3))
                .until(() -> fired(disproved) + fired(other) == 0);
        startConsumer();

        awaitFired(other);
        assertThat(fired(disproved)).isZero();
    }

    /** An import: a due time more than an hour ago waits for the seller's newest event to pass it. */
    @Test
    void shouldWaitForTheSellersEventsToPassALongGoneDueTime() {
        startConsumer();
        startDueRows(DueRowsIT::fire, LONG_QUIET);
        Instant due = Instant.now().minus(Duration.ofDays(3));
        TOPICS.write(List.of(cancelled("s1", "first", due.minusSeconds(60))));
        awaitArrival("s1");
        String old = stall("s1", "old", due);

        await().during(Duration.ofMillis(1500)).atMost(Duration.ofMinutes(3)).until(() -> fired(old) == 0);
        TOPICS.write(List.of(cancelled("s1", "second", due.plusSeconds(1))));
        // Noted at most every two seconds: one of these is.
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            TOPICS.write(List.of(cancelled("s1", "more" + System.nanoTime(), due.plusSeconds(2))));
            return fired(old) == 1;
        });
    }

    /** … or for none to have come for a while. */
    @Test
    void shouldFireALongGoneDueTimeWhenItsSellerHasBeenQuiet() {
        startConsumer();
        startDueRows(DueRowsIT::fire);
        Instant due = Instant.now().minus(Duration.ofDays(3));
        TOPICS.write(List.of(cancelled("s1", "first", due.minusSeconds(60))));
        awaitArrival("s1");
        Instant arrived = Instant.now();
        String old = stall("s1", "old", due);
        String ofNobody = stall("never-heard-of", "old", due);

        awaitFired(ofNobody);
        awaitFired(old);
        assertThat(Duration.between(arrived, Instant.now())).isGreaterThanOrEqualTo(QUIET.minusMillis(500));
    }

    @Test
    void shouldLeaveARowWhoseHandlerFailsAndFireTheOthers() {
        startConsumer();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(stall("s1", i == 7 ? "poison" : "o" + i, Instant.now()));
        }
        startDueRows((tx, due, now) -> {
            if (due.stream().anyMatch(row -> row.key(0).equals("poison"))) {
                throw new IllegalStateException("cannot be done");
            }
            fire(tx, due, now);
        });

        rows.stream().filter(row -> !row.contains("poison")).forEach(this::awaitFired);
        assertThat(database.number("SELECT count(*) FROM parcel WHERE fired > 0"))
                .isEqualTo(19);
    }

    /** The markers of somebody's transactions stand at the end of the log and are no records. */
    @Test
    void shouldFireBehindTheMarkersOfATransactionalProducer() {
        startConsumer();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", SERVERS.kafka(), "transactional.id", database.name()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 40; i++) {
                var unused = producer.send(cancelled("s" + i, "first", Instant.now()));
            }
            producer.commitTransaction();
        }
        startDueRows(DueRowsIT::fire);

        awaitFired(stall("s1", "o1", Instant.now()));
    }

    private static void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE parcel SET due_at = NULL, fired = fired + 1, fired_at = ? WHERE seller_id = ? AND order_id = ?")) {
            for (DueRow row : rows) {
                update.setObject(1, now.atOffset(ZoneOffset.UTC));
                update.setString(2, row.sellerId());
                update.setString(3, row.key(0));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** A parcel that is late at that moment, unless its order is cancelled. Its name is what the other methods take. */
    private String stall(String seller, String order, Instant due) {
        String full = seller(seller);
        database.execute("INSERT INTO parcel (seller_id, order_id, due_at, was_due_at) VALUES ('%s', '%s', '%s', '%s')"
                .formatted(full, order, due, due));
        return full + "/" + order;
    }

    private long fired(String parcel) {
        return database.number("SELECT fired FROM parcel WHERE seller_id || '/' || order_id = '" + parcel + "'");
    }

    private void awaitFired(String parcel) {
        await("fired " + parcel).atMost(Duration.ofMinutes(3)).until(() -> fired(parcel) == 1);
    }

    private void awaitArrival(String seller) {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> database.number(
                                "SELECT count(*) FROM seller_arrival WHERE seller_id = '" + seller(seller) + "'")
                        == 1);
    }

    private org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> cancelled(
            String seller, String order, Instant at) {
        return foreign("/erp/" + database.name(), seller + order, new OrderCancelled(seller(seller), order, at));
    }

    /** The topics are shared by all tests. */
    private String seller(String name) {
        return database.name() + '-' + name;
    }

    private void startDueRows(DueHandler handler) {
        startDueRows(handler, QUIET);
    }

    private void startDueRows(DueHandler handler, Duration quiet) {
        var table = new DueTable("parcels", "parcel", List.of("order_id"), "due_at", handler);
        var rows = new DueRows(
                new DueWork(database.name(), new TimePassing(Duration.ofHours(1), quiet), List.of(table)),
                SERVERS.kafka(),
                database.worker(),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                Settings.due());
        started.add(rows);
        rows.start();
    }

    private void startConsumer() {
        var arrivals = new SellerArrivals();
        var subscription = new Subscription(
                database.name(), Set.of(Topic.INBOUND), Set.of(EventType.ORDER_CANCELLED), (tx, batch, now) -> {
                    arrivals.note(tx, batch, now);
                    disprove(tx, batch);
                });
        var consumer = new InboxConsumer(
                subscription,
                SERVERS.kafka(),
                database.worker(),
                new DeadLetters(database.outbox()),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                Settings.inbox("rapport.inbox.session", "6S"));
        started.add(consumer);
        consumer.start();
    }

    private static void disprove(Connection tx, List<Received> batch) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE parcel SET due_at = NULL WHERE seller_id = ? AND order_id = ?")) {
            for (Received received : batch) {
                if (received.event() instanceof OrderCancelled order) {
                    update.setString(1, order.sellerId());
                    update.setString(2, order.orderId());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }
}
