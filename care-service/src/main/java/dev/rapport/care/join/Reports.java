package dev.rapport.care.join;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The reports of one batch, joined per thing they tell of.
 *
 * @param <K> natural key
 * @param <V> what is known of the thing
 */
public final class Reports<K extends Comparable<K>, V> {
    private final SortedMap<K, V> told = new TreeMap<>();
    private final BinaryOperator<V> merge;

    /**
     * @param reports any order, any repetition
     * @param key the thing a report tells of
     * @param merge joins two reports of the same thing; commutative, associative, idempotent
     */
    public Reports(Collection<V> reports, Function<V, K> key, BinaryOperator<V> merge) {
        this.merge = merge;
        for (V report : reports) {
            told.merge(key.apply(report), report, merge);
        }
    }

    /** @return the things told of, in the order of their keys (rows are locked in one order) */
    public Set<K> keys() {
        return Collections.unmodifiableSet(told.keySet());
    }

    /**
     * @param known what was known before, of any of the keys
     * @return the things that are known differently now, in the order of their keys; empty when nothing is new
     */
    public List<V> changing(Map<K, V> known) {
        List<V> changed = new ArrayList<>();
        told.forEach((key, report) -> {
            V before = known.get(key);
            V after = before == null ? report : merge.apply(before, report);
            if (!after.equals(before)) {
                changed.add(after);
            }
        });
        return changed;
    }
}
