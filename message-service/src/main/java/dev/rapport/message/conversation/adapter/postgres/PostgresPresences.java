package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Presences;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** {@link Presences} in a table that is not written ahead. */
@Singleton
final class PostgresPresences implements Presences {

    private static final String KNOWN = "SELECT 1 FROM conversation WHERE seller_id = ? AND conversation_id = ?";

    private static final String SEEN = """
            INSERT INTO presence (seller_id, conversation_id, agent_id, doing, seen_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, conversation_id, agent_id) DO UPDATE SET doing = excluded.doing, seen_at = excluded.seen_at
            """;

    // Two at once take different rows, and none waits for the other's.
    private static final String FORGET = """
            DELETE FROM presence WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM presence WHERE seller_id = ? AND seen_at < ? FOR UPDATE SKIP LOCKED))
            """;

    private static final String GONE =
            "DELETE FROM presence WHERE seller_id = ? AND conversation_id = ? AND agent_id = ?";

    private static final String OTHERS = """
            SELECT agent_id, doing, seen_at FROM presence
             WHERE seller_id = ? AND conversation_id = ? AND agent_id <> ? AND seen_at >= ?
             ORDER BY agent_id
            """;

    @Override
    public boolean known(Connection tx, ConversationKey key) throws SQLException {
        try (PreparedStatement query = of(tx, KNOWN, key)) {
            return Rows.first(query, _ -> true) != null;
        }
    }

    @Override
    public void seen(Connection tx, ConversationKey key, Present present) throws SQLException {
        try (PreparedStatement upsert = of(tx, SEEN, key)) {
            upsert.setString(3, present.agentId());
            upsert.setString(4, present.doing().name());
            Rows.set(upsert, 5, present.seenAt());
            upsert.executeUpdate();
        }
        try (PreparedStatement forget = tx.prepareStatement(FORGET)) {
            forget.setString(1, key.sellerId());
            Rows.set(forget, 2, present.seenAt().minus(LASTS));
            forget.executeUpdate();
        }
    }

    @Override
    public void gone(Connection tx, ConversationKey key, String agentId) throws SQLException {
        try (PreparedStatement delete = of(tx, GONE, key)) {
            delete.setString(3, agentId);
            delete.executeUpdate();
        }
    }

    @Override
    public List<Present> others(Connection tx, ConversationKey key, String agentId, Instant now) throws SQLException {
        try (PreparedStatement query = of(tx, OTHERS, key)) {
            query.setString(3, agentId);
            Rows.set(query, 4, now.minus(LASTS));
            return Rows.all(query, PostgresPresences::present);
        }
    }

    private static PreparedStatement of(Connection tx, String sql, ConversationKey key) throws SQLException {
        PreparedStatement statement = tx.prepareStatement(sql);
        statement.setString(1, key.sellerId());
        statement.setString(2, key.conversationId());
        return statement;
    }

    private static Present present(ResultSet row) throws SQLException {
        return new Present(row.getString(1), Doing.valueOf(row.getString(2)), Rows.time(row, "seen_at"));
    }
}
