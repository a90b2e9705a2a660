package dev.rapport.message.promise.adapter;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.promise.application.Promises;
import dev.rapport.message.promise.model.Deed;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Evidence;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Promises} in PostgreSQL. */
@Singleton
final class PostgresPromises implements Promises {

    private static final String COLUMNS = """
            p.seller_id, p.promise_id, p.conversation_id, p.message_id, p.order_id, p.deed, p.what, p.made_by, p.made_at, p.due_at,
            p.read_at, p.state, p.settled_at, p.settled_by, p.alert, p.next_mark_at""";

    private static final String KEEP = """
            INSERT INTO promise AS p (seller_id, promise_id, conversation_id, message_id, order_id, deed, what, made_by, made_at, due_at,
                                      read_at, state, settled_at, settled_by, alert, next_mark_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, promise_id) DO UPDATE
               SET state = excluded.state, settled_at = excluded.settled_at, settled_by = excluded.settled_by,
                   alert = excluded.alert, next_mark_at = excluded.next_mark_at
            """;

    private static final String FIND = """
            SELECT %s FROM unnest(?, ?) AS w (seller_id, promise_id) JOIN promise p USING (seller_id, promise_id)
            """.formatted(COLUMNS);

    private static final String LOCK =
            "SELECT %s FROM promise p WHERE p.seller_id = ? AND p.promise_id = ? FOR UPDATE".formatted(COLUMNS);

    private static final String OF_CONVERSATION = """
            SELECT %s FROM promise p WHERE p.seller_id = ? AND p.conversation_id = ?
             ORDER BY p.due_at, p.promise_id LIMIT 200
            """.formatted(COLUMNS);

    private static final String OF_ORDERS = """
            SELECT %s FROM unnest(?, ?) AS w (seller_id, order_id) JOIN promise p USING (seller_id, order_id)
             WHERE p.state = 'OPEN' AND p.order_id IS NOT NULL
            """.formatted(COLUMNS);

    private static final String PAGE = """
            SELECT %s FROM promise p
             WHERE p.seller_id = ? AND (?::text IS NULL OR p.state = ?) AND p.due_at < coalesce(?::timestamptz, 'infinity')
               AND (p.due_at, p.promise_id) > (coalesce(?::timestamptz, '-infinity'), ?)
             ORDER BY p.due_at, p.promise_id LIMIT ?
            """.formatted(COLUMNS);

    private static final String IN_CONVERSATION = """
            SELECT w.seller_id, w.promise_id,
                   (SELECT min(m.sent_at) FROM message m
                     WHERE m.seller_id = w.seller_id AND m.conversation_id = w.conversation_id AND m.author = 'HUMAN' AND NOT m.is_care
                       AND m.sent_at > w.made_at AND m.delivery_state IS DISTINCT FROM 'REFUSED') AS answered_at,
                   coalesce((SELECT m.delivery_state = 'REFUSED' FROM message m
                     WHERE m.seller_id = w.seller_id AND m.conversation_id = w.conversation_id AND m.message_id = w.message_id), false)
                     AS refused
              FROM unnest(?, ?, ?, ?, ?) AS w (seller_id, promise_id, conversation_id, message_id, made_at)
            """;

    private final Orders orders;

    PostgresPromises(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void keep(Connection tx, Collection<Promise> promises) throws SQLException {
        if (promises.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, KEEP, promises)) {
            statement
                    .text(promise -> promise.conversation().sellerId())
                    .text(Promise::promiseId)
                    .text(promise -> promise.conversation().conversationId())
                    .text(Promise::messageId)
                    .text(Promise::orderId)
                    .text(Promise::deed)
                    .text(Promise::what)
                    .text(Promise::madeBy)
                    .time(Promise::madeAt)
                    .time(Promise::dueAt)
                    .time(Promise::readAt)
                    .text(Promise::state)
                    .time(Promise::settledAt)
                    .text(Promise::settledBy)
                    .text(Promise::alert)
                    .time(Promise::nextMarkAt);
            statement.update();
        }
    }

