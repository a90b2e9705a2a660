package dev.rapport.score.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * What some facts change in one hour of one seller: amounts by key, positive or negative.
 *
 * <p>Mutable while a batch is folded, and confined to the thread that folds it. Adding is commutative and associative, and
 * an amount taken back leaves nothing behind.
 */
public final class Delta {
    private int[] keys = new int[8];
    private long[] amounts = new long[8];
    private int size;

    /** Adds to a counter; a negative amount takes back. */
    public Delta add(Counter counter, long amount) {
        return add(counter.id(), amount);
    }

    /** Adds to a duration's bucket; a negative amount takes back. */
    public Delta add(Distribution distribution, long seconds, long amount) {
        return add(distribution.key(seconds), amount);
    }

    /** Adds all that some counters hold. */
    public Delta addAll(Counters counters) {
        counters.forEach(this::add);
        return this;
    }

    private Delta add(int key, long amount) {
        if (amount == 0) {
            return this;
        }
        int at = Arrays.binarySearch(keys, 0, size, key);
        if (at >= 0) {
            amounts[at] = Math.addExact(amounts[at], amount);
            if (amounts[at] == 0) {
                remove(at);
            }
        } else {
            insert(-at - 1, key, amount);
        }
        return this;
    }

    private void insert(int at, int key, long amount) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(amounts, at, amounts, at + 1, size - at);
        keys[at] = key;
        amounts[at] = amount;
        size++;
    }

    private void remove(int at) {
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(amounts, at + 1, amounts, at, size - at - 1);
        size--;
    }

    /** Whether it changes nothing. */
    public boolean empty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int key(int index) {
        return keys[index];
    }

    long amount(int index) {
        return amounts[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Delta that
                && Arrays.equals(keys, 0, size, that.keys, 0, that.size)
                && Arrays.equals(amounts, 0, size, that.amounts, 0, that.size);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(Arrays.copyOf(keys, size)), Arrays.hashCode(Arrays.copyOf(amounts, size)));
    }

    @Override
    public String toString() {
        return Counters.EMPTY.plus(this).toString();
    }
}
