package dev.rapport.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.system.suite.CommandLine;
import dev.rapport.system.suite.CommandLine.Outcome;
import dev.rapport.system.suite.DeadLetterLog;
import dev.rapport.system.suite.DeadLetterLog.DeadLetter;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What each sort of record on {@code rapport.inbound} does (event contract), and that none stops the stream. */
class EventContractIT {
    private static final Instant AT = Instant.parse("2025-06-02T04:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final RawFeeder FEEDER = new RawFeeder(SUITE.launcher().kafka());
    private static final DeadLetterLog DEAD_LETTERS =
            new DeadLetterLog(SUITE.launcher().kafka());

    private static final CommandLine RAPPORT = new CommandLine(SUITE);

    private final Lines lines = new Lines("/contract");

    @AfterAll
    static void close() {
        FEEDER.close();
        DEAD_LETTERS.close();
    }

    @Test
    void shouldReadStructuredAndBinaryAlike() {
        FEEDER.feed(List.of(lines.orderPlaced("contract-modes", "structured", AT)));
        FEEDER.binary(lines.orderPlaced("contract-modes", "binary", AT));
        awaitOrders("contract-modes", 2);
    }

    /** Skipped and counted, no dead letter. */
    @Test
    void shouldPassOverATypeItDoesNotKnow() {
        String seller = "contract-unknown";
        RecordMetadata unknown = structured(
                seller, lines.orderPlaced(seller, "o1", AT).replace("order.placed.v1", "order.teleported.v1"));
        streamGoesOn(seller);
        assertThat(DEAD_LETTERS.of(unknown)).isEmpty();
    }

    /** An unknown field is ignored: adding an optional one is compatible. */
    @Test
    void shouldIgnoreAFieldItDoesNotKnow() {
        String seller = "contract-field";
        structured(
                seller,
                lines.orderPlaced(seller, "o1", AT).replace("\"sellerId\"", "\"novelty\":{\"a\":[1]},\"sellerId\""));
        awaitOrders(seller, 1);
    }

    @Test
    void shouldSetAsideInvalidJson() {
        String seller = "contract-json";
        DeadLetter letter = setAside(
                seller, "{\"specversion\":\"1.0\",\"type\":\"rapport.order.placed.v1\",".getBytes(UTF_8), seller);
        assertThat(letter.reason()).startsWith("INVALID_JSON");
    }

    @Test
    void shouldSetAsideAMissingField() {
        String seller = "contract-missing";
        String line = lines.orderPlaced(seller, "o1", AT).replace("\"placedAt\"", "\"placedOn\"");
        DeadLetter letter = setAside(seller, line.getBytes(UTF_8), seller);
        assertThat(letter.reason()).startsWith("MISSING_FIELD");
        assertThat(letter.value()).isEqualTo(line);
        assertThat(letter.key()).isEqualTo(seller);
    }

    @Test
    void shouldSetAsideAWrongKey() {
        String seller = "contract-key";
        String line = lines.orderPlaced(seller, "o1", AT);
        DeadLetter letter = setAside("contract-other", line.getBytes(UTF_8), seller);
        assertThat(letter.reason()).startsWith("KEY_MISMATCH");
        assertThat(letter.key()).isEqualTo("contract-other");
        assertThat(orders("contract-other")).isZero();
    }

    @Test
    void shouldSetAsideWhatIsLargerThanAnEventMayBe() {
        String seller = "contract-large";
        DeadLetter letter = setAside(seller, large(seller, 300 << 10), seller);
        assertThat(letter.reason()).startsWith("TOO_LARGE");
    }

    /** The topic takes 1 MB: 2 MB do not get in as they are, and are set aside when compression smuggles them in. */
    @Test
    void shouldSurviveTwoMegabytes() {
        String seller = "contract-huge";
        assertThatThrownBy(() -> FEEDER.structured(seller, large(seller, 2 << 20)))
                .hasRootCauseInstanceOf(RecordTooLargeException.class);

        try (RawFeeder compressing = RawFeeder.compressing(SUITE.launcher().kafka())) {
            RecordMetadata record = compressing.structured(seller, large(seller, 2 << 20));
            DeadLetter letter = awaitLetter(record);
            assertThat(letter.reason()).startsWith("TOO_LARGE");
        }
        streamGoesOn(seller);
    }

    /** what an older version could not apply is listed, and applied when it is sent again; once. */
    @Test
    void shouldApplyADeadLetterThatIsReplayed() {
        String seller = "contract-replay";
        String line = lines.orderPlaced(seller, "o1", AT);
        FEEDER.deadLetter(line, "score-service", "NOT_APPLICABLE: not understood then");
        String name = "score-service/" + RawFeeder.INBOUND + "/0/" + RawFeeder.NEVER_REACHED;

        Outcome list = RAPPORT.run("dead-letters", "list", "--reason", "NOT_APPLICABLE");
        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out()).contains(name, "NOT_APPLICABLE", "not understood then");

        for (int again = 0; again < 2; again++) {
            Outcome replay = RAPPORT.run("dead-letters", "replay", "--id", name);
            assertThat(replay.exit()).as(replay.err()).isZero();
            awaitOrders(seller, 1);
        }
    }

