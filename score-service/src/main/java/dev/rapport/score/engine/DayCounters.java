package dev.rapport.score.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counters of one seller in the hours of one UTC day, packed: how settled days are stored, so that a window of months is
 * a few dozen rows instead of thousands.
 *
 * <p>Immutable. The packed form is one version byte, then for each hour in which something was counted, in rising order, the
 * hour of the day in one byte, the length of its packed {@link Counters} in two, and these.
 */
public final class DayCounters {
    private static final byte VERSION = 1;
    private static final int HEAD = 3;

    /** The day on which nothing was counted. */
    public static final DayCounters EMPTY = new DayCounters(new byte[] {VERSION});

    private final byte[] packed;

    private DayCounters(byte[] packed) {
        this.packed = packed;
    }

    /** Told of each hour of the day, 0 to 23, and its counters. */
    @FunctionalInterface
    public interface Visitor {
        void at(int hourOfDay, Counters counters);
    }

    /**
     * The hours of a packed form.
     *
     * @throws IllegalArgumentException when it is of another version
     */
    public static DayCounters unpack(byte[] packed) {
        if (packed.length == 0 || packed[0] != VERSION) {
            throw new IllegalArgumentException("not a packed day of version " + VERSION);
        }
        return new DayCounters(packed);
    }

    /** The packed form; not to be changed. */
    public byte[] packed() {
        return packed;
    }

    /** This day with deltas added to its hours. */
    public DayCounters plus(Map<Integer, Delta> deltas) {
        SortedMap<Integer, Counters> hours = new TreeMap<>();
        forEach(hours::put);
        deltas.forEach(
                (hour, delta) -> hours.merge(hour, Counters.EMPTY.plus(delta), (before, added) -> before.plus(delta)));
        hours.values().removeIf(Counters::empty);
        return pack(hours);
    }

    private static DayCounters pack(SortedMap<Integer, Counters> hours) {
        int length = 1;
        for (Counters counters : hours.values()) {
            length += HEAD + counters.length();
        }
        byte[] out = new byte[length];
        out[0] = VERSION;
        int at = 1;
        for (Map.Entry<Integer, Counters> hour : hours.entrySet()) {
            int size = hour.getValue().length();
            out[at] = hour.getKey().byteValue();
            out[at + 1] = (byte) (size >> 8);
            out[at + 2] = (byte) size;
            hour.getValue().copyTo(out, at + HEAD);
            at += HEAD + size;
        }
        return new DayCounters(out);
    }

    /** Tells of each hour in which something was counted, in rising order. */
    public void forEach(Visitor visitor) {
        int at = 1;
        while (at < packed.length) {
            int size = (packed[at + 1] & 0xff) << 8 | packed[at + 2] & 0xff;
            visitor.at(packed[at], Counters.slice(packed, at + HEAD, size));
            at += HEAD + size;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayCounters that && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((hour, counters) ->
                text.append(hour).append(' ').append(counters).append('\n'));
        return text.toString();
    }
}
