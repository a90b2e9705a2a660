package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.ChangedSince;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came into conversations at which version (MSG-17), and the words by which messages are found. */
final class ChangeLog {

    /** More than anybody reads in a refusal. */
    private static final int MOST = 100;

    private static final String MESSAGES = """
            INSERT INTO message_log (seller_id, conversation_id, message_id, version, words)
            SELECT seller_id, conversation_id, message_id, version, replace(words, '~', search_mark(seller_id))::tsvector
              FROM unnest(?, ?, ?, ?, ?) AS l (seller_id, conversation_id, message_id, version, words)
            """;

    // Two acts of one command can share a version.
    private static final String ACTS = """
            INSERT INTO conversation_act (seller_id, conversation_id, version, what, by_agent, to_agent)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS r ON CONFLICT DO NOTHING
            """;

    private static final String SINCE = """
            SELECT l.version, 'MESSAGE' AS what, m.sent_at AS at, m.message_id, m.author, m.agent_id AS by_agent, NULL AS to_agent
              FROM message_log l
              JOIN message m USING (seller_id, conversation_id, message_id)
             WHERE l.seller_id = ? AND l.conversation_id = ? AND l.version > ?
            UNION ALL
            SELECT a.version, a.what, a.at, NULL, NULL, a.by_agent, a.to_agent
              FROM conversation_act a
             WHERE a.seller_id = ? AND a.conversation_id = ? AND a.version > ?
             ORDER BY version
             LIMIT %d
            """.formatted(MOST);

    private ChangeLog() {}

    static void messages(Connection tx, Changes changes) throws SQLException {
        List<Changes.NewMessage> messages = changes.messages();
        if (messages.isEmpty()) {
            return;
        }
        Map<ConversationKey, Conversation> threads = changes.conversations().stream()
                .map(Changes.Kept::conversation)
                .collect(Collectors.toMap(Conversation::key, Function.identity()));
        try (var statement = new Columns<>(tx, MESSAGES, messages)) {
            statement
                    .text(row -> row.conversation().sellerId())
                    .text(row -> row.conversation().conversationId())
                    .text(row -> row.message().messageId())
                    .add("int8", Changes.NewMessage::version)
                    .text(row -> words(row, threads.get(row.conversation())));
            statement.update();
        }
    }

    private static @Nullable String words(Changes.NewMessage row, @Nullable Conversation thread) {
        String text = row.message().text();
        return thread == null
                ? FoundBy.of(text, null, null)
                : FoundBy.of(text, thread.orderId(), thread.buyer().name());
    }

    static void acts(Connection tx, List<Changes.Act> acts) throws SQLException {
        if (acts.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, ACTS, acts)) {
            statement
                    .text(act -> act.conversation().sellerId())
                    .text(act -> act.conversation().conversationId())
                    .add("int8", Changes.Act::version)
                    .text(Changes.Act::what)
                    .text(Changes.Act::by)
                    .text(Changes.Act::to);
            statement.update();
        }
    }

    static List<ChangedSince> since(Connection tx, ConversationKey key, long version) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(SINCE)) {
            int next = 1;
            for (int part = 0; part < 2; part++) {
                query.setString(next++, key.sellerId());
                query.setString(next++, key.conversationId());
                query.setLong(next++, version);
            }
            return Rows.all(query, ChangeLog::changed);
        }
    }

    private static ChangedSince changed(ResultSet row) throws SQLException {
        String author = row.getString("author");
        return new ChangedSince(
                row.getLong("version"),
                row.getString("what"),
                Rows.time(row, "at"),
                row.getString("message_id"),
                author == null ? null : author.toLowerCase(Locale.ROOT),
                row.getString("by_agent"),
                row.getString("to_agent"));
    }
}