    /** One that still cannot be applied is set aside again, and nothing stands still for it. */
    @Test
    void shouldSetAsideAgainWhatIsStillWrong() {
        String seller = "contract-again";
        String line = lines.orderPlaced(seller, "o1", AT).replace("\"amount\"", "\"sum\"");
        DeadLetter letter = setAside(seller, line.getBytes(UTF_8), seller);
        long before = DEAD_LETTERS.count();

        Outcome replay = RAPPORT.run("dead-letters", "replay", "--id", letter.name());

        assertThat(replay.exit()).as(replay.err()).isZero();
        await("a letter for the replay").atMost(PATIENCE).until(() -> DEAD_LETTERS.count() > before);
        FEEDER.feed(List.of(lines.orderPlaced(seller, "after", AT)));
        awaitOrders(seller, 2);
    }

    private byte[] large(String seller, int bytes) {
        return lines.buyerMessage(seller, "c1", "m-large", "PRE_SALE", AT, "x".repeat(bytes))
                .getBytes(UTF_8);
    }

    private DeadLetter setAside(String key, byte[] value, String seller) {
        RecordMetadata record = FEEDER.structured(key, value);
        DeadLetter letter = awaitLetter(record);
        assertThat(letter.topic()).isEqualTo(RawFeeder.INBOUND);
        assertThat(letter.service()).endsWith("-service");
        assertThat(letter.at()).isNotBlank();
        streamGoesOn(seller);
        return letter;
    }

    private static RecordMetadata structured(String key, String line) {
        return FEEDER.structured(key, line.getBytes(UTF_8));
    }

    private static DeadLetter awaitLetter(RecordMetadata record) {
        await("dead letter of " + record)
                .atMost(PATIENCE)
                .until(() -> !DEAD_LETTERS.of(record).isEmpty());
        return DEAD_LETTERS.of(record).getFirst();
    }

    /** another seller's event of the same source and id is another event. */
    @Test
    void shouldTellTheEventsOfTwoSellersApartThatBearOneId() {
        FEEDER.feed(List.of(
                lines.orderPlaced("contract-twin-a", "o1", AT), lines.orderPlaced("contract-twin-b", "o1", AT)));
        awaitOrders("contract-twin-a", 1);
        awaitOrders("contract-twin-b", 1);
    }

    /** The next event of the same seller, on the same partition, is applied. */
    private void streamGoesOn(String seller) {
        FEEDER.feed(List.of(lines.orderPlaced(seller, "next", AT)));
        awaitOrders(seller, 1);
    }

    private static void awaitOrders(String seller, long count) {
        await("orders of " + seller).atMost(PATIENCE).until(() -> orders(seller) == count);
    }

    private static long orders(String seller) {
        return SUITE.operator()
                .score(seller, AT, 24)
                .required("counters")
                .path("orders_placed")
                .asLong(0);
    }
}
