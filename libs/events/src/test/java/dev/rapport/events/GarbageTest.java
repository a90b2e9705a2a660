package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** X-05, law: whatever a record holds, decoding answers and does not throw. */
class GarbageTest {

    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());
    private static final int RECORDS_PER_TYPE = 1_000;

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldAnswerWhenBytesOfARecordAreDamaged(EventType type) {
        Random random = new Random(SEED + type.ordinal());
        SeededEvents seeded = new SeededEvents(SEED + type.ordinal());
        for (int i = 0; i < RECORDS_PER_TYPE; i++) {
            Encoded whole = codec.encode(seeded.envelope(type), seeded.event(type));
            byte[] value = damaged(whole.value(), random);
            RecordHeaders headers = new RecordHeaders();
            for (Header header : whole.headers()) {
                headers.add(header.key(), random.nextInt(20) == 0 ? damaged(header.value(), random) : header.value());
            }

            Decoded decoded = codec.decode(type.topic(), whole.key().getBytes(UTF_8), headers, value);

            if (decoded instanceof Decoded.Event event) {
                assertThat(codec.data(event.event()))
                        .as("-Drapport.seed=%d, record %d", SEED, i)
                        .isNotEmpty();
            }
            assertThat(codec.decodeStructured(value))
                    .as("-Drapport.seed=%d, record %d", SEED, i)
                    .isInstanceOf(Decoded.Rejected.class);
        }
    }

    /** Some bytes changed, doubled or dropped; likely ones to keep the JSON nearly whole. */
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(4); i > 0 && copy.length > 0; i--) {
            int at = random.nextInt(copy.length);
            copy[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) "{}[]:,\"\\u0-9.eZ".charAt(random.nextInt(15));
                case 2 -> copy[random.nextInt(copy.length)];
                default -> (byte) (copy[at] ^ 1 << random.nextInt(8));
            };
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 1)) : copy;
    }
}
