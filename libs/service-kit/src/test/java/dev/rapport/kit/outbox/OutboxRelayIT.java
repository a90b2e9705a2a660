package dev.rapport.kit.outbox;

import static dev.rapport.kit.fixture.Events.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.Sequence;
import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** architecture.md 5: published if and only if committed, at least once, in the order of the commits of one aggregate. */
class OutboxRelayIT {

    private static final Servers SERVERS = Servers.shared();
    private static final Topics TOPICS = new Topics(SERVERS.kafka());

    private final List<OutboxRelay> relays = new ArrayList<>();
    private KitDatabase database = KitDatabase.fresh(SERVERS, "relay");

    @BeforeAll
    static void createTopics() {
        SERVERS.createTopics();
    }

    @BeforeEach
    void freshDatabase() {
        database = KitDatabase.fresh(SERVERS, "relay");
    }

    @AfterEach
    void stopRelays() {
        relays.forEach(OutboxRelay::close);
    }

    private OutboxRelay start() {
        return start(database.relay());
    }

    private OutboxRelay start(OutboxRelay relay) {
        relays.add(relay);
        relay.start();
        return relay;
    }

    private List<ConsumerRecord<byte[], byte[]>> published() {
        return TOPICS.of(Topic.MESSAGES, database.source());
    }

    private void awaitPublished(int records) {
        await().atMost(Duration.ofMinutes(3)).until(() -> published().size() >= records);
    }

    private void awaitEmpty() {
        await().atMost(Duration.ofMinutes(3)).until(() -> database.number("SELECT count(*) FROM outbox") == 0);
    }

    /** "conversation step" of every record, by seller, in the order of the log. */
    private static Map<String, List<String>> steps(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        for (var found : records) {
            var decoded = (Decoded.Event)
                    new EventCodec().decode(Topic.MESSAGES, found.key(), found.headers(), found.value());
            var event = (ConversationEscalated) decoded.event();
            steps.computeIfAbsent(event.sellerId(), s -> new ArrayList<>())
                    .add(event.conversationId() + ' ' + event.step());
        }
        return steps;
    }

    @Test
    void shouldPublishInBinaryModeWithItsPlaceInTheOutboxWhenCommitted() throws SQLException {
        start();

        Fact fact = step("s1", "c1", 1).tracedBy("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        database.append(fact);

        awaitPublished(1);
        var found = published().getFirst();
        assertThat(new String(found.key(), UTF_8)).isEqualTo("s1");
        assertThat(Topics.header(found, "ce_specversion")).isEqualTo("1.0");
        assertThat(Topics.header(found, "ce_id")).isEqualTo(fact.id());
        assertThat(Topics.header(found, "ce_type")).isEqualTo("rapport.conversation.escalated.v1");
        assertThat(Topics.header(found, "ce_time")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(Topics.header(found, "ce_pack")).isEqualTo("aliexpress@2024-06");
        assertThat(Topics.header(found, "content-type")).isEqualTo("application/json");
        assertThat(Topics.header(found, "traceparent")).isEqualTo(fact.traceparent());
        assertThat(sequence(found)).isGreaterThan(new Sequence(0, 0, 0));
        assertThat(steps(List.of(found))).containsEntry("s1", List.of("c1 1"));
        awaitEmpty();
    }

    @Test
    void shouldPublishNothingWhenTheTransactionIsRolledBack() throws SQLException {
        start();
        try (Connection tx = database.worker().getConnection()) {
            tx.setAutoCommit(false);
            database.outbox().append(tx, List.of(step("s1", "c1", 1)));
            tx.rollback();
        }

        database.append(step("s1", "c1", 2));

        awaitPublished(1);
        assertThat(steps(published())).containsEntry("s1", List.of("c1 2"));
    }

    @Test
    void shouldWaitForTheEarlierTransactionWhenTheLaterOneCommitsFirst() throws SQLException {
        OutboxRelay relay = start();
        try (Connection early = database.worker().getConnection();
                Connection late = database.worker().getConnection()) {
            early.setAutoCommit(false);
            late.setAutoCommit(false);
            database.outbox().append(early, List.of(step("s1", "c1", 1)));
            database.outbox().append(late, List.of(step("s1", "c1", 2)));
            late.commit();

            // Long enough for many looks of a relay that was notified of the commit.
            await().pollDelay(Duration.ofMillis(600)).until(relay::carrying);
            assertThat(published()).isEmpty();

            early.commit();
        }
        awaitPublished(2);
        assertThat(steps(published())).containsEntry("s1", List.of("c1 1", "c1 2"));
    }

    @Test
    void shouldSendTheSameRunAgainWhenItCrashesBetweenProducingAndDeleting() throws SQLException {
        database.append(
                IntStream.rangeClosed(1, 50).mapToObj(i -> step("s1", "c1", i)).toArray(Fact[]::new));
        CrashingConnections crashing = new CrashingConnections(database.worker(), "DELETE", 2);

        start(new OutboxRelay(database.name(), crashing, SERVERS.kafka(), Settings.outbox()));

        awaitEmpty();
        List<String> once =
                IntStream.rangeClosed(1, 50).mapToObj(i -> "c1 " + i).toList();
        List<String> thrice = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            thrice.addAll(once);
        }
        assertThat(steps(published())).containsEntry("s1", thrice);
        assertThat(published().stream().map(OutboxRelayIT::sequence).distinct()).hasSize(50);
    }

    @Test
    void shouldDivideTheBucketsWhenTwoRelaysRunAndTakeThemOverWhenOneIsGone() throws SQLException {
        OutboxRelay first = start();
        await().until(first::carrying);
        OutboxRelay second = start();
        await().until(() -> leases() == Bucket.COUNT && holders() == 2);

        List<Fact> facts = new ArrayList<>();
        for (int version = 1; version <= 20; version++) {
            for (int seller = 0; seller < 64; seller++) {
                facts.add(step("s" + seller, "c", version));
            }
        }
        for (int from = 0; from < facts.size(); from += 128) {
            database.append(facts.subList(from, from + 128).toArray(Fact[]::new));
        }
        awaitEmpty();
        assertThat(first.published()).isPositive();
        assertThat(second.published()).isPositive();
        assertThat(first.published() + second.published()).isEqualTo(facts.size());
        assertThat(steps(published()).values()).hasSize(64).allSatisfy(steps -> assertThat(steps)
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(i -> "c " + i).toList()));

        first.close();
        await().until(() -> leases() == Bucket.COUNT && holders() == 1);
    }

