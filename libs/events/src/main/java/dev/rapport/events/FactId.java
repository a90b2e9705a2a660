package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids of our own facts: the same fact derived twice has the same id. */
public final class FactId {

    /** The suite's name space: version 5 of {@code rapport.dev} in the DNS name space. */
    private static final UUID NAMESPACE =
            version5(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "rapport.dev");

    private static final char SEPARATOR = '\u001f';

    private FactId() {}

    /**
     * The id of a fact: UUID version 5 (RFC 9562) of its type, its seller and the key that is natural to it, such as the turn
     * of a {@code turn.answered}.
     *
     * @throws IllegalArgumentException when a part holds U+001F, which separates the parts
     */
    public static String of(EventType type, String sellerId, String... naturalKey) {
        return uuid(type, sellerId, naturalKey).toString();
    }

    /** The same as a UUID. @throws IllegalArgumentException as {@link #of} */
    public static UUID uuid(EventType type, String sellerId, String... naturalKey) {
        StringBuilder name =
                new StringBuilder(type.wireName()).append(SEPARATOR).append(sellerId);
        for (String part : naturalKey) {
            if (part.indexOf(SEPARATOR) >= 0) {
                throw new IllegalArgumentException("A part of a natural key holds the separator");
            }
            name.append(SEPARATOR).append(part);
        }
        return version5(NAMESPACE, name.toString());
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0xC0L << 56) | 0x80L << 56;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
