package dev.rapport.message.autoreply.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.Scene;
import dev.rapport.message.autoreply.application.AutoReplies;
import dev.rapport.message.autoreply.model.Choice.Considered;
import dev.rapport.message.autoreply.model.Rule;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link AutoReplies} in PostgreSQL, and what the resource needs to keep rules. */
@Singleton
final class PostgresAutoReplies implements AutoReplies {

    private static final String COLUMNS =
            "r.seller_id, r.rule_id, r.trigger, r.scenes, r.keywords, r.texts, r.active, r.version";

    private static final String ASK = """
            INSERT INTO auto_reply_due (seller_id, conversation_id, message_id, due_at)
            SELECT seller_id, conversation_id, message_id, ?::timestamptz
              FROM unnest(?, ?, ?) AS w (seller_id, conversation_id, message_id)
            ON CONFLICT (seller_id, conversation_id) DO UPDATE SET message_id = excluded.message_id, due_at = excluded.due_at
            """;

    private static final String TAKE = """
            DELETE FROM auto_reply_due d
             USING unnest(?, ?) AS w (seller_id, conversation_id)
             WHERE d.seller_id = w.seller_id AND d.conversation_id = w.conversation_id
            RETURNING d.seller_id, d.conversation_id, d.message_id
            """;

    private static final String LOG = """
            INSERT INTO auto_reply_decision
                (seller_id, decision_id, conversation_id, message_id, decided_at, rule_id, reply_id, outcome, considered)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT DO NOTHING
            """;

    private static final String DECISIONS = """
            SELECT d.decision_id, d.conversation_id, d.message_id, d.decided_at, d.rule_id, d.reply_id, d.outcome, d.considered
              FROM auto_reply_decision d
             WHERE d.seller_id = ? AND (d.decided_at, d.decision_id) < (coalesce(?::timestamptz, 'infinity'), ?)
             ORDER BY d.decided_at DESC, d.decision_id DESC
             LIMIT ?
            """;

    private static final String KEEP = """
            INSERT INTO auto_reply_rule (seller_id, rule_id, trigger, scenes, keywords, texts, active, version)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            ON CONFLICT (seller_id, rule_id) DO UPDATE
               SET trigger = excluded.trigger, scenes = excluded.scenes, keywords = excluded.keywords,
                   texts = excluded.texts, active = excluded.active, version = excluded.version
            """;

    // Every turn of a month with when a human first answered it.
    private static final String TURNS = """
            SELECT min(m.sent_at) FILTER (WHERE m.author = 'BUYER') AS opened_at,
                   min(m.sent_at) FILTER (WHERE m.author = 'HUMAN') AS answered_at
              FROM message m
             WHERE m.seller_id = ? AND m.sent_at >= ?::timestamptz AND m.turn_id IS NOT NULL
             GROUP BY m.turn_id
            """;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Considered>> CONSIDERED = new TypeReference<>() {};

    private final ObjectMapper json;

    PostgresAutoReplies(ObjectMapper json) {
        this.json = json;
    }

    /** A decision as it was written down. */
    record Logged(
            String decisionId,
            String conversationId,
            String messageId,
            Instant decidedAt,
            String outcome,
            @Nullable String ruleId,
            @Nullable String replyId,
            List<Considered> considered) {}

    /** A turn that was. */
    record TurnSpan(Instant openedAt, @Nullable Instant answeredAt) {}

    @Override
    public Set<String> withRules(Connection tx, Collection<String> sellers) throws SQLException {
        var found = new HashSet<String>();
        if (sellers.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT DISTINCT r.seller_id FROM auto_reply_rule r WHERE r.seller_id = ANY (?) AND r.active")) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            found.addAll(Rows.all(query, row -> row.getString("seller_id")));
        }
        return found;
    }

