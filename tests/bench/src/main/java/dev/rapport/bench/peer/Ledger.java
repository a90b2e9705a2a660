package dev.rapport.bench.peer;

import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import org.jspecify.annotations.Nullable;

/** A peer's state, whatever keeps it. Throws what the framework throws. */
interface Ledger {
    /** Packed counters of an hour; null when nothing was counted in it. */
    byte @Nullable [] hour(String seller, long hour) throws Exception;

    void putHour(String seller, long hour, byte[] packed) throws Exception;

    /** The hour in which something that counts once counts already; null when it does in none. */
    @Nullable
    Long once(OnceKey key) throws Exception;

    void putOnce(OnceKey key, long hour) throws Exception;

    @Nullable
    ReviewRow review(ReviewKey key) throws Exception;

    void putReview(ReviewKey key, ReviewRow row) throws Exception;
}
