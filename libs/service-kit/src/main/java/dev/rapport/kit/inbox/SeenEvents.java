package dev.rapport.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Foreign events that were applied, by (consumer, seller, source, id): a row each, remembered for some days. */
final class SeenEvents {

    // Sorted, so that the index is visited in order and two transactions cannot wait for one another.
    private static final String REMEMBER = """
            INSERT INTO inbox_event (identity, seen_at)
            SELECT identity, ? FROM unnest(?::uuid[]) AS identity ORDER BY identity
            ON CONFLICT DO NOTHING
            RETURNING identity
            """;

    private SeenEvents() {}

    /**
     * What identifies an event: the first 128 bits of the SHA-256 of these. The seller is part of it, lest one seller's feeder
     * keep another's events out by naming them first.
     */
    static UUID identity(String consumer, String seller, String source, String id) {
        MessageDigest sha256 = sha256();
        for (String part : new String[] {consumer, seller, source, id}) {
            byte[] bytes = part.getBytes(UTF_8);
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha256.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }

    /**
     * Remembers these.
     *
     * @return those that were not known before
     */
    static Set<UUID> remember(Connection tx, Collection<UUID> identities, Instant now) throws SQLException {
        Set<UUID> fresh = new HashSet<>();
        if (identities.isEmpty()) {
            return fresh;
        }
        try (PreparedStatement remember = tx.prepareStatement(REMEMBER)) {
            remember.setObject(1, now.atOffset(ZoneOffset.UTC));
            remember.setArray(2, tx.createArrayOf("uuid", identities.toArray(UUID[]::new)));
            try (ResultSet rows = remember.executeQuery()) {
                while (rows.next()) {
                    fresh.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return fresh;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
