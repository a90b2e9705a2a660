package dev.rapport.message.agent.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.WorkingHours;
import dev.rapport.message.agent.model.Agent;
import dev.rapport.message.conversation.application.Roster;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Roster} in PostgreSQL, and what the resource needs to keep it. */
@Singleton
final class PostgresRoster implements Roster {

    private static final String COLUMNS =
            "a.agent_id, a.capacity, a.languages, a.categories, a.zone, a.shifts, a.active, a.version";

    // Whose turn it is comes first: who was given one longest ago.
    private static final String ON_THE_ROSTER = """
            SELECT %s, (SELECT count(*) FROM conversation c
                         WHERE c.seller_id = a.seller_id AND c.assignee = a.agent_id AND c.status IN ('UNREAD', 'PENDING')) AS in_hand
              FROM agent a
             WHERE a.seller_id = ? AND a.active
             ORDER BY a.last_given_at NULLS FIRST, a.agent_id
            """.formatted(COLUMNS);

    private final ObjectMapper json;

    PostgresRoster(ObjectMapper json) {
        this.json = json;
    }

    /** An agent and how many waiting conversations it has in hand. */
    record Busy(Agent agent, int inHand) {}

    @Override
    public @Nullable String next(
            Connection tx, String sellerId, @Nullable String language, @Nullable String category, Instant now)
            throws SQLException {
        // One at a time, or two would give the same agent more than there is capacity for.
        try (PreparedStatement lock =
                tx.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended('roster ' || ?, 0))")) {
            lock.setString(1, sellerId);
            lock.executeQuery().close();
        }
        return busy(tx, sellerId).stream()
                .filter(one -> one.agent.mayTake(language, category, one.inHand, now))
                .map(one -> one.agent.agentId())
                .findFirst()
                .orElse(null);
    }

    List<Busy> busy(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(ON_THE_ROSTER)) {
            query.setString(1, sellerId);
            return Rows.all(query, row -> new Busy(agent(row), row.getInt("in_hand")));
        }
    }

    @Override
    public void given(Connection tx, String sellerId, String agentId, Instant now) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE agent SET last_given_at = ? WHERE seller_id = ? AND agent_id = ?")) {
            Rows.set(update, 1, now);
            update.setString(2, sellerId);
            update.setString(3, agentId);
            update.executeUpdate();
        }
    }

    /** All agents of a seller, by id. */
    List<Agent> all(Connection tx, String sellerId, String after, int fetch) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM agent a WHERE a.seller_id = ? AND a.agent_id > ? ORDER BY a.agent_id LIMIT ?"
                        .formatted(COLUMNS))) {
            query.setString(1, sellerId);
            query.setString(2, after);
            query.setInt(3, fetch);
            return Rows.all(query, this::agent);
        }
    }

    /** Locks an agent's row; null when there is none. */
    @Nullable
    Agent lock(Connection tx, String sellerId, String agentId) throws SQLException {
        return one(tx, sellerId, agentId, " FOR UPDATE");
    }

    @Nullable
    Agent find(Connection tx, String sellerId, String agentId) throws SQLException {
        return one(tx, sellerId, agentId, "");
    }

    private @Nullable Agent one(Connection tx, String sellerId, String agentId, String suffix) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM agent a WHERE a.seller_id = ? AND a.agent_id = ?".formatted(COLUMNS) + suffix)) {
            query.setString(1, sellerId);
            query.setString(2, agentId);
            return Rows.first(query, this::agent);
        }
    }

    void keep(Connection tx, String sellerId, Agent agent) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement("""
                INSERT INTO agent (seller_id, agent_id, capacity, languages, categories, zone, shifts, active, version)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                ON CONFLICT (seller_id, agent_id) DO UPDATE
                   SET capacity = excluded.capacity, languages = excluded.languages, categories = excluded.categories,
                       zone = excluded.zone, shifts = excluded.shifts, active = excluded.active, version = excluded.version
                """)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, agent.agentId());
            upsert.setInt(3, agent.capacity());
            Rows.set(upsert, 4, agent.languages());
            Rows.set(upsert, 5, agent.categories());
            upsert.setString(6, agent.zone());
            if (agent.shifts() == null) {
                upsert.setNull(7, Types.VARCHAR);
            } else {
                upsert.setString(7, text(agent.shifts()));
            }
            upsert.setBoolean(8, agent.active());
            upsert.setLong(9, agent.version());
            upsert.executeUpdate();
        }
    }

    void remove(Connection tx, String sellerId, String agentId) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM agent WHERE seller_id = ? AND agent_id = ?")) {
            delete.setString(1, sellerId);
            delete.setString(2, agentId);
            delete.executeUpdate();
        }
    }

    private Agent agent(ResultSet row) throws SQLException {
        String shifts = row.getString("shifts");
        return new Agent(
                row.getString("agent_id"),
                row.getInt("capacity"),
                Rows.texts(row, "languages"),
                Rows.texts(row, "categories"),
                row.getString("zone"),
                shifts == null ? null : hours(shifts),
                row.getBoolean("active"),
                row.getLong("version"));
    }

    private String text(WorkingHours hours) {
        try {
            return json.writeValueAsString(Hours.of(hours));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WorkingHours hours(String text) {
        try {
            return json.readValue(text, Hours.class).hours();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