    @Override
    public Map<String, List<Rule>> rules(Connection tx, Collection<String> sellers) throws SQLException {
        var rules = new HashMap<String, List<Rule>>();
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM auto_reply_rule r WHERE r.seller_id = ANY (?)".formatted(COLUMNS))) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rules.computeIfAbsent(rows.getString("seller_id"), _ -> new ArrayList<>())
                            .add(rule(rows));
                }
            }
        }
        return rules;
    }

    @Override
    public void ask(Connection tx, Collection<MessageKey> messages, Instant at) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        // One statement cannot touch a row twice: of several messages of a conversation the last is looked at.
        var last = new HashMap<ConversationKey, MessageKey>();
        messages.forEach(message -> last.put(message.conversation(), message));
        try (PreparedStatement statement = tx.prepareStatement(ASK)) {
            Rows.set(statement, 1, at);
            statement.setArray(2, texts(tx, last.values().stream().map(one -> one.conversation()
                    .sellerId())));
            statement.setArray(3, texts(tx, last.values().stream().map(one -> one.conversation()
                    .conversationId())));
            statement.setArray(4, texts(tx, last.values().stream().map(MessageKey::messageId)));
            statement.executeUpdate();
        }
    }

    private static Array texts(Connection tx, Stream<String> values) throws SQLException {
        return tx.createArrayOf("text", values.toArray());
    }

    @Override
    public List<MessageKey> take(Connection tx, Collection<ConversationKey> keys) throws SQLException {
        try (var statement = new Columns<>(tx, TAKE, keys)) {
            statement.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            return statement.all(row -> new MessageKey(
                    new ConversationKey(row.getString("seller_id"), row.getString("conversation_id")),
                    row.getString("message_id")));
        }
    }

    @Override
    public void log(Connection tx, List<Decided> decisions) throws SQLException {
        if (decisions.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, LOG, decisions)) {
            statement
                    .text(decided -> decided.message().conversation().sellerId())
                    .text(Decided::id)
                    .text(decided -> decided.message().conversation().conversationId())
                    .text(decided -> decided.message().messageId())
                    .time(Decided::at)
                    .text(Decided::ruleId)
                    .text(Decided::replyId)
                    .text(Decided::outcome)
                    .add("jsonb", decided -> text(decided.considered()));
            statement.update();
        }
    }

    /** The newest first. */
    List<Logged> decisions(Connection tx, String sellerId, @Nullable Instant before, String id, int fetch)
            throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(DECISIONS)) {
            query.setString(1, sellerId);
            Rows.set(query, 2, before);
            query.setString(3, id);
            query.setInt(4, fetch);
            return Rows.all(
                    query,
                    row -> new Logged(
                            row.getString("decision_id"),
                            row.getString("conversation_id"),
                            row.getString("message_id"),
                            Rows.time(row, "decided_at"),
                            row.getString("outcome"),
                            row.getString("rule_id"),
                            row.getString("reply_id"),
                            read(row.getString("considered"), CONSIDERED)));
        }
    }

    /** A seller's rules, by id. */
    List<Rule> page(Connection tx, String sellerId, String after, int fetch) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM auto_reply_rule r WHERE r.seller_id = ? AND r.rule_id > ? ORDER BY r.rule_id LIMIT ?"
                        .formatted(COLUMNS))) {
            query.setString(1, sellerId);
            query.setString(2, after);
            query.setInt(3, fetch);
            return Rows.all(query, this::rule);
        }
    }

    /** Null when there is none. */
    @Nullable
    Rule find(Connection tx, String sellerId, String ruleId, boolean lock) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM auto_reply_rule r WHERE r.seller_id = ? AND r.rule_id = ?".formatted(COLUMNS)
                        + (lock ? " FOR UPDATE" : ""))) {
            query.setString(1, sellerId);
            query.setString(2, ruleId);
            return Rows.first(query, this::rule);
        }
    }

    void keep(Connection tx, String sellerId, Rule rule) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement(KEEP)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, rule.ruleId());
            upsert.setString(3, rule.trigger().name());
            Rows.set(upsert, 4, rule.scenes().stream().map(Scene::name).toList());
            Rows.set(upsert, 5, rule.keywords());
            upsert.setString(6, text(rule.texts()));
            upsert.setBoolean(7, rule.active());
            upsert.setLong(8, rule.version());
            upsert.executeUpdate();
        }
    }

    void remove(Connection tx, String sellerId, String ruleId) throws SQLException {
        try (PreparedStatement delete =
                tx.prepareStatement("DELETE FROM auto_reply_rule WHERE seller_id = ? AND rule_id = ?")) {
            delete.setString(1, sellerId);
            delete.setString(2, ruleId);
            delete.executeUpdate();
        }
    }

    List<TurnSpan> turns(Connection tx, String sellerId, Instant since) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(TURNS)) {
            query.setString(1, sellerId);
            Rows.set(query, 2, since);
            var spans = new ArrayList<TurnSpan>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Instant opened = Rows.timeOrNull(rows, "opened_at");
                    if (opened != null) {
                        spans.add(new TurnSpan(opened, Rows.timeOrNull(rows, "answered_at")));
                    }
                }
            }
            return spans;
        }
    }

    private Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                row.getString("rule_id"),
                Rule.Trigger.valueOf(row.getString("trigger")),
                Rows.texts(row, "scenes").stream().map(Scene::valueOf).toList(),
                Rows.texts(row, "keywords"),
                read(row.getString("texts"), TEXTS),
                row.getBoolean("active"),
                row.getLong("version"));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
