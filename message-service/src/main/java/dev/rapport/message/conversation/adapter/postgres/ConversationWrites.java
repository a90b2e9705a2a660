package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.QualityFlag;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.TurnId;
import dev.rapport.message.price.model.Miss;
import dev.rapport.message.sql.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes conversations and new messages, each in one statement. */
final class ConversationWrites {

    /** The due time of who does not wait: after every other. */
    static final String NEVER_DUE = "infinity";

    private static final String UPSERT_CONVERSATIONS = """
            INSERT INTO conversation AS c (
                seller_id, conversation_id, kind, buyer_id, buyer_name, buyer_country, buyer_language, order_id,
                product_id, status, is_read, turn_id, turn_scene, turn_opened_at, turn_first_response_due_at,
                turn_answer_due_at, turn_unanswered_at, turn_responded_at, turn_responded_by, turn_follow_up_due_at,
                turn_answered_at, turn_handled, turn_reopenings, turn_read_at, turn_house_due_at, turn_told,
                turn_auto_message, turn_auto_flagged, triage, triage_reasons, triage_by, also_owed, assignee, low_trust,
                last_buyer_at, last_seller_at, last_message_at, binding_due_at, next_mark_at, version, at_stake)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, conversation_id) DO UPDATE SET
                buyer_name = excluded.buyer_name, buyer_country = excluded.buyer_country,
                buyer_language = excluded.buyer_language, order_id = excluded.order_id,
                product_id = excluded.product_id, status = excluded.status, is_read = excluded.is_read,
                turn_id = excluded.turn_id, turn_scene = excluded.turn_scene,
                turn_opened_at = excluded.turn_opened_at,
                turn_first_response_due_at = excluded.turn_first_response_due_at,
                turn_answer_due_at = excluded.turn_answer_due_at, turn_unanswered_at = excluded.turn_unanswered_at,
                turn_responded_at = excluded.turn_responded_at, turn_responded_by = excluded.turn_responded_by,
                turn_follow_up_due_at = excluded.turn_follow_up_due_at, turn_answered_at = excluded.turn_answered_at,
                turn_handled = excluded.turn_handled, turn_reopenings = excluded.turn_reopenings,
                turn_read_at = excluded.turn_read_at, turn_house_due_at = excluded.turn_house_due_at,
                turn_told = excluded.turn_told, turn_auto_message = excluded.turn_auto_message,
                turn_auto_flagged = excluded.turn_auto_flagged, triage = excluded.triage,
                triage_reasons = excluded.triage_reasons, triage_by = excluded.triage_by,
                also_owed = excluded.also_owed, assignee = excluded.assignee, low_trust = excluded.low_trust, last_buyer_at = excluded.last_buyer_at,
                last_seller_at = excluded.last_seller_at, last_message_at = excluded.last_message_at,
                binding_due_at = excluded.binding_due_at, next_mark_at = excluded.next_mark_at,
                version = excluded.version, at_stake = excluded.at_stake
            """;

    private static final String INSERT_MESSAGES = """
            INSERT INTO message (
                seller_id, conversation_id, message_id, author, is_care, text, scene, sent_at, agent_id, turn_id, trust, flags,
                buyer_id, text_key, compared, dispatch_id, delivery_state, attempts, delivery_due_at, delivery_ended, turns_before,
                external_message_id, echo_message_id)
            SELECT seller_id, conversation_id, message_id, author, is_care, text, scene, sent_at, agent_id, turn_id, trust,
                   string_to_array(flags, ','), buyer_id, text_key, compared, dispatch_id, delivery_state, attempts, delivery_due_at,
                   delivery_ended, turns_before, external_message_id, echo_message_id
              FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                   AS m (seller_id, conversation_id, message_id, author, is_care, text, scene, sent_at, agent_id, turn_id, trust, flags,
                         buyer_id, text_key, compared, dispatch_id, delivery_state, attempts, delivery_due_at, delivery_ended, turns_before, external_message_id,
                         echo_message_id)
            """;

    private static final String INSERT_CARE =
            "INSERT INTO care_dispatch (seller_id, dispatch_id) SELECT * FROM unnest(?, ?) AS r ON CONFLICT DO NOTHING";

    private ConversationWrites() {}

    static void conversations(Connection tx, Collection<Changes.Kept> conversations) throws SQLException {
        if (conversations.isEmpty()) {
            return;
        }
        var rows = conversations.stream().map(Row::of).toList();
        try (var columns = new Columns<>(tx, UPSERT_CONVERSATIONS, rows)) {
            columns.text(row -> row.present.key().sellerId())
                    .text(row -> row.present.key().conversationId())
                    .text(row -> row.present.kind())
                    .text(row -> row.present.buyer().id())
                    .text(row -> row.present.buyer().name())
                    .text(row -> row.present.buyer().country())
                    .text(row -> row.present.buyer().language())
                    .text(row -> row.present.orderId())
                    .text(row -> row.present.productId())
                    .text(row -> row.present.status())
                    .add("bool", row -> row.present.atHand().read());
            turns(columns);
            watches(columns);
            columns.add("jsonb", row -> StoredTurns.owed(row.present.alsoOwed()))
                    .text(row -> row.present.atHand().assignee())
                    .add("jsonb", row -> StoredTrust.write(row.present.atHand().lowTrust()))
                    .time(row -> row.present.latest().buyerAt())
                    .time(row -> row.present.latest().sellerAt())
                    .time(row -> row.present.latest().messageAt())
                    .time(row -> bindingDueAt(row.present))
                    .time(row -> row.nextMarkAt)
                    .add("int8", row -> row.present.version())
                    .add("int2", row -> row.atStake);
            columns.update();
        }
    }

