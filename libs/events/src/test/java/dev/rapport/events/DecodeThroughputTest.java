package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many events a second of one core are decoded, garbage collection included: by processor time, since other work on the
 * machine shall not count. The figure is printed.
 */
@Tag("bench")
class DecodeThroughputTest {

    private static final int EVENTS = 1_000_000;
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
        byte[] key = encoded.key().getBytes(UTF_8);

        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = PROCESS.getProcessCpuTime();
            int decoded = 0;
            for (int i = 0; i < EVENTS; i++) {
                // A consumer gets a new header list with each record.
                RecordHeaders headers = new RecordHeaders(List.copyOf(encoded.headers()));
                if (codec.decode(Topic.MESSAGES, key, headers, encoded.value()) instanceof Decoded.Event) {
                    decoded++;
                }
            }
            double perSecond = EVENTS * 1e9 / (PROCESS.getProcessCpuTime() - start);
            best = Math.max(best, perSecond);
            System.out.printf(
                    "decode turn.answered, binary, %d bytes: %,.0f events per core second%n",
                    encoded.value().length, perSecond);
            assertThat(decoded).isEqualTo(EVENTS);
        }
        assertThat(best).isGreaterThan(FLOOR_PER_SECOND);
    }
}
