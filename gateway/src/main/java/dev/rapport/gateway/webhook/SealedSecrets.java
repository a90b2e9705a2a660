package dev.rapport.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.kit.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps texts sealed at rest: AES-256-GCM under the configured key, a fresh nonce each time, bound to the place they are kept at. Signing
 * needs a secret in clear, so it cannot be hashed; whoever has only the database or a backup of it has none.
 */
@Singleton
final class SealedSecrets {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST_KEY = 16;

    private final SecureRandom random = new SecureRandom();
    private final @Nullable SecretKeySpec key;

    @Inject
    SealedSecrets(WebhookConfig config) {
        this(config.key().orElse(null));
    }

    /** @param key at least 16 random characters; null for none */
    SealedSecrets(@Nullable String key) {
        if (key != null && key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("rapport.gateway.webhooks.key has fewer than 16 characters");
        }
        this.key = key == null ? null : new SecretKeySpec(sha256("rapport webhook secrets\0" + key), "AES");
    }

    /** @param place what the sealed bytes belong to; opens there only. @throws ProblemException {@code NO_WEBHOOK_KEY} */
    byte[] seal(String text, String place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, place, text.getBytes(UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /** @throws IllegalStateException when it was sealed under another key, elsewhere, or altered */
    String open(byte[] sealed, String place) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, place, rest), UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, String place, byte[] bytes) {
        if (key == null) {
            throw new ProblemException(
                    WebhookProblem.NO_WEBHOOK_KEY, "rapport.gateway.webhooks.key is missing in the configuration.");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be opened: another key, or altered", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
