package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many events a second of one core are decoded, garbage collection included: by processor time, since other work on the
 * machine shall not count. The figure is printed.
 */
@Tag("bench")
class DecodeThroughputTest {

    private static final int EVENTS = 500_000;
    private static final int ROUNDS = 6;
    private static final int FLOOR_PER_SECOND = 400_000;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final EventCodec codec = new EventCodec();

    @Test
    void shouldDecodeAtLeastTheBudgetWhenEventsAreBinaryAnswers() {
        Instant opened = Instant.parse("2026-11-22T10:00:00Z");
        RapportEvent event = new MessageFact.TurnAnswered(
                "s-000417",
                "c-8c1d5e0b9f",
                "t-20261122-000981",
                Kind.AFTER_SALE,
                opened,
                opened.plusSeconds(1_742),
                null,
                "agent-12",
                false);
        Envelope envelope = new Envelope(
                FactId.of(EventType.TURN_ANSWERED, "s-000417", "t-20261122-000981"),
                "/rapport/message-service",
                EventType.TURN_ANSWERED,
                opened,
                "c-8c1d5e0b9f",
                new Sequence(1, 8_812_334, 91_882),
                "aliexpress@2024-06",
                null,
                false);
        Encoded encoded = codec.encode(envelope, event);

        double best = best("turn.answered, binary", Topic.MESSAGES, encoded.key(), encoded.headers(), encoded.value());

        assertThat(best).isGreaterThan(FLOOR_PER_SECOND);
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDER_PLACED", "DISPUTE_OPENED", "BUYER_MESSAGE_RECEIVED"})
    void shouldTellItsRateWhenEventsAreForeign(EventType type) {
        JsonNode data = TestFiles.example(type);
        String event = "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/erp\",\"type\":\"%s\",\"data\":%s}"
                .formatted(type.wireName(), data);
        String key = data.path("sellerId").asText();
        Envelope envelope = new Envelope("e1", "/erp", type, null, null, null, null, null, false);
        List<Header> structured =
                List.of(new RecordHeader("content-type", "application/cloudevents+json".getBytes(UTF_8)));

        double binary = best(
                type + ", binary",
                type.topic(),
                key,
                codec.headers(envelope),
                data.toString().getBytes(UTF_8));
        double inOne = best(type + ", structured", type.topic(), key, structured, event.getBytes(UTF_8));

        assertThat(binary).isGreaterThan(inOne);
    }

    private double best(String what, Topic topic, String key, List<Header> headers, byte[] value) {
        byte[] keyBytes = key.getBytes(UTF_8);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = PROCESS.getProcessCpuTime();
            for (int i = 0; i < EVENTS; i++) {
                // A consumer gets a new header list with each record.
                Decoded decoded = codec.decode(topic, keyBytes, new RecordHeaders(List.copyOf(headers)), value);
                if (!(decoded instanceof Decoded.Event)) {
                    throw new AssertionError(decoded);
                }
            }
            best = Math.max(best, EVENTS * 1e9 / (PROCESS.getProcessCpuTime() - start));
        }
        System.out.printf("decode %s, %d bytes: %,.0f events per core second%n", what, value.length, best);
        return best;
    }
}
