package dev.rapport.kit.deadletter;

import static dev.rapport.kit.fixture.Events.NOON;
import static dev.rapport.kit.fixture.Events.cancelled;
import static dev.rapport.kit.fixture.Events.foreign;
import static dev.rapport.kit.fixture.Events.ours;
import static dev.rapport.kit.fixture.Topics.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.RejectReason;
import dev.rapport.events.Sequence;
import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.InboxConsumer;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.kit.outbox.OutboxRelay;
import dev.rapport.local.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** events.md: what cannot be applied is set aside with its reason, the rest is applied, and it can be sent again. */
class DeadLettersIT {

    private static final Servers SERVERS = Servers.shared();
    private static final Topics TOPICS = new Topics(SERVERS.kafka());

    private final List<AutoCloseable> running = new ArrayList<>();
    private KitDatabase database = KitDatabase.fresh(SERVERS, "poison");
    private volatile boolean mended;

    @BeforeAll
    static void createTopics() {
        SERVERS.createTopics();
    }

    @BeforeEach
    void freshService() {
        database = KitDatabase.fresh(SERVERS, "poison");
        database.execute(
                "CREATE TABLE line (id bigint GENERATED ALWAYS AS IDENTITY, seller_id text NOT NULL, what varchar(20) NOT NULL)",
                "SELECT kit_protect('line')");
        OutboxRelay relay = database.relay();
        relay.start();
        running.add(relay);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    private void start(String service, BatchHandler handler) {
        Subscription subscription = new Subscription(
                service,
                Set.of(Topic.INBOUND, Topic.MESSAGES),
                Set.of(EventType.ORDER_CANCELLED, EventType.CONVERSATION_ESCALATED),
                (tx, batch, now) -> handler.apply(
                        tx,
                        batch.stream()
                                .filter(r -> r.event().sellerId().startsWith(database.name()))
                                .toList(),
                        now));
        InboxConsumer consumer = new InboxConsumer(
                subscription,
                SERVERS.kafka(),
                database.worker(),
                new DeadLetters(database.outbox()),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                Settings.inbox("rapport.inbox.session", "6S"));
        consumer.start();
        running.add(consumer);
    }

    private static void write(Connection tx, List<Received> batch) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO line (seller_id, what) VALUES (?, ?)")) {
            for (Received received : batch) {
                insert.setString(1, received.event().sellerId());
                insert.setString(2, what(received.event()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String what(RapportEvent event) {
        return switch (event) {
            case OrderCancelled order -> order.orderId();
            case ConversationEscalated step -> step.step();
            default -> throw new IllegalArgumentException("not read here");
        };
    }

    private String seller() {
        return database.name() + "-s";
    }

    private String other() {
        return "/erp/" + database.name();
    }

    private ProducerRecord<byte[], byte[]> order(String order) {
        return foreign(other(), order, cancelled(seller(), order));
    }

    private List<String> lines() {
        return database.texts("SELECT what FROM line ORDER BY id");
    }

    private void awaitLines(int lines) {
        await().atMost(Duration.ofMinutes(3)).until(() -> lines().size() >= lines);
    }

    private List<DeadLetter> letters(String service, int atLeast) {
        DeadLetterReplay replay = new DeadLetterReplay(SERVERS.kafka(), Clock.systemUTC());
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> replay.list(l -> l.service().equals(service)
                                && l.sellerId() != null
                                && l.sellerId().startsWith(database.name())),
                        l -> l.size() >= atLeast);
    }

    private static List<String> orders(int count, int... without) {
        Set<Integer> left = new HashSet<>();
        IntStream.of(without).forEach(left::add);
        return IntStream.range(0, count)
                .filter(i -> !left.contains(i))
                .mapToObj(i -> "o" + i)
                .toList();
    }

    @Test
    void shouldSetAsideWhatTheDatabaseRefusesAndApplyTheRestOfItsBatch() {
        start(database.name(), (tx, batch, now) -> write(tx, batch));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(order(i == 37 || i == 38 || i == 90 ? "longer-than-the-column-allows-" + i : "o" + i));
        }

        TOPICS.write(records);

        awaitLines(97);
        assertThat(lines()).isEqualTo(orders(100, 37, 38, 90));
        List<DeadLetter> letters = letters(database.name(), 3);
        assertThat(letters).hasSize(3).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo("NOT_APPLICABLE");
            assertThat(letter.detail()).contains("SQLSTATE 22001").doesNotContain("longer-than");
            assertThat(letter.origin().topic()).isEqualTo("rapport.inbound");
            assertThat(letter.type()).isEqualTo("rapport.order.cancelled.v1");
            assertThat(letter.sellerId()).isEqualTo(seller());
            assertThat(new String(letter.value(), UTF_8)).contains("longer-than");
        });
    }

