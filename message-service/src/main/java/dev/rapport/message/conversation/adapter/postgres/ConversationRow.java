package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.Kind;
import dev.rapport.message.conversation.model.AtHand;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Latest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the rows of table {@code conversation}. */
final class ConversationRow {

    /** What {@link #read} needs, of a table or subquery named {@code c}. */
    static final String COLUMNS = """
            c.seller_id, c.conversation_id, c.kind, c.buyer_id, c.buyer_name, c.buyer_country, c.buyer_language, c.order_id,
            c.product_id, c.is_read, c.turn_id, c.turn_scene, c.turn_opened_at, c.turn_first_response_due_at, c.turn_answer_due_at,
            c.turn_unanswered_at, c.turn_responded_at, c.turn_responded_by, c.turn_follow_up_due_at, c.turn_answered_at,
            c.turn_handled, c.turn_reopenings, c.turn_read_at, c.turn_house_due_at, c.turn_told, c.turn_auto_message, c.turn_auto_flagged,
            c.triage, c.triage_reasons, c.triage_by, c.also_owed, c.assignee, c.low_trust, c.last_buyer_at, c.last_seller_at, c.last_message_at,
            c.version""";

    private ConversationRow() {}

    static Conversation read(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationKey(row.getString("seller_id"), row.getString("conversation_id")),
                Kind.valueOf(row.getString("kind")),
                new Buyer(
                        row.getString("buyer_id"),
                        row.getString("buyer_name"),
                        row.getString("buyer_country"),
                        row.getString("buyer_language")),
                row.getString("order_id"),
                row.getString("product_id"),
                turn(row).turn(),
                StoredTurns.owed(row.getString("also_owed")),
                watch(row).watch(instant(row, "turn_answer_due_at")),
                new AtHand(
                        row.getBoolean("is_read"),
                        row.getString("assignee"),
                        StoredTrust.read(row.getString("low_trust"))),
                new Latest(
                        instant(row, "last_buyer_at"), instant(row, "last_seller_at"), instant(row, "last_message_at")),
                row.getLong("version"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static TurnColumns turn(ResultSet row) throws SQLException {
        return new TurnColumns(
                row.getString("turn_id"),
                row.getString("turn_scene"),
                instant(row, "turn_opened_at"),
                instant(row, "turn_first_response_due_at"),
                instant(row, "turn_answer_due_at"),
                instant(row, "turn_unanswered_at"),
                instant(row, "turn_responded_at"),
                row.getString("turn_responded_by"),
                instant(row, "turn_follow_up_due_at"),
                instant(row, "turn_answered_at"),
                row.getBoolean("turn_handled"),
                row.getInt("turn_reopenings"));
    }

    private static WatchColumns watch(ResultSet row) throws SQLException {
        return new WatchColumns(
                instant(row, "turn_read_at"),
                instant(row, "turn_house_due_at"),
                row.getInt("turn_told"),
                row.getString("turn_auto_message"),
                row.getBoolean("turn_auto_flagged"),
                row.getString("triage"),
                row.getString("triage_reasons"),
                row.getString("triage_by"));
    }
}
