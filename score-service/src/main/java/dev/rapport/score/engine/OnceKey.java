package dev.rapport.score.engine;

import org.jspecify.annotations.Nullable;

/** What counts once per seller and id, whatever the source (SCO-01). */
public record OnceKey(String sellerId, What what, String id) implements Comparable<OnceKey> {
    /** Which counter it counts in; the number is what is stored, and stable. */
    public enum What {
        ORDER(1, Counter.ORDERS_PLACED),
        DISPUTE(2, Counter.DISPUTES_OPENED);

        private final int id;
        private final Counter counter;

        What(int id, Counter counter) {
            this.id = id;
            this.counter = counter;
        }

        /** The number under which it is stored. */
        public int id() {
            return id;
        }

        /** What it adds 1 to. */
        public Counter counter() {
            return counter;
        }
    }

    @Override
    public int compareTo(OnceKey other) {
        // Written out: a batch sorts thousands of them.
        int bySeller = sellerId.compareTo(other.sellerId);
        if (bySeller != 0) {
            return bySeller;
        }
        int byWhat = what.compareTo(other.what);
        return byWhat != 0 ? byWhat : id.compareTo(other.id);
    }

    /** Counts it in one hour instead of another; {@code from} is null when it counted in none. */
    void move(@Nullable Long from, long to, HourDeltas deltas) {
        if (from != null) {
            deltas.at(sellerId, from).add(what.counter(), -1);
        }
        deltas.at(sellerId, to).add(what.counter(), 1);
    }
}
