package dev.rapport.message.connector.application;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many calls are under way, and whose. Whoever does not answer in time has one call at a time until an answer comes, so that those who
 * hang take few of the places of all. For any number of threads.
 */
public final class Slots {

    private final int total;
    private final int share;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Set<String> hanging = new HashSet<>();
    private int all;

    /**
     * @param total calls at once
     * @param share those of one seller
     */
    public Slots(int total, int share) {
        if (share < 1 || total < share) {
            throw new IllegalArgumentException("at least one call of a seller, and no more than of all");
        }
        this.total = total;
        this.share = share;
    }

    public int share() {
        return share;
    }

    /** Places that nobody has. */
    public synchronized int free() {
        return total - all;
    }

    /** Who may have fewer calls more than the share, and how many. */
    public synchronized Map<String, Integer> room() {
        Map<String, Integer> room = new HashMap<>();
        hanging.forEach(seller -> room.put(seller, 1));
        taken.forEach((seller, calls) -> room.put(seller, Math.max(0, shareOf(seller) - calls)));
        return room;
    }

    private int shareOf(String seller) {
        return hanging.contains(seller) ? 1 : share;
    }

    public synchronized void take(String seller) {
        taken.merge(seller, 1, Integer::sum);
        all++;
    }

    /** @param answered in time */
    public synchronized void giveBack(String seller, boolean answered) {
        taken.computeIfPresent(seller, (_, calls) -> calls == 1 ? null : calls - 1);
        all--;
        if (answered) {
            hanging.remove(seller);
        } else {
            hanging.add(seller);
        }
    }
}
