package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.TurnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes conversations and new messages, each in one statement. */
final class ConversationWrites {

    /** The due time of who does not wait: after every other. */
    static final String NEVER_DUE = "infinity";

    private static final String UPSERT_CONVERSATIONS = """
            INSERT INTO conversation AS c (
                seller_id, conversation_id, kind, buyer_id, buyer_name, buyer_country, buyer_language, order_id, product_id, status,
                is_read, turn_id, turn_scene, turn_opened_at, turn_first_response_due_at, turn_answer_due_at, turn_unanswered_at,
                turn_responded_at, turn_responded_by, turn_follow_up_due_at, turn_answered_at, turn_handled, last_buyer_at,
                last_seller_at, last_message_at, binding_due_at, version)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, conversation_id) DO UPDATE SET
                buyer_name = excluded.buyer_name, buyer_country = excluded.buyer_country,
                buyer_language = excluded.buyer_language, order_id = excluded.order_id, product_id = excluded.product_id,
                status = excluded.status, is_read = excluded.is_read, turn_id = excluded.turn_id, turn_scene = excluded.turn_scene,
                turn_opened_at = excluded.turn_opened_at, turn_first_response_due_at = excluded.turn_first_response_due_at,
                turn_answer_due_at = excluded.turn_answer_due_at, turn_unanswered_at = excluded.turn_unanswered_at,
                turn_responded_at = excluded.turn_responded_at, turn_responded_by = excluded.turn_responded_by,
                turn_follow_up_due_at = excluded.turn_follow_up_due_at, turn_answered_at = excluded.turn_answered_at,
                turn_handled = excluded.turn_handled, last_buyer_at = excluded.last_buyer_at,
                last_seller_at = excluded.last_seller_at, last_message_at = excluded.last_message_at,
                binding_due_at = excluded.binding_due_at, version = excluded.version
            """;

    private static final String INSERT_MESSAGES = """
            INSERT INTO message (
                seller_id, conversation_id, message_id, author, is_care, text, scene, sent_at, agent_id, turn_id, dispatch_id,
                delivery_state, attempts, external_message_id, echo_message_id)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_CARE =
            "INSERT INTO care_dispatch (seller_id, dispatch_id) SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING";

    private ConversationWrites() {}

    static void conversations(Connection tx, Collection<Conversation> conversations) throws SQLException {
        if (conversations.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(UPSERT_CONVERSATIONS)) {
            var columns = new Columns<>(statement, conversations);
            columns.text(row -> row.key().sellerId())
                    .text(row -> row.key().conversationId())
                    .text(Conversation::kind)
                    .text(row -> row.buyer().id())
                    .text(row -> row.buyer().name())
                    .text(row -> row.buyer().country())
                    .text(row -> row.buyer().language())
                    .text(Conversation::orderId)
                    .text(Conversation::productId)
                    .text(Conversation::status)
                    .add("bool", Conversation::read);
            turns(columns);
            columns.time(Conversation::lastBuyerAt)
                    .time(Conversation::lastSellerAt)
                    .time(Conversation::lastMessageAt)
                    .time(ConversationWrites::bindingDueAt)
                    .add("int8", Conversation::version);
            statement.executeUpdate();
        }
    }

    private static void turns(Columns<Conversation> columns) throws SQLException {
        columns.text(row -> TurnColumns.of(row.turn()).turnId())
                .text(row -> TurnColumns.of(row.turn()).scene())
                .time(row -> TurnColumns.of(row.turn()).openedAt())
                .time(row -> TurnColumns.of(row.turn()).firstResponseDueAt())
                .time(row -> TurnColumns.of(row.turn()).answerDueAt())
                .time(row -> TurnColumns.of(row.turn()).unansweredAt())
                .time(row -> TurnColumns.of(row.turn()).respondedAt())
                .text(row -> TurnColumns.of(row.turn()).respondedBy())
                .time(row -> TurnColumns.of(row.turn()).followUpDueAt())
                .time(row -> TurnColumns.of(row.turn()).answeredAt())
                .add("bool", row -> TurnColumns.of(row.turn()).handled());
    }

    static void messages(Connection tx, List<Changes.NewMessage> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(INSERT_MESSAGES)) {
            new Columns<>(statement, messages)
                    .text(row -> row.conversation().sellerId())
                    .text(row -> row.conversation().conversationId())
                    .text(row -> row.message().messageId())
                    .text(row -> author(row.message()))
                    .add("bool", row -> isCare(row.message()))
                    .text(row -> row.message().text())
                    .text(row -> scene(row.message()))
                    .time(row -> row.message().sentAt())
                    .text(row -> agentId(row.message()))
                    .text(row -> turnId(row.turn()))
                    .text(row ->
                            row.reply() == null ? null : row.reply().delivery().dispatchId())
                    .text(row ->
                            row.reply() == null ? null : row.reply().delivery().state())
                    .add(
                            "int4",
                            row -> row.reply() == null
                                    ? null
                                    : row.reply().delivery().attempts())
                    .text(row -> row.reply() == null ? null : row.reply().externalMessageId())
                    .text(row -> row.reply() == null ? null : row.reply().echoMessageId());
            statement.executeUpdate();
        }
    }

    static void careDispatches(Connection tx, Collection<Wanted.DispatchKey> dispatches) throws SQLException {
        if (dispatches.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(INSERT_CARE)) {
            new Columns<>(statement, dispatches)
                    .text(Wanted.DispatchKey::sellerId)
                    .text(Wanted.DispatchKey::dispatchId);
            statement.executeUpdate();
        }
    }

    private static Object bindingDueAt(Conversation conversation) {
        Instant due = conversation.bindingDueAt();
        return due == null ? NEVER_DUE : due;
    }

    private static String author(Message message) {
        return switch (message) {
            case Message.FromBuyer _ -> "BUYER";
            case Message.FromSeller seller ->
                switch (seller.by()) {
                    case HUMAN -> "HUMAN";
                    case AUTO -> "AUTO";
                };
        };
    }

    private static boolean isCare(Message message) {
        return message instanceof Message.FromSeller seller && seller.origin() instanceof Message.Origin.Care;
    }

    private static @Nullable String scene(Message message) {
        return message instanceof Message.FromBuyer buyer ? buyer.scene().name() : null;
    }

    private static @Nullable String agentId(Message message) {
        return message instanceof Message.FromSeller seller ? seller.agentId() : null;
    }

    private static @Nullable String turnId(@Nullable TurnId turn) {
        return turn == null ? null : turn.value();
    }
}
