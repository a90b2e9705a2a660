package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.By;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.sql.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads and updates the messages that were sent through us (MSG-02, MSG-15). */
final class ReplyRows {

    private static final String COLUMNS = """
            m.seller_id, m.conversation_id, m.message_id, m.text, m.sent_at, m.author, m.agent_id, m.dispatch_id, m.delivery_state,
            m.attempts, m.delivery_due_at, m.delivery_ended, m.turns_before, m.external_message_id, m.echo_message_id""";

    private static final String RECALL_BY_ECHO = """
            SELECT DISTINCT %s
              FROM unnest(?, ?, ?, ?, ?) AS observed (seller_id, conversation_id, message_id, since, until)
              JOIN message m USING (seller_id, conversation_id)
             WHERE m.dispatch_id IS NOT NULL
               AND (m.sent_at BETWEEN observed.since AND observed.until
                    OR m.external_message_id = observed.message_id OR m.echo_message_id = observed.message_id)
            """.formatted(COLUMNS);

    private static final String RECALL_BY_DISPATCH = """
            SELECT %s
              FROM unnest(?, ?) AS wanted (seller_id, dispatch_id)
              JOIN message m USING (seller_id, dispatch_id)
            """.formatted(COLUMNS);

    private static final String BY_MESSAGE = """
            SELECT %s
              FROM unnest(?, ?, ?) AS wanted (seller_id, conversation_id, message_id)
              JOIN message m USING (seller_id, conversation_id, message_id)
             WHERE m.dispatch_id IS NOT NULL
            """.formatted(COLUMNS);

    // MSG-15: another message answered it when one went out since the turn opened and was not refused itself.
    private static final String ACCOMPANIED = """
            SELECT m.seller_id, m.conversation_id, m.message_id
              FROM unnest(?, ?) AS wanted (seller_id, dispatch_id)
              JOIN message m USING (seller_id, dispatch_id)
             WHERE m.turns_before IS NOT NULL
               AND EXISTS (SELECT FROM message o
                            WHERE o.seller_id = m.seller_id AND o.conversation_id = m.conversation_id AND o.message_id <> m.message_id
                              AND NOT o.is_care AND (o.author = 'HUMAN' OR o.author = 'AUTO' AND m.author = 'AUTO')
                              AND o.delivery_state IS DISTINCT FROM 'REFUSED'
                              AND o.sent_at >= (m.turns_before #>> '{0,turn,openedAt}')::timestamptz)
            """;

    private static final String UPDATE = """
            UPDATE message m
               SET delivery_state = r.delivery_state, attempts = r.attempts, delivery_due_at = r.delivery_due_at,
                   delivery_ended = r.delivery_ended, external_message_id = r.external_message_id,
                   echo_message_id = r.echo_message_id
              FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                   AS r (seller_id, conversation_id, message_id, delivery_state, attempts, delivery_due_at, delivery_ended,
                         external_message_id, echo_message_id)
             WHERE m.seller_id = r.seller_id AND m.conversation_id = r.conversation_id AND m.message_id = r.message_id
            """;

    private ReplyRows() {}

    static List<OwnReply> recall(
            Connection tx, List<Wanted.PossibleEcho> echoes, Collection<Wanted.DispatchKey> dispatches)
            throws SQLException {
        var found = new LinkedHashMap<MessageKey, OwnReply>();
        if (!echoes.isEmpty()) {
            try (var statement = new Columns<>(tx, RECALL_BY_ECHO, echoes)) {
                statement
                        .text(echo -> echo.observed().conversation().sellerId())
                        .text(echo -> echo.observed().conversation().conversationId())
                        .text(echo -> echo.observed().messageId())
                        .time(Wanted.PossibleEcho::from)
                        .time(Wanted.PossibleEcho::until);
                collect(statement, found);
            }
        }
        if (!dispatches.isEmpty()) {
            try (var statement = new Columns<>(tx, RECALL_BY_DISPATCH, dispatches)) {
                statement.text(Wanted.DispatchKey::sellerId).text(Wanted.DispatchKey::dispatchId);
                collect(statement, found);
            }
        }
        return List.copyOf(found.values());
    }

    /** Own replies by their keys. */
    static List<OwnReply> byMessage(Connection tx, Collection<MessageKey> keys) throws SQLException {
        var found = new LinkedHashMap<MessageKey, OwnReply>();
        try (var statement = new Columns<>(tx, BY_MESSAGE, keys)) {
            statement
                    .text(key -> key.conversation().sellerId())
                    .text(key -> key.conversation().conversationId())
                    .text(MessageKey::messageId);
            collect(statement, found);
        }
        return List.copyOf(found.values());
    }

    /** Which of these refused ones do not leave their turns unanswered. */
    static Set<MessageKey> accompanied(Connection tx, Collection<Wanted.DispatchKey> refused) throws SQLException {
        var found = new HashSet<MessageKey>();
        if (refused.isEmpty()) {
            return found;
        }
        try (var statement = new Columns<>(tx, ACCOMPANIED, refused)) {
            statement.text(Wanted.DispatchKey::sellerId).text(Wanted.DispatchKey::dispatchId);
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    var conversation = new ConversationKey(rows.getString(1), rows.getString(2));
                    found.add(new MessageKey(conversation, rows.getString(3)));
                }
            }
        }
        return found;
    }

    static void update(Connection tx, Collection<OwnReply> replies) throws SQLException {
        if (replies.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, UPDATE, replies)) {
            statement
                    .text(reply -> reply.key().conversation().sellerId())
                    .text(reply -> reply.key().conversation().conversationId())
                    .text(reply -> reply.key().messageId())
                    .text(reply -> reply.delivery().state())
                    .add("int4", reply -> reply.delivery().attempts())
                    .time(reply -> reply.delivery().dueAt())
                    .add("bool", reply -> reply.delivery().ended())
                    .text(OwnReply::externalMessageId)
                    .text(OwnReply::echoMessageId);
            statement.update();
        }
    }

    private static void collect(Columns<?> statement, Map<MessageKey, OwnReply> found) throws SQLException {
        statement.all(ReplyRows::read).forEach(reply -> found.put(reply.key(), reply));
    }

    private static OwnReply read(ResultSet row) throws SQLException {
        var conversation = new ConversationKey(row.getString("seller_id"), row.getString("conversation_id"));
        var key = new MessageKey(conversation, row.getString("message_id"));
        String dispatchId = row.getString("dispatch_id");
        var message = new Message.FromSeller(
                key.messageId(),
                row.getString("text"),
                Objects.requireNonNull(ConversationRow.instant(row, "sent_at")),
                By.valueOf(row.getString("author")),
                row.getString("agent_id"),
                new Message.Origin.Ours(dispatchId),
                Judgement.NONE);
        var delivery = new Delivery(
                dispatchId,
                Delivery.State.valueOf(row.getString("delivery_state")),
                row.getInt("attempts"),
                ConversationRow.instant(row, "delivery_due_at"),
                row.getBoolean("delivery_ended"));
        return new OwnReply(
                key,
                message,
                StoredTurns.before(row.getString("turns_before")),
                delivery,
                row.getString("external_message_id"),
                row.getString("echo_message_id"));
    }
}
