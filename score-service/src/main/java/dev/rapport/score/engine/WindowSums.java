package dev.rapport.score.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a window holds in sum, kept apart by age so that any deadline's mature hours can be told from the rest.
 *
 * <p>Metrics differ in how old an hour must be before what is still open in it counts: the pack gives each its deadline. Sums are
 * therefore kept in bands between those ages: the mature part of a deadline is the sum of the bands beyond it, and one pass
 * over the hours serves all metrics.
 */
public final class WindowSums {
    private static final int COUNTERS = Counter.all().size() + 1;

    private final Window window;
    private final int[] deadlines;
    private final long[][] bands;
    private final long[][] buckets;

    private WindowSums(Window window, int[] deadlines, long[][] bands, long[][] buckets) {
        this.window = window;
        this.deadlines = deadlines;
        this.bands = bands;
        this.buckets = buckets;
    }

    /** Sums over no hour yet, for the deadlines of these rules. */
    public static WindowSums empty(Window window, ScoreRules rules) {
        int[] deadlines = rules.deadlines();
        return new WindowSums(
                window,
                deadlines,
                new long[deadlines.length + 1][COUNTERS],
                new long[Distribution.values().length][Distribution.KEYS]);
    }

    /** The window summed over. */
    public Window window() {
        return window;
    }

    /** Adds the hours of a day; those outside the window change nothing. */
    public WindowSums add(long day, DayCounters hours) {
        hours.forEach((hourOfDay, counters) -> add(Hours.ofDay(day, hourOfDay), counters));
        return this;
    }

    /** Adds an hour; one outside the window changes nothing. */
    public WindowSums add(long hour, Counters counters) {
        if (window.contains(hour)) {
            long[] band = bands[band(hour)];
            counters.forEach((key, amount) -> {
                if (key < Distribution.KEYS) {
                    // A number this version does not know was written by a later one; it means nothing here.
                    if (key < COUNTERS) {
                        band[key] += amount;
                    }
                } else {
                    int distribution = key / Distribution.KEYS - 1;
                    if (distribution < buckets.length) {
                        buckets[distribution][key % Distribution.KEYS] += amount;
                    }
                }
            });
        }
        return this;
    }

    private int band(long hour) {
        int band = 0;
        while (band < deadlines.length && window.mature(hour, deadlines[band])) {
            band++;
        }
        return band;
    }

    /** The plain sum over all hours of the window. */
    public long sum(Counter counter) {
        long sum = 0;
        for (long[] band : bands) {
            sum += band[counter.id()];
        }
        return sum;
    }

    /** The sum over the hours that are mature for a deadline. */
    long mature(Counter counter, int deadlineHours) {
        long sum = 0;
        for (int band = bandBeyond(deadlineHours); band < bands.length; band++) {
            sum += bands[band][counter.id()];
        }
        return sum;
    }

    private int bandBeyond(int deadlineHours) {
        int at = Arrays.binarySearch(deadlines, deadlineHours);
        if (at < 0) {
            throw new IllegalArgumentException("no metric has a deadline of " + deadlineHours + " h");
        }
        return at + 1;
    }

    /** A percentile of a distribution in seconds, {@code NaN} when it is empty. */
    double percentile(Distribution distribution, int percent) {
        return Distribution.percentile(buckets[distribution.ordinal()], percent);
    }

    /** These sums with an amount added to one counter in an hour mature for every deadline; these stay as they are. */
    WindowSums plusMature(Map<Counter, Long> amounts) {
        long[][] more = bands.clone();
        long[] oldest = bands[deadlines.length].clone();
        amounts.forEach((counter, amount) -> oldest[counter.id()] += amount);
        more[deadlines.length] = oldest;
        return new WindowSums(window, deadlines, more, buckets);
    }

    /** By wire name, in the order of the counters' numbers: every whole counter, and every split that is not zero. */
    public Map<String, Long> told() {
        Map<String, Long> told = new LinkedHashMap<>();
        for (Counter counter : Counter.all()) {
            long sum = sum(counter);
            if (counter.told() && (sum != 0 || !counter.split())) {
                told.put(counter.wireName(), sum);
            }
        }
        return told;
    }
}
