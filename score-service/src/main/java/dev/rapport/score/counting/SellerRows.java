package dev.rapport.score.counting;

import dev.rapport.kit.inbox.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Table {@code counted_seller}: how far the counting of each seller has come. */
final class SellerRows {
    private SellerRows() {}

    /** The newest event of a seller in a batch, by its own word and by the broker's. */
    record Newest(Instant eventAt, Instant appendedAt) {
        Newest with(Newest other) {
            return new Newest(later(eventAt, other.eventAt), later(appendedAt, other.appendedAt));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** The newest events of a batch, by seller. */
    static SortedMap<String, Newest> newest(List<Received> batch) {
        SortedMap<String, Newest> newest = new TreeMap<>();
        for (Received received : batch) {
            Instant told = received.envelope().time();
            newest.merge(
                    received.event().sellerId(),
                    new Newest(told == null ? received.appendedAt() : told, received.appendedAt()),
                    Newest::with);
        }
        return newest;
    }

    /** The sellers that were counted before, each with the day whose hours have rows of their own, if there is one. */
    static Map<String, Optional<Integer>> openDays(Connection tx, SortedMap<String, ?> sellers) throws SQLException {
        Map<String, Optional<Integer>> openDays = new HashMap<>();
        String read = "SELECT seller_id, open_day FROM counted_seller WHERE seller_id = ANY (?)";
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    openDays.put(rows.getString(1), Optional.ofNullable(rows.getObject(2, Integer.class)));
                }
            }
        }
        return openDays;
    }

    /** Writes down that a batch of these sellers has been counted. */
    static void counted(
            Connection tx, SortedMap<String, Newest> newest, Map<String, Integer> openDays, Instant countedAt)
            throws SQLException {
        String write = """
                INSERT INTO counted_seller (seller_id, changes, open_day, last_event_at, appended_at, counted_at)
                SELECT seller_id, 1, open_day, last_event_at, appended_at, ?
                  FROM unnest(?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[])
                       AS batch (seller_id, open_day, last_event_at, appended_at)
                ON CONFLICT (seller_id) DO UPDATE
                   SET changes = counted_seller.changes + 1,
                       open_day = excluded.open_day,
                       last_event_at = greatest(counted_seller.last_event_at, excluded.last_event_at),
                       appended_at = greatest(counted_seller.appended_at, excluded.appended_at),
                       counted_at = excluded.counted_at
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setObject(1, countedAt.atOffset(ZoneOffset.UTC));
            statement.setArray(2, tx.createArrayOf("text", newest.keySet().toArray()));
            Object[] days = newest.keySet().stream().map(openDays::get).toArray();
            statement.setArray(3, tx.createArrayOf("integer", days));
            Object[] told =
                    newest.values().stream().map(n -> n.eventAt().toString()).toArray();
            statement.setArray(4, tx.createArrayOf("timestamptz", told));
            Object[] appended =
                    newest.values().stream().map(n -> n.appendedAt().toString()).toArray();
            statement.setArray(5, tx.createArrayOf("timestamptz", appended));
            statement.executeUpdate();
        }
    }
}
