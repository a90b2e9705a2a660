package dev.rapport.score.card;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps answers for a tenth of a second, so that a page that asks many times at once costs one answer. */
final class RecentAnswers {
    private static final long KEEP_NANOS = 100_000_000;
    private static final int MOST = 512;

    private final LongSupplier nanos;

    RecentAnswers() {
        this(System::nanoTime);
    }

    /** @param nanos the time, from any beginning */
    RecentAnswers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Key(String seller, @Nullable String window) {}

    private record Kept(ScoreAnswer answer, long madeAt) {}

    private final Map<Key, Kept> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    /** The answer kept, or a new one. Its age counts from before it was made. */
    ScoreAnswer answer(String seller, @Nullable String window, Supplier<ScoreAnswer> making) {
        Key key = new Key(seller, window);
        long now = nanos.getAsLong();
        synchronized (kept) {
            Kept before = kept.get(key);
            if (before != null && now - before.madeAt() < KEEP_NANOS) {
                return before.answer();
            }
        }
        ScoreAnswer answer = making.get();
        synchronized (kept) {
            kept.remove(key);
            kept.put(key, new Kept(answer, now));
        }
        return answer;
    }
}
