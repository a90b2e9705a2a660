package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law: what the codec writes it reads back as the same event, and writes again as the same bytes. */
class RoundTripTest {

    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());
    private static final int EVENTS_PER_TYPE = 300;

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldReadBackTheSameEventWhenWrittenInBinaryMode(EventType type) {
        SeededEvents seeded = new SeededEvents(SEED + type.ordinal());
        for (int i = 0; i < EVENTS_PER_TYPE; i++) {
            Envelope envelope = seeded.envelope(type);
            RapportEvent event = seeded.event(type);

            Encoded encoded = codec.encode(envelope, event);
            Decoded decoded = codec.decode(
                    type.topic(), encoded.key().getBytes(UTF_8), new RecordHeaders(encoded.headers()), encoded.value());

            assertThat(decoded)
                    .as("-Drapport.seed=%d, event %d: %s", SEED, i, new String(encoded.value(), UTF_8))
                    .isEqualTo(new Decoded.Event(envelope, event));
            assertThat(codec.data(((Decoded.Event) decoded).event())).isEqualTo(encoded.value());
        }
    }

    @Test
    void shouldKnowEveryRecordOfTheSealedHierarchyWhenItHasAType() {
        for (Class<?> family : RapportEvent.class.getPermittedSubclasses()) {
            for (Class<?> record : family.getPermittedSubclasses()) {
                assertThat(EventType.values())
                        .extracting(EventType::record)
                        .contains(record.asSubclass(RapportEvent.class));
            }
        }
    }
}
