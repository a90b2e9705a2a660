package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.LastSaid;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.sql.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads what was said last in the conversations of a page. */
final class LastSaidRows {

    /** Each thread is read by its key; there are as many as a page has rows. */
    private static final String READ = """
            SELECT w.seller_id, w.conversation_id, m.author, left(m.text, %d) AS text
              FROM unnest(?, ?) AS w (seller_id, conversation_id)
             CROSS JOIN LATERAL (SELECT m.author, m.text FROM message m
                                  WHERE m.seller_id = w.seller_id AND m.conversation_id = w.conversation_id
                                  ORDER BY m.sent_at DESC, m.stored_at DESC, m.message_id DESC LIMIT 1) m
            """.formatted(LastSaid.LONGEST);

    private LastSaidRows() {}

    /** Conversations without a message are left out. */
    static Map<ConversationKey, LastSaid> of(Connection tx, Collection<ConversationKey> keys) throws SQLException {
        var found = new HashMap<ConversationKey, LastSaid>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var query = new Columns<>(tx, READ, keys)) {
            query.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.put(
                            new ConversationKey(rows.getString("seller_id"), rows.getString("conversation_id")),
                            new LastSaid(
                                    MessageThread.Author.valueOf(rows.getString("author")), rows.getString("text")));
                }
            }
        }
        return found;
    }
}
