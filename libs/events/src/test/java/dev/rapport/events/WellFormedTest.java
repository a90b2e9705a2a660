package dev.rapport.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser itself would let pass. */
class WellFormedTest {

    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());

    @Test
    void shouldAgreeWithTheJdksDecoderWhenBytesAreAnything() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                // Mostly what is nearly right: ASCII, leads with their continuations.
                bytes[at] = switch (random.nextInt(4)) {
                    case 0 -> (byte) ('a' + random.nextInt(26));
                    case 1 -> (byte) (0x80 | bytes[at] & 0x3F);
                    case 2 -> (byte) (0xC0 | bytes[at] & 0x3F);
                    default -> bytes[at] == '\\' ? (byte) '/' : bytes[at];
                };
            }
            assertThat(WellFormed.text(bytes, 0, bytes.length))
                    .as("-Drapport.seed=%d, case %d", SEED, i)
                    .isEqualTo(decodes(bytes));
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).limit() >= 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abc\\ud83d\\ude00, true",
        "abc\\uD83D\\uDE00defghijklmnop, true",
        "abc\\ud83d, false",
        "abc\\ud83dx, false",
        "abc\\ud83d\\n, false",
        "abc\\ude00, false",
        "abc\\ude00\\ud83d, false",
        "abc\\ud83d\\ud83d\\ude00, false",
        "abc\\\\ud83d, true",
        "abc\\\\\\ud83d, false",
        "0123456\\ud83d, false",
        "01234567\\ud83d, false",
        "\\u00e9\\u0041, true",
    })
    void shouldDemandBothHalvesWhenSurrogatesAreEscaped(String text, boolean wellFormed) {
        byte[] bytes = text.getBytes(US_ASCII);

        assertThat(WellFormed.text(bytes, 0, bytes.length)).isEqualTo(wellFormed);
    }
}
