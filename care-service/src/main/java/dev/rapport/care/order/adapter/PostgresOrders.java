package dev.rapport.care.order.adapter;

import dev.rapport.care.join.Reports;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins what a batch tells of orders to what is known of them. */
@Singleton
final class PostgresOrders implements Orders {
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

    @Override
    public int join(Connection tx, Collection<Order> reports) throws SQLException {
        if (reports.isEmpty()) {
            return 0;
        }
        Reports<OrderKey, Order> told = new Reports<>(reports, Order::key, Order::merge);
        List<Order> changed = told.changing(known(tx, told.keys()));
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
