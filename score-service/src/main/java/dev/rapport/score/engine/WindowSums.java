package dev.rapport.score.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final Supplier<long[][]> distributions;
    private long @Nullable [][] buckets;

    private WindowSums(Window window, int[] deadlines, long[][] bands, Supplier<long[][]> distributions) {
        this.window = window;
        this.deadlines = deadlines;
        this.bands = bands;
        this.distributions = distributions;
    }

    /**
     * Sums made elsewhere.
     *
     * @param bands sums by counter number between the ages of the deadlines, youngest first
     * @param buckets sums by distribution and bucket, asked for when a percentile is
     */
    static WindowSums of(Window window, int[] deadlines, long[][] bands, Supplier<long[][]> buckets) {
        return new WindowSums(window, deadlines, bands, buckets);
    }

    static long[][] noBuckets() {
        return new long[Distribution.values().length][Distribution.KEYS];
    }

    /** Adds what belongs to a distribution; other keys change nothing. */
    static void addBucket(long[][] buckets, int key, long amount) {
        int distribution = key / Distribution.KEYS - 1;
        if (distribution >= 0 && distribution < buckets.length) {
            buckets[distribution][key % Distribution.KEYS] += amount;
        }
    }

    /** Sums over no hour yet, for the deadlines of these rules. */
    public static WindowSums empty(Window window, ScoreRules rules) {
        int[] deadlines = rules.deadlines();
        return new WindowSums(window, deadlines, new long[deadlines.length + 1][COUNTERS], WindowSums::noBuckets);
    }

    private long[][] buckets() {
        long[][] made = buckets;
        if (made == null) {
            made = distributions.get();
            buckets = made;
        }
        return made;
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
                // A number this version does not know was written by a later one; it means nothing here.
                if (key < COUNTERS) {
                    band[key] += amount;
                } else {
                    addBucket(buckets(), key, amount);
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
        return Distribution.percentile(buckets()[distribution.ordinal()], percent);
    }

    /** These sums with an amount added to one counter in an hour mature for every deadline; these stay as they are. */
    WindowSums plusMature(Map<Counter, Long> amounts) {
        long[][] more = bands.clone();
        long[] oldest = bands[deadlines.length].clone();
        amounts.forEach((counter, amount) -> oldest[counter.id()] += amount);
        more[deadlines.length] = oldest;
        return new WindowSums(window, deadlines, more, this::buckets);
    }

    /**
     * These sums with other amounts over the whole window; these stay as they are. What is more goes to the hours mature for every
     * deadline, what is less is taken from the oldest hours first.
     */
    WindowSums with(Map<Counter, Long> wanted) {
        long[][] changed = new long[bands.length][];
        for (int band = 0; band < bands.length; band++) {
            changed[band] = bands[band].clone();
        }
        wanted.forEach((counter, sum) -> {
            long left = sum - sum(counter);
            for (int band = bands.length - 1; band > 0 && left < 0; band--) {
                long taken = Math.min(-left, Math.max(0, changed[band][counter.id()]));
                changed[band][counter.id()] -= taken;
                left += taken;
            }
            changed[left < 0 ? 0 : bands.length - 1][counter.id()] += left;
        });
        return new WindowSums(window, deadlines, changed, this::buckets);
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
