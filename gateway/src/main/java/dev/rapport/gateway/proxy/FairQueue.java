package dev.rapport.gateway.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places at one service, shared between sellers: whoever asks while there is room enters; when there is none, requests wait in a
 * line per seller, and the lines are served in turn, so that one who floods waits behind itself and not before the others. Nobody
 * holds more than a part of the places, so that requests that hang leave room too. Of threads, any number.
 *
 * @param <T> what waits; told apart by identity
 */
final class FairQueue<T> {

    /** What becomes of a request that arrives. */
    enum Arrival {
        /** It holds a place. */
        ENTERED,
        /** It will be handed out by a {@link #leave}, unless it is withdrawn. */
        WAITS,
        /** Too many wait. */
        REFUSED
    }

    /** A request whose turn has come. */
    record Turn<T>(String who, T what) {}

    private final int places;
    private final int placesOfOne;
    private final int waiting;
    private final Map<String, Integer> held = new HashMap<>();
    private final LinkedHashMap<String, Deque<T>> lines = new LinkedHashMap<>();
    private int taken;
    private int queued;

    /**
     * @param places requests at the service at once
     * @param placesOfOne how many of them one may hold
     * @param waiting how many may wait, of all together; one who alone holds half of them is refused more
     */
    FairQueue(int places, int placesOfOne, int waiting) {
        this.places = places;
        this.placesOfOne = placesOfOne;
        this.waiting = waiting;
    }

    synchronized Arrival arrive(String who, T what) {
        if (taken < places && mayHoldMore(who)) {
            enter(who);
            return Arrival.ENTERED;
        }
        Deque<T> line = lines.get(who);
        int ahead = line == null ? 0 : line.size();
        if (queued >= waiting || ahead >= Math.max(1, waiting / 2)) {
            return Arrival.REFUSED;
        }
        lines.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(what);
        queued++;
        return Arrival.WAITS;
    }

    /** Gives a place back and says whose turn it is; that one holds the place already. Null when nobody may take it. */
    synchronized @Nullable Turn<T> leave(String who) {
        Integer holds = held.get(who);
        if (holds == null) {
            throw new IllegalStateException("nobody of that name is there");
        }
        taken--;
        if (holds == 1) {
            held.remove(who);
        } else {
            held.put(who, holds - 1);
        }
        return next();
    }

    private @Nullable Turn<T> next() {
        for (Iterator<Map.Entry<String, Deque<T>>> turns = lines.entrySet().iterator(); turns.hasNext(); ) {
            Map.Entry<String, Deque<T>> line = turns.next();
            if (mayHoldMore(line.getKey())) {
                String who = line.getKey();
                Deque<T> theirs = line.getValue();
                turns.remove();
                T what = theirs.remove();
                queued--;
                if (!theirs.isEmpty()) {
                    lines.put(who, theirs);
                }
                enter(who);
                return new Turn<>(who, what);
            }
        }
        return null;
    }

    /** Takes a request out of its line; false when its turn has come already. */
    synchronized boolean withdraw(String who, T what) {
        Deque<T> line = lines.get(who);
        if (line == null || !line.removeIf(one -> one == what)) {
            return false;
        }
        queued--;
        if (line.isEmpty()) {
            lines.remove(who);
        }
        return true;
    }

    /** How many wait. */
    synchronized int queued() {
        return queued;
    }

    /** How many places are held. */
    synchronized int taken() {
        return taken;
    }

    private boolean mayHoldMore(String who) {
        return held.getOrDefault(who, 0) < placesOfOne;
    }

    private void enter(String who) {
        taken++;
        held.merge(who, 1, Integer::sum);
    }
}
