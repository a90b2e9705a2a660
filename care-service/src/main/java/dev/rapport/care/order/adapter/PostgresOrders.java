package dev.rapport.care.order.adapter;

import dev.rapport.care.join.Reports;
import dev.rapport.care.order.application.CareDue;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Joins what a batch tells of orders to what is known of them. */
@Singleton
final class PostgresOrders implements Orders {
    private static final String KNOWN = """
            SELECT o.*
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, order_id)
              JOIN orders o ON o.seller_id = k.seller_id AND o.order_id = k.order_id
            """;

    private static final String PAGE =
            "SELECT * FROM orders WHERE seller_id = ? AND order_id > ? ORDER BY order_id LIMIT ?";

    /** One parameter for any number of rows. */
    private static final String KEEP = """
            INSERT INTO orders AS o (%s)
            SELECT %s FROM json_to_recordset(?::json) AS r (%s)
            ON CONFLICT (seller_id, order_id) DO UPDATE SET (%s) = ROW (%s)
            """.formatted(
                    OrderColumns.names(""),
                    OrderColumns.names("r."),
                    OrderColumns.typed(),
                    OrderColumns.changing(""),
                    OrderColumns.changing("excluded."));

    private static final String LOOKED = """
            UPDATE orders o SET care_due_at = k.due::timestamptz, care_done_through = k.through::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS k (seller_id, order_id, due, through)
             WHERE o.seller_id = k.seller_id AND o.order_id = k.order_id
            """;

    private static final String HASTEN = """
            UPDATE orders o SET care_due_at = least(o.care_due_at, k.due::timestamptz)
              FROM unnest(?::text[], ?::text[], ?::text[]) AS k (seller_id, order_id, due)
             WHERE o.seller_id = k.seller_id AND o.order_id = k.order_id
            """;

    @Override
    public int join(Connection tx, Collection<Order> reports, CareDue due, Instant now) throws SQLException {
        if (reports.isEmpty()) {
            return 0;
        }
        Reports<OrderKey, Order> told = new Reports<>(reports, Order::key, Order::merge);
        Map<OrderKey, KnownOrder> before = known(tx, told.keys());
        Map<OrderKey, Order> orders = new HashMap<>();
        before.forEach((key, known) -> orders.put(key, known.order()));
        List<KnownOrder> changed = new ArrayList<>();
        for (Order order : told.changing(orders)) {
            KnownOrder was = before.get(order.key());
            changed.add(new KnownOrder(order, was == null ? now : was.knownSince(), due.of(was, order, now), null));
        }
        keep(tx, changed);
        return changed.size();
    }

    @Override
    public Map<OrderKey, KnownOrder> known(Connection tx, Collection<OrderKey> keys) throws SQLException {
        Map<OrderKey, KnownOrder> known = new HashMap<>();
        if (keys.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            statement.setArray(
                    1, texts(tx, keys.stream().map(OrderKey::sellerId).toArray()));
            statement.setArray(2, texts(tx, keys.stream().map(OrderKey::orderId).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    KnownOrder order = OrderColumns.readKnown(rows);
                    known.put(order.order().key(), order);
                }
            }
        }
        return known;
    }

    @Override
    public @Nullable KnownOrder known(Connection tx, OrderKey key) throws SQLException {
        return known(tx, List.of(key)).get(key);
    }

    @Override
    public List<KnownOrder> page(Connection tx, String sellerId, String after, int most) throws SQLException {
        List<KnownOrder> page = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
            statement.setString(1, sellerId);
            statement.setString(2, after);
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(OrderColumns.readKnown(rows));
                }
            }
        }
        return page;
    }

    @Override
    public void looked(Connection tx, Map<OrderKey, Look> looks) throws SQLException {
        if (looks.isEmpty()) {
            return;
        }
        Map<OrderKey, @Nullable Instant> next = new TreeMap<>();
        List<@Nullable String> through = new ArrayList<>();
        new TreeMap<>(looks).forEach((key, look) -> {
            next.put(key, look.nextAt());
            through.add(look.through() == null ? null : look.through().toString());
        });
        try (PreparedStatement statement = tx.prepareStatement(LOOKED)) {
            bind(statement, 1, next);
            statement.setArray(4, texts(tx, through.toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public void hasten(Connection tx, Map<OrderKey, Instant> due) throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(HASTEN)) {
            bind(statement, 1, due);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int from, Map<OrderKey, ? extends @Nullable Instant> due)
            throws SQLException {
        Connection tx = statement.getConnection();
        Map<OrderKey, @Nullable Instant> sorted = new TreeMap<>(due);
        statement.setArray(
                from, texts(tx, sorted.keySet().stream().map(OrderKey::sellerId).toArray()));
        statement.setArray(
                from + 1,
                texts(tx, sorted.keySet().stream().map(OrderKey::orderId).toArray()));
        List<@Nullable String> instants = new ArrayList<>();
        sorted.values().forEach(instant -> instants.add(instant == null ? null : instant.toString()));
        statement.setArray(from + 2, texts(tx, instants.toArray()));
    }

    private static Array texts(Connection tx, @Nullable Object[] values) throws SQLException {
        return tx.createArrayOf("text", values);
    }

    private static void keep(Connection tx, List<KnownOrder> orders) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setString(1, OrderColumns.write(orders));
            statement.executeUpdate();
        }
    }
}
