package dev.rapport.score.engine;

import java.util.Arrays;

/**
 * The counters of one seller in one UTC hour, sparse and packed.
 *
 * <p>Immutable. The packed form is one version byte, then for each key with an amount other than zero, in rising order, the
 * gap to the key before it and the amount, both as variable-length integers (the amount zigzag-coded, since what takes back
 * may come first). A quiet hour takes some twenty bytes; reading folds straight over them.
 */
public final class Counters {
    private static final byte VERSION = 1;
    private static final byte[] NOTHING = {VERSION};

    /** The hour in which nothing was counted. */
    public static final Counters EMPTY = new Counters(NOTHING, 0, 1);

    private final byte[] bytes;
    private final int from;
    private final int to;

    private Counters(byte[] bytes, int from, int to) {
        if (from >= to || to > bytes.length || bytes[from] != VERSION) {
            throw new IllegalArgumentException("not a packed hour of version " + VERSION);
        }
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** Told of each key and its amount, in rising order of keys. */
    @FunctionalInterface
    interface Visitor {
        void at(int key, long amount);
    }

    /**
     * The counters of a packed form.
     *
     * @throws IllegalArgumentException when it is of another version
     */
    public static Counters unpack(byte[] packed) {
        return new Counters(packed, 0, packed.length);
    }

    /** The counters of a packed form that is a part of something larger, which must not change. */
    static Counters slice(byte[] bytes, int from, int length) {
        return new Counters(bytes, from, from + length);
    }

    /** The packed form; not to be changed. */
    public byte[] packed() {
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    }

    /** How many bytes the packed form has. */
    int length() {
        return to - from;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, length());
    }

    /** These counters with a delta added. */
    public Counters plus(Delta delta) {
        if (delta.empty()) {
            return this;
        }
        Merge merge = new Merge(delta, length());
        forEach(merge);
        return unpack(merge.finish());
    }

    /** The amount of one counter. */
    public long get(Counter counter) {
        long[] found = {0};
        forEach((key, amount) -> {
            if (key == counter.id()) {
                found[0] = amount;
            }
        });
        return found[0];
    }

    /** Whether nothing is counted. */
    public boolean empty() {
        return length() == 1;
    }

    void forEach(Visitor visitor) {
        int at = from + 1;
        int key = 0;
        while (at < to) {
            long gap = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                gap |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            long amount = 0;
            shift = 0;
            do {
                next = bytes[at++];
                amount |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            key += (int) gap;
            visitor.at(key, (amount >>> 1) ^ -(amount & 1));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counters that && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((key, amount) -> text.append(text.length() > 1 ? ", " : "")
                .append(name(key))
                .append('=')
                .append(amount));
        return text.append('}').toString();
    }

    private static String name(int key) {
        for (Counter counter : Counter.all()) {
            if (counter.id() == key) {
                return counter.wireName();
            }
        }
        for (Distribution distribution : Distribution.values()) {
            int bucket = key - distribution.base();
            if (bucket >= 0 && bucket < Distribution.KEYS) {
                return distribution + "[" + Distribution.middle(bucket) + " s]";
            }
        }
        return "#" + key;
    }

    /** Merges a delta into the keys it is told of. */
    private static final class Merge implements Visitor {
        private final Delta delta;
        private int next;
        private byte[] out;
        private int length;
        private int lastKey;

        Merge(Delta delta, int packedLength) {
            this.delta = delta;
            this.out = new byte[packedLength + 4 * delta.size() + 16];
            this.out[length++] = VERSION;
        }

        @Override
        public void at(int key, long amount) {
            long sum = amount;
            while (next < delta.size() && delta.key(next) <= key) {
                if (delta.key(next) == key) {
                    sum = Math.addExact(amount, delta.amount(next));
                } else {
                    write(delta.key(next), delta.amount(next));
                }
                next++;
            }
            write(key, sum);
        }

        byte[] finish() {
            for (; next < delta.size(); next++) {
                write(delta.key(next), delta.amount(next));
            }
            return Arrays.copyOf(out, length);
        }

        private void write(int key, long amount) {
            if (amount == 0) {
                return;
            }
            if (length + 16 > out.length) {
                out = Arrays.copyOf(out, out.length * 2);
            }
            varint(key - lastKey);
            varint((amount << 1) ^ (amount >> 63));
            lastKey = key;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            out[length++] = (byte) rest;
        }
    }
}
