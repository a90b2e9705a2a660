package dev.rapport.score.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The deltas of a batch, per seller and hour. Confined to the thread that folds the batch. */
final class HourDeltas {
    private final Map<HourKey, Delta> deltas = new HashMap<>();

    /** The delta of an hour, to be added to. */
    Delta at(String sellerId, long hour) {
        return deltas.computeIfAbsent(new HourKey(sellerId, hour), key -> new Delta());
    }

    /** The deltas that change something, in order of seller and hour. */
    SortedMap<HourKey, Delta> sorted() {
        SortedMap<HourKey, Delta> sorted = new TreeMap<>();
        deltas.forEach((key, delta) -> {
            if (!delta.empty()) {
                sorted.put(key, delta);
            }
        });
        return sorted;
    }
}
