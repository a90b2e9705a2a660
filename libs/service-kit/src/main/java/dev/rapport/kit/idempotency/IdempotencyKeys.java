package dev.rapport.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers what was answered to a request with an {@code Idempotency-Key}. */
@Singleton
public final class IdempotencyKeys {

    private static final String FIND = """
            SELECT request, status, location, body FROM idempotency_key
             WHERE seller_id = ? AND key = ? AND answered_at > ?
            """;

    // Only an answer that has run out can still be there.
    private static final String KEEP = """
            INSERT INTO idempotency_key (seller_id, key, request, status, location, body, answered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, key) DO UPDATE
               SET request = excluded.request, status = excluded.status, location = excluded.location, body = excluded.body,
                   answered_at = excluded.answered_at
            """;

    private final Clock clock;
    private final Duration keep;

    /** @param config how long an answer is remembered */
    @Inject
    public IdempotencyKeys(Clock clock, IdempotencyConfig config) {
        this.clock = clock;
        this.keep = config.keep();
    }

    /** What became of a request. */
    public sealed interface Outcome {
        /** It was done now. */
        record Done(StoredAnswer answer) implements Outcome {}

        /** It was done before: answer the same with {@code Idempotent-Replay: true}. */
        record Replayed(StoredAnswer answer) implements Outcome {}

        /** The key belongs to another request: answer 422 {@code IDEMPOTENCY_KEY_REUSED}. */
        record Reused() implements Outcome {}
    }

    /** The work of a request, which takes the ordering law's row lock first and then writes. */
    @FunctionalInterface
    public interface Answering {
        StoredAnswer answer() throws SQLException;
    }

    /**
     * Does the work unless this key has been answered in the last 24 hours. Of two requests at once the second waits for the first.
     * Before the work only a lock is taken and a row is read (ordering law); the answer is written after it, in the same transaction:
     * so an answer that is rolled back is not remembered.
     *
     * @param tx transaction of the rest role that sees the seller
     * @param key the header; null when the request has none: the work is simply done
     * @param request what makes the request this one: method, path and body as they came
     */
    public Outcome once(Connection tx, String sellerId, @Nullable String key, byte[] request, Answering work)
            throws SQLException {
        if (key == null) {
            return new Outcome.Done(work.answer());
        }
        lock(tx, sellerId, key);
        byte[] hash = hash(request);
        Outcome earlier = earlier(tx, sellerId, key, hash);
        if (earlier != null) {
            return earlier;
        }
        StoredAnswer answer = work.answer();
        keep(tx, sellerId, key, hash, answer);
        return new Outcome.Done(answer);
    }

    /** An advisory lock instead of an early insert, which would give the transaction its id before the aggregate is locked. */
    private static void lock(Connection tx, String sellerId, String key) throws SQLException {
        if (tx.getAutoCommit()) {
            throw new IllegalStateException("an idempotency key is held by a transaction");
        }
        try (PreparedStatement lock = tx.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            byte[] name = hash(("idempotency-key " + sellerId + ' ' + key).getBytes(UTF_8));
            lock.setLong(1, ByteBuffer.wrap(name).getLong());
            lock.executeQuery().close();
        }
    }

    private @Nullable Outcome earlier(Connection tx, String sellerId, String key, byte[] hash) throws SQLException {
        try (PreparedStatement find = tx.prepareStatement(FIND)) {
            find.setString(1, sellerId);
            find.setString(2, key);
            find.setObject(3, clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return Arrays.equals(hash, row.getBytes(1))
                        ? new Outcome.Replayed(new StoredAnswer(row.getInt(2), row.getString(3), row.getString(4)))
                        : new Outcome.Reused();
            }
        }
    }

    private void keep(Connection tx, String sellerId, String key, byte[] hash, StoredAnswer answer)
            throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(KEEP)) {
            insert.setString(1, sellerId);
            insert.setString(2, key);
            insert.setBytes(3, hash);
            insert.setInt(4, answer.status());
            insert.setString(5, answer.location());
            insert.setString(6, answer.body());
            insert.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
