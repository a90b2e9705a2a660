package dev.rapport.message.conversation.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.message.conversation.application.InboxFilter;
import dev.rapport.message.conversation.application.SavedFilters;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link SavedFilters} in PostgreSQL. Row-level security shows those of the agent that the transaction has named. */
@Singleton
final class PostgresSavedFilters implements SavedFilters {

    private static final String COLUMNS = "f.filter_id, f.name, f.filter, f.version";

    private final ObjectMapper json;

    PostgresSavedFilters(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<SavedFilter> all(Connection tx, String agentId, String after, int fetch) throws SQLException {
        name(tx, agentId);
        try (PreparedStatement query = tx.prepareStatement("SELECT " + COLUMNS
                + " FROM saved_filter f WHERE f.agent_id = ? AND f.filter_id > ? ORDER BY f.filter_id LIMIT ?")) {
            query.setString(1, agentId);
            query.setString(2, after);
            query.setInt(3, fetch);
            return Rows.all(query, this::filter);
        }
    }

    @Override
    public @Nullable SavedFilter find(Connection tx, String agentId, String filterId) throws SQLException {
        return one(tx, agentId, filterId, "");
    }

    @Override
    public @Nullable SavedFilter lock(Connection tx, String agentId, String filterId) throws SQLException {
        return one(tx, agentId, filterId, " FOR UPDATE");
    }

    private @Nullable SavedFilter one(Connection tx, String agentId, String filterId, String locking)
            throws SQLException {
        name(tx, agentId);
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT " + COLUMNS + " FROM saved_filter f WHERE f.agent_id = ? AND f.filter_id = ?" + locking)) {
            query.setString(1, agentId);
            query.setString(2, filterId);
            return Rows.first(query, this::filter);
        }
    }

    @Override
    public boolean keep(Connection tx, String agentId, SavedFilter filter) throws SQLException {
        name(tx, agentId);
        if (nameTaken(tx, agentId, filter)) {
            return false;
        }
        try (PreparedStatement insert = tx.prepareStatement("""
                INSERT INTO saved_filter (agent_id, filter_id, name, filter, version) VALUES (?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (agent_id, filter_id) DO UPDATE
                   SET name = excluded.name, filter = excluded.filter, version = excluded.version
                """)) {
            insert.setString(1, agentId);
            insert.setString(2, filter.filterId());
            insert.setString(3, filter.name());
            insert.setString(4, text(filter.filter()));
            insert.setLong(5, filter.version());
            insert.executeUpdate();
            return true;
        }
    }

    private static boolean nameTaken(Connection tx, String agentId, SavedFilter filter) throws SQLException {
        // The agent's own lock: an agent saves one filter at a time.
        try (PreparedStatement lock =
                tx.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('saved filters ' || ?, 0))")) {
            lock.setString(1, agentId);
            lock.executeQuery().close();
        }
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT 1 AS taken FROM saved_filter WHERE agent_id = ? AND name = ? AND filter_id <> ?")) {
            query.setString(1, agentId);
            query.setString(2, filter.name());
            query.setString(3, filter.filterId());
            return Rows.first(query, row -> row.getInt("taken")) != null;
        }
    }

    @Override
    public void remove(Connection tx, String agentId, String filterId) throws SQLException {
        name(tx, agentId);
        try (PreparedStatement delete =
                tx.prepareStatement("DELETE FROM saved_filter WHERE agent_id = ? AND filter_id = ?")) {
            delete.setString(1, agentId);
            delete.setString(2, filterId);
            delete.executeUpdate();
        }
    }

    /** Tells the policy who asks. */
    private static void name(Connection tx, String agentId) throws SQLException {
        try (PreparedStatement set = tx.prepareStatement("SELECT set_config('rapport.agent', ?, true)")) {
            set.setString(1, agentId);
            set.executeQuery().close();
        }
    }

    private SavedFilter filter(ResultSet row) throws SQLException {
        try {
            return new SavedFilter(
                    row.getString("filter_id"),
                    row.getString("name"),
                    json.readValue(row.getString("filter"), InboxFilter.class),
                    row.getLong("version"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(InboxFilter filter) {
        try {
            return json.writeValueAsString(filter);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
