package dev.rapport.local.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A service seen from its database: how far it has read, and what it has still to send. The tables are the service kit's
 * {@code inbox_offset} and {@code outbox}.
 */
final class Reader {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_DATABASE = "3D000";

    /** Opens connections to the service's database. */
    interface Database {
        Connection connect() throws SQLException;
    }

    /** The last row of an outbox; null when it is empty. */
    record Mark(@Nullable String epoch, @Nullable String transaction, long row) {}

    /**
     * What a service has still to do.
     *
     * @param records how many
     * @param why it is not done, for a user
     */
    record Backlog(String service, long records, String why) {
        boolean done() {
            return records == 0;
        }
    }

    private final String service;
    private final Database database;
    private final BooleanSupplier running;

    Reader(String service, Database database, BooleanSupplier running) {
        this.service = service;
        this.database = database;
        this.running = running;
    }

    /** How many records before these ends it has not applied. Where it has never read, it has everything to do. */
    Backlog behind(Map<TopicPartition, Long> ends) throws SQLException {
        Map<TopicPartition, Long> next = nextOffsets();
        if (next.isEmpty()) {
            return backlog(1, "it has not begun to read");
        }
        long records = 0;
        for (Map.Entry<TopicPartition, Long> position : next.entrySet()) {
            records += Math.max(0, ends.getOrDefault(position.getKey(), 0L) - position.getValue());
        }
        return backlog(records, records + " records to apply");
    }

    /** Where its outbox ends now. */
    Mark outboxEnd() throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "SELECT epoch, tx, id FROM outbox ORDER BY epoch DESC, tx DESC, id DESC LIMIT 1")) {
            return rows.next()
                    ? new Mark(rows.getString(1), rows.getString(2), rows.getLong(3))
                    : new Mark(null, null, 0);
        }
    }

    /** How many facts up to a mark are still in its outbox. */
    Backlog unsent(Mark mark) throws SQLException {
        if (mark.epoch() == null) {
            return backlog(0, "");
        }
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM outbox WHERE (epoch, tx, id) <= (?::bigint, ?::text::xid8, ?)")) {
            query.setString(1, mark.epoch());
            query.setString(2, mark.transaction());
            query.setLong(3, mark.row());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return backlog(rows.getLong(1), rows.getLong(1) + " facts to send");
            }
        }
    }

    /** What is to be done when its database does not answer: something, nobody knows how much. */
    Backlog unreachable(SQLException e) {
        boolean unborn = UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_DATABASE.equals(e.getSQLState());
        return backlog(1, unborn ? "it has not made its tables" : "its database does not answer");
    }

    private Backlog backlog(long records, String why) {
        boolean down = records > 0 && !running.getAsBoolean();
        return new Backlog(service, records, down ? why + "; it is not running (./rapport up starts it)" : why);
    }

    private Map<TopicPartition, Long> nextOffsets() throws SQLException {
        Map<TopicPartition, Long> next = new HashMap<>();
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT topic, partition, next_offset FROM inbox_offset")) {
            while (rows.next()) {
                next.merge(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3), Math::min);
            }
        }
        return next;
    }
}
