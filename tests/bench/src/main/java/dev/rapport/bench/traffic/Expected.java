package dev.rapport.bench.traffic;

import dev.rapport.events.RapportEvent;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.Fold;
import dev.rapport.score.engine.HourKey;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.Outcome;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import dev.rapport.score.engine.Settled;
import java.util.HashMap;
import java.util.Map;

/** What must have been counted in the end, worked out in memory from the events without their repeats. */
public final class Expected {
    private static final int BATCH = 10_000;

    private final Map<OnceKey, Long> once = new HashMap<>();
    private final Map<ReviewKey, ReviewRow> reviews = new HashMap<>();
    private final Map<HourKey, Counters> hours = new HashMap<>();
    private Fold fold = new Fold();
    private int folded;

    /** Counts one event. */
    public void add(RapportEvent event) {
        if (!(fold.add(event) instanceof Outcome.Folded)) {
            throw new IllegalStateException("the traffic has an event that cannot be true: " + event);
        }
        if (++folded == BATCH) {
            settle();
        }
    }

    private void settle() {
        Settled settled = fold.settle(once, reviews);
        once.putAll(settled.once());
        reviews.putAll(settled.reviews());
        settled.deltas()
                .forEach((key, delta) ->
                        hours.merge(key, Counters.EMPTY.plus(delta), (before, _) -> before.plus(delta)));
        fold = new Fold();
        folded = 0;
    }

    /** The digest of all that was counted. */
    public String digest() {
        settle();
        Digest digest = new Digest();
        hours.forEach((key, counters) -> digest.add(key.sellerId(), key.hour(), counters));
        return digest.text();
    }
}
