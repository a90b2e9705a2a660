package dev.rapport.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealedSecretsTest {

    private final SealedSecrets secrets = new SealedSecrets("a key of sixteen characters and more");

    @Test
    void shouldOpenWhatItSealedWhereItBelongsAndNowhereElse() {
        byte[] sealed = secrets.seal("the secret", "s1/w1");

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(secrets.seal("the secret", "s1/w1")).isNotEqualTo(sealed);
        assertThat(secrets.open(sealed, "s1/w1")).isEqualTo("the secret");
        assertThatThrownBy(() -> secrets.open(sealed, "s1/w2")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new SealedSecrets("another key of sixteen characters").open(sealed, "s1/w1"))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> secrets.open(sealed, "s1/w1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNeedAKeyWorthTheName() {
        assertThatThrownBy(() -> new SealedSecrets("short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SealedSecrets((String) null).seal("x", "y"))
                .isInstanceOf(ProblemException.class);
    }

    /** RFC 4231 has no case with a timestamp; this one was worked out with openssl dgst -sha256 -hmac. */
    @Test
    void shouldSignTimestampDotBody() {
        assertThat(Signatures.of("0123456789abcdef", "1763805600", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("8d310d297cfae1f897dec84fb14520a36aa825e30ee610192e6918eb5c8ae494");
    }
}
