package dev.rapport.score.counting;

import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.DayCounters;
import dev.rapport.score.engine.Delta;
import dev.rapport.score.engine.HourKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tables {@code hour_counters} and {@code day_counters}: read, added to, written back. */
final class CounterRows {
    private CounterRows() {}

    /** Adds what a batch changes to what is stored. */
    static void add(Connection tx, Placement placement) throws SQLException {
        if (!placement.settling().isEmpty()) {
            takeHours(tx, placement);
        }
        if (!placement.hours().isEmpty()) {
            addHours(tx, placement.hours());
        }
        if (!placement.days().isEmpty()) {
            makeMonths(tx, placement.days());
            writeDays(tx, plusDays(tx, placement.days()));
        }
    }

    private static void takeHours(Connection tx, Placement placement) throws SQLException {
        String take = "DELETE FROM hour_counters WHERE seller_id = ANY (?) RETURNING seller_id, hour, counters";
        try (PreparedStatement statement = tx.prepareStatement(take)) {
            statement.setArray(1, tx.createArrayOf("text", placement.settling().toArray(String[]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    placement.settle(new HourKey(rows.getString(1), rows.getInt(2)), Counters.unpack(rows.getBytes(3)));
                }
            }
        }
    }

    private static void addHours(Connection tx, SortedMap<HourKey, Delta> deltas) throws SQLException {
        SortedMap<HourKey, Counters> stored = hours(tx, deltas);
        stored.replaceAll((key, counters) -> counters.plus(deltas.getOrDefault(key, new Delta())));
        SortedMap<HourKey, Counters> fresh = new TreeMap<>();
        deltas.forEach((key, delta) -> {
            if (!stored.containsKey(key)) {
                fresh.put(key, Counters.EMPTY.plus(delta));
            }
        });
        // The sellers' locks are held: what was not there before is not there now. A plain UPDATE costs the server
        // half of what finding the conflict of an INSERT does.
        write(tx, stored, """
                UPDATE hour_counters stored SET counters = changed.counters
                  FROM unnest(?::text[], ?::integer[], ?::bytea[]) AS changed (seller_id, hour, counters)
                 WHERE stored.seller_id = changed.seller_id AND stored.hour = changed.hour
                """);
        write(tx, fresh, """
                INSERT INTO hour_counters (seller_id, hour, counters)
                SELECT * FROM unnest(?::text[], ?::integer[], ?::bytea[])
                """);
    }

    private static SortedMap<HourKey, Counters> hours(Connection tx, SortedMap<HourKey, ?> wanted) throws SQLException {
        SortedMap<HourKey, Counters> stored = new TreeMap<>();
        String read = """
                SELECT stored.seller_id, stored.hour, stored.counters
                  FROM unnest(?::text[], ?::integer[]) AS wanted (seller_id, hour)
                  JOIN hour_counters stored USING (seller_id, hour)
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers(wanted)));
            statement.setArray(2, tx.createArrayOf("integer", hours(wanted)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.put(new HourKey(rows.getString(1), rows.getInt(2)), Counters.unpack(rows.getBytes(3)));
                }
            }
        }
        return stored;
    }

    private static void write(Connection tx, SortedMap<HourKey, Counters> sums, String write) throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setArray(1, tx.createArrayOf("text", sellers(sums)));
            statement.setArray(2, tx.createArrayOf("integer", hours(sums)));
            byte[][] packed = sums.values().stream().map(Counters::packed).toArray(byte[][]::new);
            statement.setArray(3, tx.createArrayOf("bytea", packed));
            if (statement.executeUpdate() != sums.size()) {
                throw SellerRows.disturbed();
            }
        }
    }

    private static void makeMonths(Connection tx, SortedMap<DayKey, ?> days) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("SELECT day_counters_make_months(?)")) {
            Integer[] distinct =
                    days.keySet().stream().map(DayKey::day).distinct().toArray(Integer[]::new);
            statement.setArray(1, tx.createArrayOf("integer", distinct));
            statement.executeQuery().close();
        }
    }

    private static SortedMap<DayKey, DayCounters> plusDays(Connection tx, SortedMap<DayKey, Map<Integer, Delta>> deltas)
            throws SQLException {
        Map<DayKey, DayCounters> stored = new HashMap<>();
        // The bounds let the planner pass over all other months.
        String read = """
                SELECT stored.seller_id, stored.day, stored.hours
                  FROM unnest(?::text[], ?::integer[]) AS wanted (seller_id, day)
                  JOIN day_counters stored USING (seller_id, day)
                 WHERE stored.day BETWEEN ? AND ?
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", daySellers(deltas)));
            statement.setArray(2, tx.createArrayOf("integer", days(deltas)));
            statement.setInt(
                    3, deltas.keySet().stream().mapToInt(DayKey::day).min().orElseThrow());
            statement.setInt(
                    4, deltas.keySet().stream().mapToInt(DayKey::day).max().orElseThrow());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.put(new DayKey(rows.getString(1), rows.getInt(2)), DayCounters.unpack(rows.getBytes(3)));
                }
            }
        }
        SortedMap<DayKey, DayCounters> sums = new TreeMap<>();
        deltas.forEach((key, delta) ->
                sums.put(key, stored.getOrDefault(key, DayCounters.EMPTY).plus(delta)));
        return sums;
    }

    private static void writeDays(Connection tx, SortedMap<DayKey, DayCounters> sums) throws SQLException {
        String write = """
                INSERT INTO day_counters (seller_id, day, hours)
                SELECT * FROM unnest(?::text[], ?::integer[], ?::bytea[])
                ON CONFLICT (seller_id, day) DO UPDATE SET hours = excluded.hours
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setArray(1, tx.createArrayOf("text", daySellers(sums)));
            statement.setArray(2, tx.createArrayOf("integer", days(sums)));
            byte[][] packed = sums.values().stream().map(DayCounters::packed).toArray(byte[][]::new);
            statement.setArray(3, tx.createArrayOf("bytea", packed));
            statement.executeUpdate();
        }
    }

    // The driver sends arrays of these very types in binary; an Object[] goes as text, which both sides pay for.

    private static String[] sellers(SortedMap<HourKey, ?> rows) {
        return rows.keySet().stream().map(HourKey::sellerId).toArray(String[]::new);
    }

    private static Integer[] hours(SortedMap<HourKey, ?> rows) {
        return rows.keySet().stream().map(key -> Math.toIntExact(key.hour())).toArray(Integer[]::new);
    }

    private static String[] daySellers(SortedMap<DayKey, ?> rows) {
        return rows.keySet().stream().map(DayKey::sellerId).toArray(String[]::new);
    }

    private static Integer[] days(SortedMap<DayKey, ?> rows) {
        return rows.keySet().stream().map(DayKey::day).toArray(Integer[]::new);
    }
}
