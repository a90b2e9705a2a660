package dev.rapport.system.oracle;

import dev.rapport.oracle.Arithmetic;
import dev.rapport.oracle.Entry;
import dev.rapport.oracle.Figures;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the lines of an import come to, for sellers with the default profile, whose clocks are those of the pack {@code aliexpress}.
 *
 * <p>It assumes that no review is malicious, no strike reported, no care sent and no message flagged but auto-replies left
 * alone: an input file can bring none of these by itself.
 */
public final class Oracle {
    private static final String PACK = "aliexpress";

    private final SortedMap<String, List<Entry>> sellers = new TreeMap<>();

    /** @param events the lines of the import, in the order in which one seller's arrive */
    public Oracle(List<InputEvent> events) {
        Map<String, SellerHistory> histories = new LinkedHashMap<>();
        for (InputEvent event : events) {
            histories
                    .computeIfAbsent(event.sellerId(), _ -> new SellerHistory())
                    .apply(event);
        }
        histories.forEach((seller, history) -> sellers.put(seller, history.entries()));
    }

    /** @return every seller named in the lines */
    public SortedSet<String> sellers() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(sellers.keySet()));
    }

    /**
     * @param seller one of {@link #sellers()}
     * @return starts of the first and the last UTC hour in which something was counted; empty when nothing was
     */
    public List<Instant> bounds(String seller) {
        List<Entry> entries = sellers.getOrDefault(seller, List.of());
        if (entries.isEmpty()) {
            return List.of();
        }
        long first = entries.stream().mapToLong(Entry::hour).min().orElseThrow();
        long last = entries.stream().mapToLong(Entry::hour).max().orElseThrow();
        return List.of(Instant.ofEpochSecond(first * 3600), Instant.ofEpochSecond(last * 3600));
    }

    /**
     * @param seller a seller; one never heard of has no entries
     * @param asOf any instant
     * @param windowHours length of the window
     * @return the figures of that window
     */
    public Figures at(String seller, Instant asOf, int windowHours) {
        return Arithmetic.of(sellers.getOrDefault(seller, List.of()), PACK, asOf, windowHours);
    }
}
