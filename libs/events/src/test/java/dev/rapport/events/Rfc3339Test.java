package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** every instant is UTC, RFC 3339. */
class Rfc3339Test {

    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());

    @Test
    void shouldReadWhatTheJdkWritesWhenInstantsAreAnything() {
        Random random = new Random(SEED);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long end = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 200_000; i++) {
            int nano = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(random.nextLong(first, end), nano);

            assertThat(utc(instant.toString())).as("-Drapport.seed=%d", SEED).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-22",
                "2026-11-22T10:00Z",
                "2026-11-22T10:00:00",
                "2026-11-22T10:00:00.Z",
                "2026-11-22T10:00:00z",
                "2026-11-22t10:00:00Z",
                "2026-11-22 10:00:00Z",
                "2026-13-22T10:00:00Z",
                "2026-00-22T10:00:00Z",
                "2026-11-31T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T10:60:00Z",
                "2026-11-22T10:00:60Z",
                "2026-11-22T10:00:00,5Z",
                "2026-11-22T10:00:00.5xZ",
                "2026-11-22T10:00:00.1234567890xZ",
                "+2026-11-22T10:00:00Z",
                "2026-11-22T10:00:00+00:00",
                "-026-11-22T10:00:00Z"
            })
    void shouldReadNothingWhenTheTextIsNoTime(String text) {
        assertThat(utc(text)).isNull();
    }

    @Test
    void shouldReadFractionsWhenTheyAreOfAnyLength() {
        assertThat(utc("2026-11-22T10:00:00.5Z")).isEqualTo("2026-11-22T10:00:00.500Z");
        assertThat(utc("2026-11-22T10:00:00.050Z")).isEqualTo("2026-11-22T10:00:00.050Z");
        assertThat(utc("2026-11-22T10:00:00.12345678987Z")).isEqualTo("2026-11-22T10:00:00.123456789Z");
        assertThat(utc("2024-02-29T00:00:00Z")).isEqualTo("2024-02-29T00:00:00Z");
    }

    @Test
    void shouldReadAnyOffsetWhenTheTimeIsTheEnvelopes() {
        assertThat(Rfc3339.parse("2026-11-22T12:00:00.25+02:00")).isEqualTo("2026-11-22T10:00:00.250Z");
        assertThat(Rfc3339.parse("2026-11-22T12:00:00")).isNull();
    }

    private static @Nullable Instant utc(String text) {
        char[] padded = ("xx" + text + "yy").toCharArray();
        return Rfc3339.utc(padded, 2, text.length());
    }
}
