package dev.rapport.kit.inbox;

import static dev.rapport.kit.fixture.Events.cancelled;
import static dev.rapport.kit.fixture.Events.foreign;
import static dev.rapport.kit.fixture.Events.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.Sequence;
import dev.rapport.kit.fixture.Events;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** architecture.md 6: each event has its effect once, whatever is repeated, turned round, killed or doubled. */
class InboxConsumerIT {

    private static final Servers SERVERS = Servers.shared();
    private static final Topics TOPICS = new Topics(SERVERS.kafka());
    private static final InboxConfig CONFIG = Settings.inbox("rapport.inbox.session", "6S");

    private KitDatabase database = KitDatabase.fresh(SERVERS, "ledger");
    private Ledger ledger = new Ledger(database);

    @BeforeAll
    static void createTopics() {
        SERVERS.createTopics();
    }

    @BeforeEach
    void freshLedger() {
        database = KitDatabase.fresh(SERVERS, "ledger");
        ledger = new Ledger(database);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    /** A seller nobody else has: the topics are shared by all tests. */
    private String seller(String name) {
        return database.name() + '-' + name;
    }

    private String otherSystem() {
        return "/erp/" + database.name();
    }

    private ProducerRecord<byte[], byte[]> order(String seller, String order) {
        return foreign(otherSystem(), seller + order, cancelled(seller, order));
    }

    private ProducerRecord<byte[], byte[]> step(String seller, int step, long epoch) {
        return ours(
                database.source(),
                new Sequence(epoch, 700 + step / 3, step),
                new ConversationEscalated(seller, "c", Integer.toString(step), Events.NOON));
    }

    private void awaitLines(String seller, int lines) {
        await().atMost(Duration.ofMinutes(3)).until(() -> ledger.of(seller).size() >= lines);
    }

    /** All that was written before is applied: a last order for this very purpose has arrived, on every partition. */
    private void awaitCaughtUp() {
        String probe = database.name() + "-probe-" + System.nanoTime();
        List<String> sellers = IntStream.range(0, 40).mapToObj(i -> probe + i).toList();
        TOPICS.write(sellers.stream().map(s -> order(s, "last")).toList());
        TOPICS.write(IntStream.range(0, 40)
                .mapToObj(i -> step(sellers.get(i), 1_000_000 + i, Long.MAX_VALUE))
                .toList());
        await().atMost(Duration.ofMinutes(3))
                .until(() -> database.number("SELECT count(*) FROM line WHERE seller_id LIKE '" + probe + "%'") == 80);
    }

    @Test
    void shouldApplyAForeignEventOnceWhenItComesManyTimesInAnyOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        String seller = seller("s");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            for (int copy = 0; copy < 3; copy++) {
                records.add(order(seller, "o" + i));
            }
        }
        Collections.shuffle(records, new Random(seed));
        ledger.start(Settings.inbox("rapport.inbox.batch-records", "50"));

        TOPICS.write(records);

