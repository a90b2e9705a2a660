package dev.rapport.score.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one seller over many hours, summed up from the beginning, so that the sums of any window within are a few
 * subtractions: for who asks for many windows, such as a history of closes or a forecast.
 *
 * <p>Immutable once made.
 */
public final class Timeline {
    private static final int COUNTERS = Counter.all().size() + 1;

    private final long first;
    private final int length;
    /** By counter number: sums of the hours before each hour, null for what was never counted. */
    private final long[] @Nullable [] before = new long[COUNTERS][];

    private final @Nullable Counters[] packed;

    private Timeline(long first, int length) {
        this.first = first;
        this.length = length;
        this.packed = new @Nullable Counters[length];
    }

    /**
     * The timeline of some hours, in any order; an hour that comes twice is added up.
     *
     * @param last the last hour it knows of, as in {@link Hours}; what lies after it is left out
     */
    public static Timeline of(Collection<CountedHour> hours, long last) {
        long first = last;
        for (CountedHour counted : hours) {
            first = Math.min(first, counted.hour());
        }
        Timeline timeline = new Timeline(first, Math.toIntExact(last - first + 1));
        for (CountedHour counted : hours) {
            if (counted.hour() <= last) {
                timeline.add(Math.toIntExact(counted.hour() - first), counted.counters());
            }
        }
        timeline.sumUp();
        return timeline;
    }

    private void add(int at, Counters counters) {
        Counters there = packed[at];
        packed[at] = there == null ? counters : there.plus(new Delta().addAll(counters));
        counters.forEach((key, amount) -> {
            if (key < COUNTERS) {
                long[] sums = before[key];
                if (sums == null) {
                    sums = new long[length + 1];
                    before[key] = sums;
                }
                sums[at + 1] += amount;
            }
        });
    }

    private void sumUp() {
        for (long[] sums : before) {
            if (sums != null) {
                for (int i = 1; i <= length; i++) {
                    sums[i] += sums[i - 1];
                }
            }
        }
    }

    /** The first hour in which anything was counted; the last hour when nothing was. */
    public long first() {
        return first;
    }

    /** The last hour it knows of. */
    public long last() {
        return first + length - 1;
    }

    /** What was counted in one hour. */
    Counters at(long hour) {
        Counters counters = hour < first || hour > last() ? null : packed[Math.toIntExact(hour - first)];
        return counters == null ? Counters.EMPTY : counters;
    }

    /** What was counted of one counter in one hour. */
    public long amount(Counter counter, long hour) {
        long[] sums = before[counter.id()];
        return sums == null ? 0 : sums[index(hour + 1)] - sums[index(hour)];
    }

    /** The sums of a window. */
    public WindowSums sums(Window window, ScoreRules rules) {
        int[] deadlines = rules.deadlines();
        long[][] bands = new long[deadlines.length + 1][COUNTERS];
        for (int band = 0; band < bands.length; band++) {
            long to = band == 0 ? window.last() : window.last() - deadlines[band - 1] - 1;
            long from = band == deadlines.length ? window.first() : window.last() - deadlines[band];
            fill(bands[band], Math.max(from, window.first()), to);
        }
        return WindowSums.of(window, deadlines, bands, () -> buckets(window));
    }

    private void fill(long[] band, long from, long to) {
        int low = index(from);
        int high = index(to + 1);
        if (low >= high) {
            return;
        }
        for (int key = 0; key < COUNTERS; key++) {
            long[] sums = before[key];
            if (sums != null) {
                band[key] = sums[high] - sums[low];
            }
        }
    }

    private int index(long hour) {
        return Math.clamp(hour - first, 0, length);
    }

    private long[][] buckets(Window window) {
        long[][] buckets = WindowSums.noBuckets();
        for (long hour = Math.max(window.first(), first); hour <= Math.min(window.last(), last()); hour++) {
            at(hour).forEach((key, amount) -> WindowSums.addBucket(buckets, key, amount));
        }
        return buckets;
    }
}
