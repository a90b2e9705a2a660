package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads and updates the messages that were sent through us (MSG-02, MSG-15). */
final class ReplyRows {

    private static final String COLUMNS = """
            m.seller_id, m.conversation_id, m.message_id, m.text, m.sent_at, m.dispatch_id, m.delivery_state, m.attempts,
            m.external_message_id, m.echo_message_id""";

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

    private static final String UPDATE = """
            UPDATE message m
               SET delivery_state = r.delivery_state, attempts = r.attempts, external_message_id = r.external_message_id,
                   echo_message_id = r.echo_message_id
              FROM unnest(?, ?, ?, ?, ?, ?, ?)
                   AS r (seller_id, conversation_id, message_id, delivery_state, attempts, external_message_id, echo_message_id)
             WHERE m.seller_id = r.seller_id AND m.conversation_id = r.conversation_id AND m.message_id = r.message_id
            """;

    private ReplyRows() {}

    static List<OwnReply> recall(
            Connection tx, List<Wanted.PossibleEcho> echoes, Collection<Wanted.DispatchKey> dispatches)
            throws SQLException {
        var found = new LinkedHashMap<MessageKey, OwnReply>();
        if (!echoes.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(RECALL_BY_ECHO)) {
                new Columns<>(statement, echoes)
                        .text(echo -> echo.observed().conversation().sellerId())
                        .text(echo -> echo.observed().conversation().conversationId())
                        .text(echo -> echo.observed().messageId())
                        .time(Wanted.PossibleEcho::from)
                        .time(Wanted.PossibleEcho::until);
                collect(statement, found);
            }
        }
        if (!dispatches.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(RECALL_BY_DISPATCH)) {
                new Columns<>(statement, dispatches)
                        .text(Wanted.DispatchKey::sellerId)
                        .text(Wanted.DispatchKey::dispatchId);
                collect(statement, found);
            }
        }
        return List.copyOf(found.values());
    }

    static void update(Connection tx, Collection<OwnReply> replies) throws SQLException {
        if (replies.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(UPDATE)) {
            new Columns<>(statement, replies)
                    .text(reply -> reply.key().conversation().sellerId())
                    .text(reply -> reply.key().conversation().conversationId())
                    .text(reply -> reply.key().messageId())
                    .text(reply -> reply.delivery().state())
                    .add("int4", reply -> reply.delivery().attempts())
                    .text(OwnReply::externalMessageId)
                    .text(OwnReply::echoMessageId);
            statement.executeUpdate();
        }
    }

    private static void collect(PreparedStatement statement, Map<MessageKey, OwnReply> found) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                OwnReply reply = read(rows);
                found.put(reply.key(), reply);
            }
        }
    }

    private static OwnReply read(ResultSet row) throws SQLException {
        var conversation = new ConversationKey(row.getString("seller_id"), row.getString("conversation_id"));
        return new OwnReply(
                new MessageKey(conversation, row.getString("message_id")),
                row.getString("text"),
                Objects.requireNonNull(ConversationRow.instant(row, "sent_at")),
                new Delivery(
                        row.getString("dispatch_id"),
                        Delivery.State.valueOf(row.getString("delivery_state")),
                        row.getInt("attempts")),
                row.getString("external_message_id"),
                row.getString("echo_message_id"));
    }
}