    @Test
    void shouldSetAsideTheOneTheHandlerNamesOrFailsOn() {
        start(database.name(), (tx, batch, now) -> {
            write(tx, batch);
            for (Received received : batch) {
                switch (what(received.event())) {
                    case "o3" -> throw new Unappliable(received, "the order is of another world");
                    case "o7" -> throw new IllegalStateException("a buyer's words");
                    default -> {}
                }
            }
        });

        TOPICS.write(IntStream.range(0, 20).mapToObj(i -> order("o" + i)).toList());

        awaitLines(18);
        assertThat(lines()).isEqualTo(orders(20, 3, 7));
        assertThat(letters(database.name(), 2))
                .extracting(DeadLetter::detail)
                .satisfiesExactlyInAnyOrder(
                        named -> assertThat(named).isEqualTo("the order is of another world"),
                        failed -> assertThat(failed)
                                .startsWith("IllegalStateException at DeadLettersIT")
                                .doesNotContain("buyer"));
    }

    @Test
    void shouldDoWithEachFormOfRecordWhatTheContractSays() {
        start(database.name(), (tx, batch, now) -> write(tx, batch));
        String s = seller();
        String structured = """
                {"specversion":"1.0","id":"structured","source":"%s","type":"rapport.order.cancelled.v1","time":"2026-11-22T12:00:00Z",
                 "data":{"sellerId":"%s","orderId":"structured","cancelledAt":"2026-11-22T12:00:00Z","unknown":[1,{"a":2}]}}
                """.formatted(other(), s);
        String data = "{\"sellerId\":\"%s\",\"orderId\":\"%s\",\"cancelledAt\":\"2026-11-22T12:00:00Z\"}";
        String big =
                data.formatted(s, "big").replace("\"orderId\"", "\"x\":\"" + "y".repeat(1_000_000) + "\",\"orderId\"");

        TOPICS.write(List.of(
                record(Topic.INBOUND, s, structured, "content-type", "application/cloudevents+json; charset=UTF-8"),
                order("binary"),
                binary("unknown", "rapport.moon.risen.v1", s, "{"),
                binary("no-json", "rapport.order.cancelled.v1", s, "{\"sellerId\":"),
                binary("missing", "rapport.order.cancelled.v1", s, "{\"sellerId\":\"" + s + "\"}"),
                binary("large", "rapport.order.cancelled.v1", s, big),
                binary("key", "rapport.order.cancelled.v1", s + "2", data.formatted(s, "key")),
                binary("topic", "rapport.conversation.escalated.v1", s, "{}"),
                record(Topic.INBOUND, s, "garbage"),
                record(Topic.INBOUND, null, null),
                order("last")));

        awaitLines(3);
        assertThat(lines()).containsExactlyInAnyOrder("structured", "binary", "last");
        List<DeadLetter> letters = letters(database.name(), 6);
        assertThat(letters)
                .extracting(DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        "INVALID_JSON",
                        "MISSING_FIELD",
                        "TOO_LARGE",
                        "KEY_MISMATCH",
                        "WRONG_TOPIC",
                        "NOT_A_CLOUD_EVENT");
        assertThat(letters)
                .filteredOn(l -> l.reason().equals("TOO_LARGE"))
                .singleElement()
                .satisfies(l -> {
                    assertThat(l.whole()).isTrue();
                    assertThat(l.value()).isEqualTo(big.getBytes(UTF_8));
                });
        await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> new DeadLetterReplay(SERVERS.kafka(), Clock.systemUTC())
                                .list(l -> l.service().equals(database.name()) && l.sellerId() == null),
                        keyless -> keyless.size() == 1);
    }

    private ProducerRecord<byte[], byte[]> binary(String id, String type, String key, String value) {
        return record(
                Topic.INBOUND,
                key,
                value,
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_source",
                other(),
                "ce_type",
                type,
                "ce_time",
                NOON.toString(),
                "content-type",
                "application/json");
    }

    @Test
    void shouldApplyOnceAndOnlyInTheServiceThatRefusedItWhenADeadLetterIsSentAgain() {
        BatchHandler picky = (tx, batch, now) -> {
            write(tx, batch);
            for (Received received : batch) {
                if (!mended && Set.of("o1", "2").contains(what(received.event()))) {
                    throw new Unappliable(received, "not yet");
                }
            }
        };
        start(database.name(), picky);
        String otherService = database.name() + "_other";
        start(otherService, (tx, batch, now) -> write(tx, batch));
        TOPICS.write(List.of(order("o0"), order("o1"), order("o2")));
        TOPICS.write(IntStream.rangeClosed(1, 3)
                .mapToObj(i -> ours(
                        database.source(),
                        new Sequence(100, 7, i),
                        new ConversationEscalated(seller(), "c", Integer.toString(i), NOON)))
                .toList());
        awaitLines(4 + 6);
        assertThat(letters(database.name(), 2)).hasSize(2);

        mended = true;
        Predicate<DeadLetter> refusedHere =
                l -> l.service().equals(database.name()) && l.reason().equals("NOT_APPLICABLE");
        DeadLetterReplay replay = new DeadLetterReplay(SERVERS.kafka(), Clock.systemUTC());
        assertThat(replay.replay(refusedHere)).isEqualTo(2);
        assertThat(replay.replay(refusedHere)).isEqualTo(2);
        TOPICS.write(List.of(order("end")));

        // Two services write each their lines; the replayed two come once more, to the service that lacked them.
        await().atMost(Duration.ofMinutes(3))
                .until(() -> lines().stream().filter("end"::equals).count() == 2 && lines().size() >= 14);
        assertThat(lines()).hasSize(14);
        for (String what : List.of("o0", "o1", "o2", "1", "2", "3")) {
            assertThat(lines()).filteredOn(what::equals).as(what).hasSize(2);
        }
        assertThat(letters(database.name(), 2)).hasSize(2);
    }

    @Test
    void shouldKeepHashAndHeadWhenTheOriginalIsTooLargeForTheTopic() throws SQLException {
        byte[] value = new byte[DeadLetters.LARGEST_ORIGINAL];
        var original = new ConsumerRecord<>("rapport.inbound", 3, 4711L, seller().getBytes(UTF_8), value);
        try (Connection tx = database.worker().getConnection()) {
            tx.setAutoCommit(false);
            new DeadLetters(database.outbox())
                    .write(
                            tx,
                            database.name(),
                            List.of(new DeadLetters.Refused(original, RejectReason.TOO_LARGE, "huge")),
                            NOON);
            tx.commit();
        }

        DeadLetter letter = letters(database.name(), 1).getFirst();
        assertThat(letter.whole()).isFalse();
        assertThat(letter.value()).hasSize(DeadLetters.HEAD);
        assertThat(letter.origin()).hasToString("rapport.inbound/3/4711");
        assertThat(new DeadLetterReplay(SERVERS.kafka(), Clock.systemUTC()).replay(l -> l.equals(letter)))
                .isZero();
    }
}
