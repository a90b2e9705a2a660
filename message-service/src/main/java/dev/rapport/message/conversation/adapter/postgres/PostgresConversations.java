package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.ChangedSince;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.LastWords;
import dev.rapport.message.conversation.application.Recollection;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.sql.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Conversations} by set-based SQL: a batch costs a handful of statements, each over index look-ups. */
@Singleton
final class PostgresConversations implements Conversations {

    // A generic plan made while a table was empty would scan it from end to end once it is not, until it is next
    // analysed.
    static final String PLAN_FOR_THESE_VALUES = "SET LOCAL plan_cache_mode = force_custom_plan";

    private static final String RECALL_CONVERSATIONS = """
            SELECT %s
              FROM unnest(?, ?) AS wanted (seller_id, conversation_id)
              JOIN conversation c USING (seller_id, conversation_id)
            """.formatted(ConversationRow.COLUMNS);

    private static final String RECALL_MESSAGES = """
            SELECT m.seller_id, m.conversation_id, m.message_id
              FROM unnest(?, ?, ?) AS wanted (seller_id, conversation_id, message_id)
              JOIN message m USING (seller_id, conversation_id, message_id)
            """;

    private static final String RECALL_CARE = """
            SELECT c.seller_id, c.dispatch_id
              FROM unnest(?, ?) AS wanted (seller_id, dispatch_id)
              JOIN care_dispatch c USING (seller_id, dispatch_id)
            """;

    private static final String LAST_WORDS = """
            SELECT c.seller_id, c.conversation_id,
                   (SELECT m.text FROM message m
                     WHERE m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id AND m.author = 'BUYER'
                     ORDER BY m.sent_at DESC, m.stored_at DESC LIMIT 1) AS buyer,
                   EXISTS (SELECT 1 FROM message m
                     WHERE m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id AND m.author = 'HUMAN'
                       AND NOT m.is_care) AS human_before
              FROM unnest(?, ?) AS wanted (seller_id, conversation_id)
              JOIN conversation c USING (seller_id, conversation_id)
            """;

    private static final String LOCK =
            "SELECT %s FROM conversation c WHERE c.seller_id = ? AND c.conversation_id = ? FOR UPDATE"
                    .formatted(ConversationRow.COLUMNS);

    private static final String READ = "SELECT %s FROM conversation c WHERE c.seller_id = ? AND c.conversation_id = ?"
            .formatted(ConversationRow.COLUMNS);

    @Override
    public Recollection recall(Connection tx, Wanted wanted) throws SQLException {
        try (var statement = tx.createStatement()) {
            statement.execute(PLAN_FOR_THESE_VALUES);
        }
        List<OwnReply> replies = ReplyRows.recall(tx, wanted.echoes(), wanted.dispatches());
        var keys = new LinkedHashSet<>(wanted.conversations());
        // MSG-15: a refused reply may give its conversation an open turn again.
        replies.stream()
                .filter(reply -> wanted.refusals()
                        .contains(new Wanted.DispatchKey(
                                reply.key().conversation().sellerId(),
                                reply.delivery().dispatchId())))
                .forEach(reply -> keys.add(reply.key().conversation()));
        return new Recollection(
                conversations(tx, keys),
                messages(tx, wanted.messages()),
                replies,
                careDispatches(tx, wanted.dispatches()),
                ReplyRows.accompanied(tx, wanted.refusals()));
    }

    @Override
    public Recollection recall(Connection tx, Collection<ConversationKey> keys) throws SQLException {
        return new Recollection(conversations(tx, keys), Set.of(), List.of(), Set.of(), Set.of());
    }

    @Override
    public Recollection lock(Connection tx, ConversationKey key) throws SQLException {
        Conversation found = one(tx, LOCK, key);
        return found == null ? Recollection.empty() : Recollection.of(found);
    }

    @Override
    public Recollection recallDeliveries(Connection tx, Collection<MessageKey> keys) throws SQLException {
        List<OwnReply> replies = ReplyRows.byMessage(tx, keys);
        var conversations = new LinkedHashSet<ConversationKey>();
        keys.forEach(key -> conversations.add(key.conversation()));
        return new Recollection(conversations(tx, conversations), Set.of(), replies, Set.of(), Set.of());
    }

    @Override
    public Map<ConversationKey, LastWords> lastWords(Connection tx, Collection<ConversationKey> keys)
            throws SQLException {
        var found = new HashMap<ConversationKey, LastWords>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var statement = new Columns<>(tx, LAST_WORDS, keys)) {
            statement.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    found.put(
                            new ConversationKey(rows.getString("seller_id"), rows.getString("conversation_id")),
                            new LastWords(rows.getString("buyer"), rows.getBoolean("human_before")));
                }
            }
        }
        return found;
    }

    /** Null when there is none. */
    static @Nullable Conversation find(Connection tx, ConversationKey key) throws SQLException {
        return one(tx, READ, key);
    }

    private static @Nullable Conversation one(Connection tx, String sql, ConversationKey key) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setString(1, key.sellerId());
            statement.setString(2, key.conversationId());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? ConversationRow.read(rows) : null;
            }
        }
    }

    @Override
    public void keep(Connection tx, Changes changes) throws SQLException {
        ConversationWrites.conversations(tx, changes.conversations());
        ConversationWrites.messages(tx, changes.messages());
        ChangeLog.messages(tx, changes);
        ChangeLog.acts(tx, changes.acts());
        ReplyRows.update(tx, changes.replies());
        AttemptRows.note(tx, changes.attempts());
        ConversationWrites.careDispatches(tx, changes.careDispatches());
    }

    @Override
    public List<ChangedSince> changedSince(Connection tx, ConversationKey key, long version) throws SQLException {
        return ChangeLog.since(tx, key, version);
    }

    private static List<Conversation> conversations(Connection tx, Collection<ConversationKey> keys)
            throws SQLException {
        var found = new ArrayList<Conversation>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var statement = new Columns<>(tx, RECALL_CONVERSATIONS, keys)) {
            statement.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    found.add(ConversationRow.read(rows));
                }
            }
        }
        return found;
    }

    private static Set<MessageKey> messages(Connection tx, Collection<MessageKey> keys) throws SQLException {
        var found = new HashSet<MessageKey>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var statement = new Columns<>(tx, RECALL_MESSAGES, keys)) {
            statement
                    .text(key -> key.conversation().sellerId())
                    .text(key -> key.conversation().conversationId())
                    .text(MessageKey::messageId);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    var conversation = new ConversationKey(rows.getString(1), rows.getString(2));
                    found.add(new MessageKey(conversation, rows.getString(3)));
                }
            }
        }
        return found;
    }

    private static Set<Wanted.DispatchKey> careDispatches(Connection tx, Collection<Wanted.DispatchKey> keys)
            throws SQLException {
        var found = new HashSet<Wanted.DispatchKey>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var statement = new Columns<>(tx, RECALL_CARE, keys)) {
            statement.text(Wanted.DispatchKey::sellerId).text(Wanted.DispatchKey::dispatchId);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    found.add(new Wanted.DispatchKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return found;
    }
}
