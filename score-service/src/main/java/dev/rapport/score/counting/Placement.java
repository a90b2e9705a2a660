package dev.rapport.score.counting;

import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.Delta;
import dev.rapport.score.engine.HourKey;
import dev.rapport.score.engine.Hours;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a batch's deltas are written. The hours of a seller's newest day have rows of their own, which are small and cheap to
 * rewrite; every other day is one row, which is cheap to read. Both count alike, so the choice is one of cost and never of
 * outcome.
 *
 * @param openDays the newest day of each seller that has one, after the batch
 * @param settling sellers whose newest day changes: the hours they have go into their day's row
 */
record Placement(
        SortedMap<HourKey, Delta> hours,
        SortedMap<DayKey, Map<Integer, Delta>> days,
        Map<String, Integer> openDays,
        Set<String> settling) {

    /**
     * Places a batch.
     *
     * @param openDays the newest day of each seller that has one, before the batch
     * @param today a day after it does not become the newest: one event dated too far ahead would keep all others out
     */
    static Placement of(SortedMap<HourKey, Delta> deltas, Map<String, Integer> openDays, int today) {
        Map<String, Integer> newest = new HashMap<>(openDays);
        for (HourKey key : deltas.keySet()) {
            int day = day(key);
            if (day <= today) {
                newest.merge(key.sellerId(), day, Math::max);
            }
        }
        Set<String> settling = new TreeSet<>();
        openDays.forEach((seller, day) -> {
            if (newest.getOrDefault(seller, day) > day) {
                settling.add(seller);
            }
        });
        Placement placement = new Placement(new TreeMap<>(), new TreeMap<>(), newest, settling);
        deltas.forEach(placement::place);
        return placement;
    }

    private void place(HourKey key, Delta delta) {
        if (openDays.getOrDefault(key.sellerId(), Integer.MIN_VALUE) == day(key)) {
            hours.put(key, delta);
        } else {
            atDay(key).put(Hours.ofDay(key.hour()), delta);
        }
    }

    /** Adds an hour that had a row of its own to its day. */
    void settle(HourKey key, Counters hour) {
        atDay(key).computeIfAbsent(Hours.ofDay(key.hour()), _ -> new Delta()).addAll(hour);
    }

    private Map<Integer, Delta> atDay(HourKey key) {
        return days.computeIfAbsent(new DayKey(key.sellerId(), day(key)), _ -> new TreeMap<>());
    }

    private static int day(HourKey key) {
        return Math.toIntExact(Hours.day(key.hour()));
    }
}
