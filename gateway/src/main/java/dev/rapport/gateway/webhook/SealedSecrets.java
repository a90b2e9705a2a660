package dev.rapport.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.gateway.sealing.Seal;
import dev.rapport.kit.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the secrets of webhooks sealed at rest, bound to the place they are kept at. Signing needs a secret in clear, so it cannot be
 * hashed; whoever has only the database or a backup of it has none.
 */
@Singleton
final class SealedSecrets {

    private static final String KEY_NAME = "rapport.gateway.webhooks.key";

    private final @Nullable Seal seal;

    @Inject
    SealedSecrets(WebhookConfig config) {
        this(config.key().orElse(null));
    }

    /** @param key at least 16 random characters; null for none */
    SealedSecrets(@Nullable String key) {
        this.seal = key == null ? null : new Seal("rapport webhook secrets", key, KEY_NAME);
    }

    /** @param place what the sealed bytes belong to; opens there only. @throws ProblemException {@code NO_WEBHOOK_KEY} */
    byte[] seal(String text, String place) {
        return keyed().seal(text.getBytes(UTF_8), place);
    }

    /** @throws IllegalStateException when it was sealed under another key, elsewhere, or altered */
    String open(byte[] sealed, String place) {
        byte[] clear = keyed().open(sealed, place);
        if (clear == null) {
            throw new IllegalStateException("a secret cannot be opened: another key, or altered");
        }
        return new String(clear, UTF_8);
    }

    private Seal keyed() {
        if (seal == null) {
            throw new ProblemException(WebhookProblem.NO_WEBHOOK_KEY, KEY_NAME + " is missing in the configuration.");
        }
        return seal;
    }
}
