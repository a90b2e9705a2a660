package dev.rapport.score.card;

import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.DayCounters;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Sums the counters of a window from {@code day_counters} and {@code hour_counters}.
 *
 * <p>One statement reads both tables: an hour moves from one to the other in one transaction, so one snapshot sees it exactly
 * once.
 */
public final class WindowReader {
    private static final String READ = """
            SELECT seller_id, day, true, hours FROM day_counters
             WHERE seller_id = ANY (?) AND day BETWEEN ? AND ?
            UNION ALL
            SELECT seller_id, hour, false, counters FROM hour_counters
             WHERE seller_id = ANY (?) AND hour BETWEEN ? AND ?
            """;

    private WindowReader() {}

    /**
     * Adds what is stored of some sellers to their sums.
     *
     * @param tx a transaction that sees these sellers
     * @param sums by seller, all of the same window
     */
    public static void read(Connection tx, Map<String, WindowSums> sums, Window window) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            String[] sellers = sums.keySet().toArray(String[]::new);
            statement.setArray(1, tx.createArrayOf("text", sellers));
            statement.setInt(2, Math.toIntExact(Hours.day(window.first())));
            statement.setInt(3, Math.toIntExact(Hours.day(window.last())));
            statement.setArray(4, tx.createArrayOf("text", sellers));
            statement.setInt(5, Math.toIntExact(window.first()));
            statement.setInt(6, Math.toIntExact(window.last()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    WindowSums seller = sums.get(rows.getString(1));
                    if (seller != null) {
                        add(seller, rows);
                    }
                }
            }
        }
    }

    private static void add(WindowSums sums, ResultSet row) throws SQLException {
        if (row.getBoolean(3)) {
            sums.add(row.getInt(2), DayCounters.unpack(row.getBytes(4)));
        } else {
            sums.add(row.getInt(2), Counters.unpack(row.getBytes(4)));
        }
    }
}
