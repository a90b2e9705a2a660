package dev.rapport.care.order.adapter;

import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins what a batch tells of orders to what is known of them. */
@Singleton
public final class OrderStore {
    private static final String KNOWN = """
            SELECT o.*
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, order_id)
              JOIN orders o ON o.seller_id = k.seller_id AND o.order_id = k.order_id
            """;

    /** One parameter for any number of rows; the columns of the set are those of the table, in its order. */
    private static final String KEEP =
            """
            INSERT INTO orders AS o
            SELECT * FROM json_to_recordset(?::json) AS r (%s)
            ON CONFLICT (seller_id, order_id) DO UPDATE SET (%s) = ROW (%s)
            """.formatted(OrderColumns.typed(), OrderColumns.names(""), OrderColumns.names("excluded."));

    /**
     * Applies reports of one batch. The caller holds the exclusive locks of all their sellers, so nobody else writes these
     * orders between the read and the write.
     *
     * @param tx transaction of the worker role
     * @param reports what was told, any order, any repetition
     * @return number of orders that changed; 0 when everything was known
     */
    public int join(Connection tx, Collection<Order> reports) throws SQLException {
        Map<OrderKey, Order> told = new TreeMap<>();
        for (Order report : reports) {
            told.merge(report.key(), report, Order::merge);
        }
        if (told.isEmpty()) {
            return 0;
        }
        Map<OrderKey, Order> known = known(tx, told.keySet());
        List<Order> changed = new ArrayList<>();
        told.forEach((key, report) -> {
            Order before = known.get(key);
            Order after = before == null ? report : before.merge(report);
            if (!after.equals(before)) {
                changed.add(after);
            }
        });
        keep(tx, changed);
        return changed.size();
    }

    private static Map<OrderKey, Order> known(Connection tx, Collection<OrderKey> keys) throws SQLException {
        Map<OrderKey, Order> known = new HashMap<>();
        Array sellers =
                tx.createArrayOf("text", keys.stream().map(OrderKey::sellerId).toArray());
        Array orders =
                tx.createArrayOf("text", keys.stream().map(OrderKey::orderId).toArray());
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            statement.setArray(1, sellers);
            statement.setArray(2, orders);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Order order = OrderColumns.read(rows);
                    known.put(order.key(), order);
                }
            }
        }
        return known;
    }

    private static void keep(Connection tx, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setString(1, OrderColumns.write(orders));
            statement.executeUpdate();
        }
    }
}
