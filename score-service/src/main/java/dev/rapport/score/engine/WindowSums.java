package dev.rapport.score.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a window holds in sum, kept apart by age so that any deadline's mature hours can be told from the rest.
 *
 * <p>Metrics differ in how old an hour must be before what is still open in it counts (2, 3, 24, 48 or 168 hours). Sums are
 * therefore kept in bands between those ages: the mature part of a deadline is the sum of the bands beyond it, and one pass
 * over the hours serves all metrics.
 */
public final class WindowSums {
    /** The ages at which hours become mature for some metric, rising. */
    static final int[] DEADLINES = {2, 3, 24, 48, 168};

    private static final int COUNTERS = Counter.all().size() + 1;

    private final Window window;
    private final long[][] bands = new long[DEADLINES.length + 1][COUNTERS];
    private final long[][] buckets = new long[Distribution.values().length][Distribution.KEYS];

    /** Sums over no hour yet. */
    public WindowSums(Window window) {
        this.window = window;
    }

    /** The window summed over. */
    public Window window() {
        return window;
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
        while (band < DEADLINES.length && window.mature(hour, DEADLINES[band])) {
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

    private static int bandBeyond(int deadlineHours) {
        for (int i = 0; i < DEADLINES.length; i++) {
            if (DEADLINES[i] == deadlineHours) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no metric has a deadline of " + deadlineHours + " h");
    }

    /** A percentile of a distribution in seconds, {@code NaN} when it is empty. */
    double percentile(Distribution distribution, int percent) {
        return Distribution.percentile(buckets[distribution.ordinal()], percent);
    }

    /** These sums with an amount added to one counter in an hour mature for every deadline; these stay as they are. */
    WindowSums plusMature(Map<Counter, Long> amounts) {
        WindowSums more = new WindowSums(window);
        for (int i = 0; i < bands.length; i++) {
            more.bands[i] = bands[i].clone();
        }
        for (int i = 0; i < buckets.length; i++) {
            more.buckets[i] = buckets[i];
        }
        amounts.forEach((counter, amount) -> more.bands[DEADLINES.length][counter.id()] += amount);
        return more;
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