    @Test
    void shouldFollowWithTheRowsOfAnOlderEpochWhenTransactionIdsWentBack() throws SQLException {
        database.append(step("s1", "c1", 1));
        // As after a restore to a server whose transaction ids are far lower than those of the rows that came with the
        // backup.
        database.execute("UPDATE outbox SET tx = '4611686018427387904'");
        database.execute("SELECT kit_new_epoch()");
        database.append(step("s1", "c1", 2));

        start();

        awaitPublished(2);
        var records = published();
        assertThat(steps(records)).containsEntry("s1", List.of("c1 1", "c1 2"));
        assertThat(sequence(records.getFirst())).isLessThan(sequence(records.getLast()));
    }

    @Test
    void shouldPublishManyLargeRecordsInBatchesOfBoundedSize() throws SQLException {
        List<OutboxRecord> records = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            records.add(unreadable(i % Bucket.COUNT, new byte[900_000]));
        }
        try (Connection tx = database.worker().getConnection()) {
            tx.setAutoCommit(false);
            database.outbox().appendRecords(tx, records);
            tx.commit();
        }

        start();

        awaitEmpty();
        var letters = TOPICS.of(Topic.DEAD_LETTERS, database.source());
        assertThat(letters).hasSize(24).allSatisfy(l -> {
            assertThat(l.value()).hasSize(900_000);
            assertThat(l.key()).isNull();
            assertThat(l.headers().lastHeader("ce_sequence")).isNull();
        });
    }

    @SuppressWarnings(
            "NullAway") // It does not see in a class file that the array of bytes, and not a byte, may be null.
    private OutboxRecord unreadable(int bucket, byte[] value) {
        var source = new RecordHeader("ce_source", database.source().getBytes(UTF_8));
        return new OutboxRecord(bucket, null, Topic.DEAD_LETTERS, null, List.of(source), value);
    }

    private long leases() {
        return database.number(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                        + "WHERE d.datname = current_database() AND locktype = 'advisory' AND objsubid = 2 AND mode = 'ExclusiveLock'");
    }

    private long holders() {
        return database.number(
                "SELECT count(DISTINCT pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                        + "WHERE d.datname = current_database() AND locktype = 'advisory' AND objsubid = 2 AND mode = 'ExclusiveLock'");
    }

    private static Sequence sequence(ConsumerRecord<byte[], byte[]> found) {
        return Objects.requireNonNull(Sequence.parse(String.valueOf(Topics.header(found, "ce_sequence"))));
    }
}
