package dev.rapport.score.freshness;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The ends at which one partition was seen, and up to which of those moments all of it has been counted. Confined to the thread
 * that watches.
 */
final class SeenEnds {
    /** More than these are merged: an hour of being stuck must not take an hour's memory. */
    private static final int MOST = 256;

    /** An end, and the last moment at which it was the end. */
    private record Seen(long end, Instant last) {}

    private final Deque<Seen> waiting = new ArrayDeque<>();
    private @Nullable Instant countedTo;

    /** The partition ended at this offset at that moment. */
    void saw(long end, Instant at) {
        Seen newest = waiting.peekLast();
        if (newest != null && (newest.end() == end || waiting.size() == MOST)) {
            waiting.removeLast();
        }
        waiting.addLast(new Seen(end, at));
    }

    /** Everything before this offset has been counted. */
    void counted(long next) {
        for (Seen oldest = waiting.peekFirst(); oldest != null && oldest.end() <= next; oldest = waiting.peekFirst()) {
            countedTo = oldest.last();
            waiting.removeFirst();
        }
    }

    /** The first record that waits was appended then; told where nothing else is known. */
    void firstWaitingSince(Instant appended) {
        if (countedTo == null) {
            countedTo = appended;
        }
    }

    /** Whether something waits. */
    boolean behind() {
        return !waiting.isEmpty();
    }

    /** All that was there at this moment has been counted; null when that was never so since watching began. */
    @Nullable
    Instant countedTo() {
        return countedTo;
    }
}
