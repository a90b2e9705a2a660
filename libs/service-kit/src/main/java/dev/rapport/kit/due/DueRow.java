package dev.rapport.kit.due;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A claimed row whose time has come.
 *
 * @param key its key columns besides the seller's id, in the order of {@link DueTable#key()}
 * @param passed whether a moment has passed for this seller: its time has come and everything published before is applied (rulebook,
 *     Time passing). True of {@code dueAt}; a row that has several moments tells those that have passed, and no others
 */
public record DueRow(String sellerId, List<String> key, Instant dueAt, Predicate<Instant> passed) {

    public DueRow {
        key = List.copyOf(key);
    }

    /** One of the key's columns. */
    public String key(int index) {
        return key.get(index);
    }
}
