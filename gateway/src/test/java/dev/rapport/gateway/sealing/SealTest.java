package dev.rapport.gateway.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] TEXT = "keep this".getBytes(UTF_8);
    private final Seal seal = new Seal("tests", "0123456789abcdef", "the key");

    @Test
    void shouldOpenWhatItSealed() {
        assertThat(seal.open(seal.seal(TEXT, "here"), "here")).isEqualTo(TEXT);
    }

    @Test
    void shouldSealTheSameDifferentlyEachTime() {
        assertThat(seal.seal(TEXT, "here")).isNotEqualTo(seal.seal(TEXT, "here"));
    }

    @Test
    void shouldOpenNothingElsewhereAlteredCutOrForeign() {
        byte[] sealed = seal.seal(TEXT, "here");
        assertThat(seal.open(sealed, "there")).isNull();
        assertThat(new Seal("others", "0123456789abcdef", "the key").open(sealed, "here"))
                .isNull();
        assertThat(new Seal("tests", "0123456789abcdeX", "the key").open(sealed, "here"))
                .isNull();
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(seal.open(altered, "here")).as("byte " + i).isNull();
        }
        assertThat(seal.open(new byte[3], "here")).isNull();
        assertThat(seal.open(new byte[12], "here")).isNull();
    }

    @Test
    void shouldRefuseAKeyThatCouldBeGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Seal("tests", "short", "RAPPORT_SESSION_KEY"))
                .withMessageContaining("RAPPORT_SESSION_KEY");
    }
}
