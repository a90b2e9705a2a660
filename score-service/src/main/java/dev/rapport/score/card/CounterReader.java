package dev.rapport.score.card;

import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.DayCounters;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Timeline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads counters from {@code day_counters} and {@code hour_counters}.
 *
 * <p>One statement reads both tables: an hour moves from one to the other in one transaction, so one snapshot sees it exactly
 * once.
 */
public final class CounterReader {
    private static final String READ = """
            SELECT seller_id, day, true, hours FROM day_counters
             WHERE seller_id = ANY (?) AND day BETWEEN ? AND ?
            UNION ALL
            SELECT seller_id, hour, false, counters FROM hour_counters
             WHERE seller_id = ANY (?) AND hour BETWEEN ? AND ?
            """;

    private CounterReader() {}

    /** Told of what is stored, in no order. */
    @FunctionalInterface
    public interface Sink {
        void at(String sellerId, long hour, Counters counters);
    }

    /**
     * Reads what is stored of some sellers: every hour within these two, both included, and maybe others of the same days.
     *
     * @param tx a transaction that sees these sellers
     */
    public static void read(Connection tx, Collection<String> sellers, long firstHour, long lastHour, Sink sink)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            var asked = tx.createArrayOf("text", sellers.toArray());
            statement.setArray(1, asked);
            statement.setInt(2, Math.toIntExact(Hours.day(firstHour)));
            statement.setInt(3, Math.toIntExact(Hours.day(lastHour)));
            statement.setArray(4, asked);
            statement.setInt(5, Math.toIntExact(firstHour));
            statement.setInt(6, Math.toIntExact(lastHour));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tell(rows, sink);
                }
            }
        }
    }

    private static void tell(ResultSet row, Sink sink) throws SQLException {
        String seller = row.getString(1);
        int at = row.getInt(2);
        byte[] packed = row.getBytes(4);
        if (row.getBoolean(3)) {
            DayCounters.unpack(packed)
                    .forEach((hourOfDay, counters) -> sink.at(seller, Hours.ofDay(at, hourOfDay), counters));
        } else {
            sink.at(seller, at, Counters.unpack(packed));
        }
    }

    /** The timeline of one seller; what is stored of hours after {@code lastHour} is not in it. */
    public static Timeline timeline(Connection tx, String sellerId, long firstHour, long lastHour) throws SQLException {
        List<CountedHour> hours = new ArrayList<>();
        read(tx, List.of(sellerId), firstHour, lastHour, (_, hour, counters) -> {
            if (hour >= firstHour) {
                hours.add(new CountedHour(hour, counters));
            }
        });
        return Timeline.of(hours, lastHour);
    }
}