    @Override
    public List<Promise> find(Connection tx, Collection<Promise.Key> keys) throws SQLException {
        try (var query = new Columns<>(tx, FIND, keys)) {
            query.text(Promise.Key::sellerId).text(Promise.Key::promiseId);
            return query.all(PostgresPromises::read);
        }
    }

    @Override
    public @Nullable Promise lock(Connection tx, Promise.Key key) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(LOCK)) {
            query.setString(1, key.sellerId());
            query.setString(2, key.promiseId());
            return Rows.first(query, PostgresPromises::read);
        }
    }

    @Override
    public List<Promise> of(Connection tx, ConversationKey conversation) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(OF_CONVERSATION)) {
            query.setString(1, conversation.sellerId());
            query.setString(2, conversation.conversationId());
            return Rows.all(query, PostgresPromises::read);
        }
    }

    @Override
    public List<Promise> open(Connection tx, Collection<OrderKey> keys) throws SQLException {
        try (var query = new Columns<>(tx, OF_ORDERS, keys)) {
            query.text(OrderKey::sellerId).text(OrderKey::orderId);
            return query.all(PostgresPromises::read);
        }
    }

    @Override
    public List<Promise> page(
            Connection tx,
            String sellerId,
            Promise.@Nullable State state,
            @Nullable Instant dueBefore,
            @Nullable Position after,
            int fetch)
            throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(PAGE)) {
            query.setString(1, sellerId);
            query.setString(2, state == null ? null : state.name());
            query.setString(3, state == null ? null : state.name());
            Rows.set(query, 4, dueBefore);
            Rows.set(query, 5, after == null ? null : after.dueAt());
            query.setString(6, after == null ? "" : after.promiseId());
            query.setInt(7, fetch);
            return Rows.all(query, PostgresPromises::read);
        }
    }

    @Override
    public Map<Promise.Key, Evidence> evidence(Connection tx, Collection<Promise> promises) throws SQLException {
        var found = new HashMap<Promise.Key, Evidence>();
        var keys = new LinkedHashSet<OrderKey>();
        for (Promise promise : promises) {
            if (promise.order() instanceof OrderKey order) {
                keys.add(order);
            }
        }
        Map<OrderKey, OrderFile> files = orders.files(tx, keys);
        for (Promise promise : promises) {
            OrderKey order = promise.order();
            found.put(promise.key(), new Evidence(order == null ? null : files.get(order), null, false));
        }
        if (!promises.isEmpty()) {
            inConversation(tx, promises, found);
        }
        return found;
    }

    private static void inConversation(Connection tx, Collection<Promise> promises, Map<Promise.Key, Evidence> found)
            throws SQLException {
        try (var query = new Columns<>(tx, IN_CONVERSATION, promises)) {
            query.text(promise -> promise.conversation().sellerId())
                    .text(Promise::promiseId)
                    .text(promise -> promise.conversation().conversationId())
                    .text(Promise::messageId)
                    .time(Promise::madeAt);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    Instant answeredAt = Rows.timeOrNull(rows, "answered_at");
                    boolean refused = rows.getBoolean("refused");
                    found.computeIfPresent(
                            new Promise.Key(rows.getString("seller_id"), rows.getString("promise_id")),
                            (_, evidence) -> new Evidence(evidence.order(), answeredAt, refused));
                }
            }
        }
    }

    private static Promise read(ResultSet row) throws SQLException {
        String alert = row.getString("alert");
        return new Promise(
                new ConversationKey(row.getString("seller_id"), row.getString("conversation_id")),
                row.getString("promise_id"),
                row.getString("message_id"),
                row.getString("order_id"),
                Deed.valueOf(row.getString("deed")),
                row.getString("what"),
                row.getString("made_by"),
                Rows.time(row, "made_at"),
                Rows.time(row, "due_at"),
                Rows.time(row, "read_at"),
                Promise.State.valueOf(row.getString("state")),
                Rows.timeOrNull(row, "settled_at"),
                row.getString("settled_by"),
                alert == null ? null : Promise.Alert.valueOf(alert),
                Rows.timeOrNull(row, "next_mark_at"));
    }
}