    /** A conversation with its turn laid out once for all columns. */
    private record Row(
            Conversation present,
            TurnColumns turn,
            WatchColumns watch,
            @Nullable Instant nextMarkAt,
            int atStake) {
        static Row of(Changes.Kept kept) {
            Conversation present = kept.conversation();
            return new Row(
                    present,
                    TurnColumns.of(present.turn()),
                    WatchColumns.of(present.watch()),
                    kept.nextMarkAt(),
                    Miss.bits(kept.atStake()));
        }
    }

    private static void turns(Columns<Row> columns) throws SQLException {
        columns.text(row -> row.turn.turnId())
                .text(row -> row.turn.scene())
                .time(row -> row.turn.openedAt())
                .time(row -> row.turn.firstResponseDueAt())
                .time(row -> row.turn.answerDueAt())
                .time(row -> row.turn.unansweredAt())
                .time(row -> row.turn.respondedAt())
                .text(row -> row.turn.respondedBy())
                .time(row -> row.turn.followUpDueAt())
                .time(row -> row.turn.answeredAt())
                .add("bool", row -> row.turn.handled())
                .add("int4", row -> row.turn.reopenings());
    }

    private static void watches(Columns<Row> columns) throws SQLException {
        columns.time(row -> row.watch.readAt())
                .time(row -> row.watch.houseDueAt())
                .add("int4", row -> row.watch.told())
                .text(row -> row.watch.autoMessage())
                .add("bool", row -> row.watch.autoFlagged())
                .text(row -> row.watch.triage())
                .text(row -> row.watch.triageReasons())
                .text(row -> row.watch.triageBy());
    }

    static void messages(Connection tx, List<Changes.NewMessage> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        try (var columns = new Columns<>(tx, INSERT_MESSAGES, messages)) {
            columns.text(row -> row.conversation().sellerId())
                    .text(row -> row.conversation().conversationId())
                    .text(row -> row.message().messageId())
                    .text(row -> author(row.message()))
                    .add("bool", row -> isCare(row.message()))
                    .text(row -> row.message().text())
                    .text(row -> scene(row.message()))
                    .time(row -> row.message().sentAt())
                    .text(row -> agentId(row.message()))
                    .text(row -> turnId(row.turn()))
                    .add("int2", row -> judgement(row.message()).trust())
                    .text(row -> flags(judgement(row.message())));
            imprints(columns);
            deliveries(columns);
            columns.update();
        }
    }

    private static void imprints(Columns<Changes.NewMessage> columns) throws SQLException {
        columns.text(row -> imprint(row) instanceof Judgement.Imprint made ? made.buyerId() : null)
                .add("uuid", row -> imprint(row) instanceof Judgement.Imprint made ? made.textKey() : null)
                .add("bool", row -> imprint(row) instanceof Judgement.Imprint made && made.compared());
    }

    private static Judgement.@Nullable Imprint imprint(Changes.NewMessage row) {
        return judgement(row.message()).imprint();
    }

    private static void deliveries(Columns<Changes.NewMessage> columns) throws SQLException {
        columns.text(row -> row.delivery() == null ? null : row.delivery().dispatchId())
                .text(row -> row.delivery() == null ? null : row.delivery().state())
                .add(
                        "int4",
                        row -> row.delivery() == null ? null : row.delivery().attempts())
                .time(row -> row.delivery() == null ? null : row.delivery().dueAt())
                .add("bool", row -> row.delivery() != null && row.delivery().ended())
                .add(
                        "jsonb",
                        row -> row.reply() == null
                                ? null
                                : StoredTurns.before(row.reply().before()))
                .text(row -> row.reply() == null ? null : row.reply().externalMessageId())
                .text(row -> row.reply() == null ? null : row.reply().echoMessageId());
    }

    private static Judgement judgement(Message message) {
        return message instanceof Message.FromSeller seller ? seller.judgement() : Judgement.NONE;
    }

    private static @Nullable String flags(Judgement judgement) {
        return judgement.flags().isEmpty()
                ? null
                : judgement.flags().stream().map(QualityFlag::name).collect(Collectors.joining(","));
    }

    static void careDispatches(Connection tx, Collection<Wanted.DispatchKey> dispatches) throws SQLException {
        if (dispatches.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, INSERT_CARE, dispatches)) {
            statement.text(Wanted.DispatchKey::sellerId).text(Wanted.DispatchKey::dispatchId);
            statement.update();
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