        awaitCaughtUp();
        assertThat(ledger.of(seller)).hasSize(300).doesNotHaveDuplicates();
        assertThat(ledger.events("repeated")).isGreaterThanOrEqualTo(600);
    }

    @Test
    void shouldApplyEachEventOnceWithSeveralConsumersInOneProcess() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<String> sellers =
                IntStream.range(0, 20).mapToObj(i -> seller("n" + i)).toList();
        for (String each : sellers) {
            for (int i = 0; i < 20; i++) {
                records.add(order(each, "o" + i));
                records.add(order(each, "o" + i));
            }
        }
        List<InboxConsumer> consumers = ledger.startSeveral(Settings.inbox("rapport.inbox.consumers", "2"));
        assertThat(consumers).hasSize(2);
        await().atMost(Duration.ofMinutes(3)).until(() -> consumers.stream().allMatch(InboxConsumer::ready));
        TOPICS.write(records);

        awaitCaughtUp();
        for (String each : sellers) {
            assertThat(ledger.of(each)).hasSize(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldPassOverARunOfOurFactsWhenARelaySendsItAgain() {
        String seller = seller("s");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        // 1-5, again 1-5 and on to 9, again 4-9 as a late rest of a dead relay, then a new epoch whose transactions are
        // lower.
        IntStream.rangeClosed(1, 5).forEach(i -> records.add(step(seller, i, 100)));
        IntStream.rangeClosed(1, 9).forEach(i -> records.add(step(seller, i, 100)));
        IntStream.rangeClosed(4, 9).forEach(i -> records.add(step(seller, i, 100)));
        IntStream.rangeClosed(1, 2).forEach(i -> records.add(step(seller, i, 200)));
        ledger.start(CONFIG);

        TOPICS.write(records);

        awaitLines(seller, 11);
        awaitCaughtUp();
        assertThat(ledger.of(seller))
                .containsExactly("c 1", "c 2", "c 3", "c 4", "c 5", "c 6", "c 7", "c 8", "c 9", "c 1", "c 2");
        assertThat(database.number("SELECT count(*) FROM inbox_event WHERE identity IS NULL"))
                .isZero();
    }

    @Test
    void shouldGoOnFromItsOwnDatabaseWhenItStartsAgain() {
        String seller = seller("s");
        TOPICS.write(List.of(order(seller, "o1"), step(seller, 1, 100)));
        InboxConsumer first = ledger.start(CONFIG);
        awaitLines(seller, 2);
        first.close();

        TOPICS.write(List.of(order(seller, "o2"), step(seller, 1, 100), step(seller, 2, 100)));
        ledger.start(CONFIG);

        awaitLines(seller, 4);
        awaitCaughtUp();
        assertThat(ledger.of(seller)).containsExactlyInAnyOrder("o1", "c 1", "o2", "c 2");
        await().until(this::kafkaKnowsTheOffsets);
    }

    private boolean kafkaKnowsTheOffsets() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS.kafka()))) {
            Map<String, Long> there =
                    admin
                            .listConsumerGroupOffsets(database.name())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue()
                                    .offset()));
            List<String> here =
                    database.texts("SELECT topic || '-' || partition || '=' || next_offset FROM inbox_offset");
            return !here.isEmpty()
                    && here.stream().allMatch(h -> there.entrySet().stream()
                            .anyMatch(t -> h.equals(t.getKey() + "=" + t.getValue())));
        }
    }

    /** A driver's assertion, a class that is missing, a full heap: the thread that consumes goes on after any of them. */
    @Test
    void shouldGoOnAfterAnErrorThatIsNoException() {
        String seller = seller("s");
        AtomicInteger errors = new AtomicInteger(2);
        InboxConsumer consumer = ledger.start(CONFIG, (tx, batch, now) -> {
            Ledger.write(tx, batch, now);
            boolean concerned =
                    batch.stream().anyMatch(r -> r.event().sellerId().equals(seller));
            if (concerned && errors.getAndDecrement() > 0) {
                throw new AssertionError("should not happen");
            }
        });

        TOPICS.write(
                IntStream.range(0, 50).mapToObj(i -> order(seller, "o" + i)).toList());

        awaitLines(seller, 50);
        awaitCaughtUp();
        assertThat(errors).hasNegativeValue();
        assertThat(consumer.ready()).isTrue();
        assertThat(ledger.of(seller))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "o" + i).toList());
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheConnectionBreaksBeforeTheCommit() {
        String seller = seller("s");
        AtomicInteger crashes = new AtomicInteger(3);
        ledger.start(CONFIG, (tx, batch, now) -> {
            Ledger.write(tx, batch, now);
            boolean concerned =
                    batch.stream().anyMatch(r -> r.event().sellerId().equals(seller));
            if (concerned && crashes.getAndDecrement() > 0) {
                try (Statement suicide = tx.createStatement()) {
                    suicide.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                }
            }
        });

        TOPICS.write(
                IntStream.range(0, 100).mapToObj(i -> order(seller, "o" + i)).toList());

        awaitLines(seller, 100);
        awaitCaughtUp();
        assertThat(crashes).hasNegativeValue();
        assertThat(ledger.of(seller))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "o" + i).toList());
        assertThat(database.number("SELECT count(*) FROM outbox WHERE convert_from(key, 'UTF8') = '" + seller + "'"))
                .as("dead letters")
                .isZero();
    }

    @Test
    void shouldWriteNothingWhenItWakesUpAfterItsPartitionsWentToAnother() throws Exception {
        String seller = seller("s");
        HeldConnections held = new HeldConnections(database.worker());
        InboxConsumer zombie = ledger.start(
                Settings.inbox("rapport.inbox.session", "6S", "rapport.inbox.patience", "6S"), Ledger::write, held);
        awaitLinesAfter(() -> TOPICS.write(List.of(order(seller, "o0"))), seller, 1);
        CountDownLatch release = held.holdTheNext();
        TOPICS.write(IntStream.rangeClosed(1, 50)
                .mapToObj(i -> order(seller, "o" + i))
                .toList());
        held.awaitHeld();

        ledger.start(CONFIG);
        awaitLines(seller, 51);
        release.countDown();

        await().atMost(Duration.ofMinutes(3))
                .until(() -> ledger.registry
                                .get("rapport.inbox.lost.partitions")
                                .counter()
                                .count()
                        >= 1);
        awaitCaughtUp();
        assertThat(ledger.of(seller))
                .isEqualTo(IntStream.rangeClosed(0, 50).mapToObj(i -> "o" + i).toList());
        assertThat(zombie.subscription().group()).isEqualTo(database.name());
    }

    private void awaitLinesAfter(Runnable action, String seller, int lines) {
        action.run();
        awaitLines(seller, lines);
    }

    @Test
    void shouldShareThePartitionsAndKeepEachSellersOrderWhenTwoRun() {
        ledger.start(CONFIG);
        InboxConsumer second = ledger.start(CONFIG);
        await().atMost(Duration.ofMinutes(3)).until(second::ready);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int seller = 0; seller < 12; seller++) {
                records.add(order(seller("s" + seller), "o" + i));
            }
        }
        TOPICS.write(records.subList(0, 240));
        await().atMost(Duration.ofMinutes(3)).until(() -> ledger.lines() >= 120);
        second.close();
        TOPICS.write(records.subList(240, 480));

        List<String> inOrder = IntStream.range(0, 40).mapToObj(i -> "o" + i).toList();
        for (int seller = 0; seller < 12; seller++) {
            awaitLines(seller("s" + seller), 40);
            assertThat(ledger.of(seller("s" + seller))).isEqualTo(inOrder);
        }
    }

    @Test
    void shouldBringAllTogetherWhenARealRelayFeedsIt() throws SQLException {
        String seller = seller("s");
        ledger.start(CONFIG);
        try (var relay = database.relay()) {
            relay.start();
            for (int i = 1; i <= 30; i++) {
                database.append(Events.step(seller, "c", i));
            }
            awaitLines(seller, 30);
        }
        assertThat(ledger.of(seller))
                .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(i -> "c " + i).toList());
    }

    @Test
    void shouldNameNoTransactionIdBeforeTheLocksAreHeld() throws SQLException {
        // Ordering law: the locks of a batch are taken while the transaction has no id yet.
        try (Connection tx = database.worker().getConnection()) {
            tx.setAutoCommit(false);
            SellerLocks.exclusive(tx, List.of("s1", "s2"));
            try (PreparedStatement id = tx.prepareStatement("SELECT pg_current_xact_id_if_assigned() IS NULL");
                    var row = id.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBoolean(1)).isTrue();
            }
        }
    }
}
