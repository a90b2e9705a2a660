package dev.rapport.kit.idempotency;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Remembers what was answered to a request with an {@code Idempotency-Key}. */
@Singleton
public final class IdempotencyKeys {

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
        throw new IllegalStateException("not filled in yet");
    }
}
