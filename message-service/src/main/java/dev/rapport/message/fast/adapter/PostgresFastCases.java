package dev.rapport.message.fast.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.fast.application.FastCases;
import dev.rapport.message.fast.model.FastCase;
import dev.rapport.message.fast.model.FastCase.Reason;
import dev.rapport.message.fast.model.FastCase.Task;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link FastCases} in PostgreSQL. */
@Singleton
final class PostgresFastCases implements FastCases {

    private static final String COLUMNS =
            "f.seller_id, f.case_id, f.conversation_id, f.reason, f.dispute_id, f.opened_at, f.agreed_at, f.steps";

    private static final String ADD = """
            INSERT INTO fast_case (seller_id, case_id, conversation_id, reason, dispute_id, opened_at, agreed_at, is_open, steps, next_mark_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT DO NOTHING
            RETURNING seller_id, case_id
            """;

    private static final String KEEP = """
            UPDATE fast_case f SET agreed_at = w.agreed_at, is_open = w.is_open, steps = w.steps, next_mark_at = w.next_mark_at
              FROM unnest(?, ?, ?, ?, ?, ?) AS w (seller_id, case_id, agreed_at, is_open, steps, next_mark_at)
             WHERE f.seller_id = w.seller_id AND f.case_id = w.case_id
            """;

    private static final String FIND = """
            SELECT %s FROM unnest(?, ?) AS w (seller_id, case_id) JOIN fast_case f USING (seller_id, case_id)
            """.formatted(COLUMNS);

    private static final String NEWEST = """
            SELECT %s FROM fast_case f WHERE f.seller_id = ? AND f.conversation_id = ?
             ORDER BY f.is_open DESC, f.opened_at DESC LIMIT 1
            """.formatted(COLUMNS);

    private static final String OF_DISPUTES = """
            SELECT %s FROM unnest(?, ?) AS w (seller_id, dispute_id) JOIN fast_case f USING (seller_id, dispute_id)
             WHERE f.is_open AND f.dispute_id IS NOT NULL
            """.formatted(COLUMNS);

    private static final String CONVERSATIONS = """
            SELECT w.seller_id, w.order_id, l.conversation_id
              FROM unnest(?, ?) AS w (seller_id, order_id)
             CROSS JOIN LATERAL (
                   SELECT c.conversation_id FROM conversation c
                    WHERE c.seller_id = w.seller_id AND c.order_id = w.order_id AND c.order_id IS NOT NULL
                    ORDER BY c.last_message_at DESC LIMIT 1) l
            """;

    private static final TypeReference<List<Task>> TASKS = new TypeReference<>() {};

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Override
    public Set<Key> add(Connection tx, Collection<FastCase> cases) throws SQLException {
        if (cases.isEmpty()) {
            return Set.of();
        }
        try (var statement = new Columns<>(tx, ADD, cases)) {
            statement
                    .text(one -> one.conversation().sellerId())
                    .text(FastCase::caseId)
                    .text(one -> one.conversation().conversationId())
                    .text(FastCase::reason)
                    .text(FastCase::disputeId)
                    .time(FastCase::openedAt)
                    .time(FastCase::agreedAt)
                    .add("bool", FastCase::isOpen)
                    .add("jsonb", one -> text(one.steps()))
                    .time(FastCase::nextMarkAt);
            return new HashSet<>(statement.all(row -> new Key(row.getString("seller_id"), row.getString("case_id"))));
        }
    }

    @Override
    public void keep(Connection tx, Collection<FastCase> cases) throws SQLException {
        if (cases.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, KEEP, cases)) {
            statement
                    .text(one -> one.conversation().sellerId())
                    .text(FastCase::caseId)
                    .time(FastCase::agreedAt)
                    .add("bool", FastCase::isOpen)
                    .add("jsonb", one -> text(one.steps()))
                    .time(FastCase::nextMarkAt);
            statement.update();
        }
    }

    @Override
    public List<FastCase> find(Connection tx, Collection<Key> keys) throws SQLException {
        try (var query = new Columns<>(tx, FIND, keys)) {
            query.text(Key::sellerId).text(Key::caseId);
            return query.all(this::read);
        }
    }

    @Override
    public @Nullable FastCase newest(Connection tx, ConversationKey conversation) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(NEWEST)) {
            query.setString(1, conversation.sellerId());
            query.setString(2, conversation.conversationId());
            return Rows.first(query, this::read);
        }
    }

    @Override
    public List<FastCase> open(Connection tx, Collection<DisputeKey> disputes) throws SQLException {
        try (var query = new Columns<>(tx, OF_DISPUTES, disputes)) {
            query.text(DisputeKey::sellerId).text(DisputeKey::disputeId);
            return query.all(this::read);
        }
    }

    @Override
    public Map<OrderKey, ConversationKey> conversations(Connection tx, Collection<OrderKey> orders)
            throws SQLException {
        var found = new HashMap<OrderKey, ConversationKey>();
        try (var query = new Columns<>(tx, CONVERSATIONS, orders)) {
            query.text(OrderKey::sellerId).text(OrderKey::orderId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    String seller = rows.getString("seller_id");
                    found.put(
                            new OrderKey(seller, rows.getString("order_id")),
                            new ConversationKey(seller, rows.getString("conversation_id")));
                }
            }
        }
        return found;
    }

    private FastCase read(ResultSet row) throws SQLException {
        return new FastCase(
                new ConversationKey(row.getString("seller_id"), row.getString("conversation_id")),
                row.getString("case_id"),
                Reason.valueOf(row.getString("reason")),
                row.getString("dispute_id"),
                Rows.time(row, "opened_at"),
                Rows.timeOrNull(row, "agreed_at"),
                tasks(row.getString("steps")));
    }

    private List<Task> tasks(String text) {
        try {
            return json.readValue(text, TASKS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps as they are, without what follows from them. */
    private String text(List<Task> steps) {
        try {
            return json.writeValueAsString(steps.stream().map(Stored::of).toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Stored(
            String step,
            Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String note,
            boolean waived,
            boolean late) {
        static Stored of(Task task) {
            return new Stored(
                    task.step().name(),
                    task.dueAt(),
                    task.doneAt(),
                    task.doneBy(),
                    task.note(),
                    task.waived(),
                    task.late());
        }
    }
}
