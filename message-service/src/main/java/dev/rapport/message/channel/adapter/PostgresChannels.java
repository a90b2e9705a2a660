package dev.rapport.message.channel.adapter;

import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.channel.model.Receipts;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Channels} in PostgreSQL. */
@Singleton
final class PostgresChannels implements Channels {

    private static final String LOOK = """
            INSERT INTO channel_state AS s (seller_id, look_at) SELECT seller_id, ?::timestamptz FROM unnest(?) AS w (seller_id)
            ON CONFLICT (seller_id) DO UPDATE SET look_at = least(s.look_at, excluded.look_at)
            """;

    private static final String LOOK_AGAIN = """
            UPDATE channel_state s SET look_at = least(s.look_at, ?::timestamptz)
             WHERE s.seller_id = ANY (?) AND s.degraded_since IS NOT NULL
            """;

    private static final String KEEP = """
            UPDATE channel_state s SET degraded_since = w.degraded_since, look_at = w.look_at
              FROM unnest(?, ?, ?) AS w (seller_id, degraded_since, look_at)
             WHERE s.seller_id = w.seller_id
            """;

    // What a connector reported long ago is history, whenever it is read.
    private static final String RECEIPTS = """
            SELECT w.seller_id, count(a.code) AS receipts, count(a.code) FILTER (WHERE a.code >= 500) AS failures
              FROM unnest(?, ?) AS w (seller_id, since)
              LEFT JOIN delivery_attempt a ON a.seller_id = w.seller_id AND a.received_at IS NOT NULL AND a.received_at > w.since
                                          AND a.reported_at > w.since
             GROUP BY w.seller_id
            """;

    // MSG-18: what was erased does not go out any more.
    private static final String WAITING = """
            SELECT m.conversation_id, m.message_id FROM message m
             WHERE m.seller_id = ? AND m.delivery_state = 'ACCEPTED' AND m.attempts = 0 AND m.text <> ''
             ORDER BY m.sent_at LIMIT ?
            """;

    private static final String COUNT_WAITING =
            "SELECT count(*) FROM message m WHERE m.seller_id = ? AND m.delivery_state = 'ACCEPTED' AND m.attempts = 0 AND m.text <> ''";

    @Override
    public @Nullable Instant degradedSince(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement query =
                tx.prepareStatement("SELECT s.degraded_since FROM channel_state s WHERE s.seller_id = ?")) {
            query.setString(1, sellerId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Rows.timeOrNull(row, "degraded_since") : null;
            }
        }
    }

    @Override
    public void look(Connection tx, Collection<String> sellers, Instant at) throws SQLException {
        if (sellers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(LOOK)) {
            Rows.set(statement, 1, at);
            statement.setArray(2, tx.createArrayOf("text", sellers.toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public void lookAgain(Connection tx, Collection<String> sellers, Instant at) throws SQLException {
        if (sellers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(LOOK_AGAIN)) {
            Rows.set(statement, 1, at);
            statement.setArray(2, tx.createArrayOf("text", sellers.toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public List<State> states(Connection tx, Collection<String> sellers) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT s.seller_id, s.degraded_since, s.look_at FROM channel_state s WHERE s.seller_id = ANY (?)")) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            return Rows.all(
                    query,
                    row -> new State(
                            row.getString("seller_id"),
                            Rows.timeOrNull(row, "degraded_since"),
                            Rows.timeOrNull(row, "look_at")));
        }
    }

    @Override
    public void keep(Connection tx, Collection<State> states) throws SQLException {
        try (var statement = new Columns<>(tx, KEEP, states)) {
            statement.text(State::sellerId).time(State::degradedSince).time(State::lookAt);
            statement.update();
        }
    }

    @Override
    public Map<String, Receipts> receipts(Connection tx, Map<String, Instant> since) throws SQLException {
        var found = new HashMap<String, Receipts>();
        try (var query = new Columns<>(tx, RECEIPTS, since.entrySet())) {
            query.text(Map.Entry::getKey).time(Map.Entry::getValue);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.put(
                            rows.getString("seller_id"),
                            new Receipts(rows.getLong("receipts"), rows.getLong("failures")));
                }
            }
        }
        return found;
    }

    @Override
    public long waiting(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(COUNT_WAITING)) {
            query.setString(1, sellerId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    @Override
    public List<MessageKey> waiting(Connection tx, String sellerId, int most) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(WAITING)) {
            query.setString(1, sellerId);
            query.setInt(2, most);
            return Rows.all(
                    query,
                    row -> new MessageKey(
                            new ConversationKey(sellerId, row.getString("conversation_id")),
                            row.getString("message_id")));
        }
    }
}
