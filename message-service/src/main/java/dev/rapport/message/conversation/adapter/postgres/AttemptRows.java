package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.AttemptNote;
import dev.rapport.message.sql.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Writes the log of attempts (MSG-15). */
final class AttemptRows {

    private static final String NOTE = """
            INSERT INTO delivery_attempt AS a (seller_id, conversation_id, message_id, attempt, requested_at, dispatched_at, code,
                                               external_message_id, detail, read_at, reported_at, received_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, conversation_id, message_id, attempt) DO UPDATE SET
                requested_at = coalesce(a.requested_at, excluded.requested_at),
                dispatched_at = coalesce(a.dispatched_at, excluded.dispatched_at),
                code = coalesce(a.code, excluded.code),
                external_message_id = coalesce(a.external_message_id, excluded.external_message_id),
                detail = coalesce(a.detail, excluded.detail), read_at = coalesce(a.read_at, excluded.read_at),
                reported_at = coalesce(a.reported_at, excluded.reported_at),
                received_at = coalesce(a.received_at, excluded.received_at)
            """;

    private AttemptRows() {}

    static void note(Connection tx, Collection<AttemptNote> notes) throws SQLException {
        if (notes.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, NOTE, notes)) {
            statement
                    .text(note -> note.message().conversation().sellerId())
                    .text(note -> note.message().conversation().conversationId())
                    .text(note -> note.message().messageId())
                    .add("int4", AttemptNote::attempt)
                    .time(AttemptNote::requestedAt)
                    .time(AttemptNote::dispatchedAt)
                    .add(
                            "int4",
                            note -> note.receipt() == null
                                    ? null
                                    : note.receipt().code())
                    .text(note -> note.receipt() == null ? null : note.receipt().externalMessageId())
                    .text(note -> note.receipt() == null ? null : note.receipt().detail())
                    .time(note -> note.receipt() == null ? null : note.receipt().readAt())
                    .time(note -> note.receipt() == null ? null : note.receipt().reportedAt())
                    .time(note -> note.receipt() == null ? null : note.receipt().receivedAt());
            statement.update();
        }
    }
}
