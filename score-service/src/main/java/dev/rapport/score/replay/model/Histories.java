package dev.rapport.score.replay.model;

import dev.rapport.events.RapportEvent;
import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.Fold;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.Outcome;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import dev.rapport.score.engine.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counters of all sellers in memory, added to as the service adds to its tables. Confined to one thread. */
public final class Histories {
    private static final int BATCH = 5_000;

    private final Map<OnceKey, Long> once = new HashMap<>();
    private final Map<ReviewKey, ReviewRow> reviews = new HashMap<>();
    private final Map<String, NavigableMap<Long, Counters>> hours = new HashMap<>();
    private final Set<String> known = new TreeSet<>();
    private Fold fold = new Fold();
    private int folded;

    /** Adds a fact that has not been added before; false when it cannot be true and counts for nothing. */
    public boolean add(RapportEvent fact) {
        if (!(fold.add(fact) instanceof Outcome.Folded)) {
            return false;
        }
        known.add(fact.sellerId());
        if (++folded == BATCH) {
            settle();
        }
        return true;
    }

    private void settle() {
        Settled settled = fold.settle(once, reviews);
        once.putAll(settled.once());
        reviews.putAll(settled.reviews());
        settled.deltas().forEach((key, delta) -> hours.computeIfAbsent(key.sellerId(), _ -> new TreeMap<>())
                .merge(key.hour(), Counters.EMPTY.plus(delta), (before, _) -> before.plus(delta)));
        fold = new Fold();
        folded = 0;
    }

    /** Every seller a fact was added about. */
    public Set<String> sellers() {
        return Set.copyOf(known);
    }

    /** What is counted of a seller within these hours, both included. */
    public List<CountedHour> counted(String seller, long first, long last) {
        settle();
        List<CountedHour> counted = new ArrayList<>();
        hours.getOrDefault(seller, new TreeMap<>())
                .subMap(first, true, last, true)
                .forEach((hour, counters) -> counted.add(new CountedHour(hour, counters)));
        return counted;
    }
}
