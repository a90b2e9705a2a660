package dev.rapport.care.order.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.database.CareDatabase;
import dev.rapport.care.order.application.CareDue;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.ReportsOfOneOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of the merge holds for the rows too, and rows are seen by their seller only. */
class PostgresOrdersIT {
    private static final Instant NOW = Instant.parse("2025-06-02T12:00:00Z");

    private static CareDatabase database;

    private final PostgresOrders orders = new PostgresOrders();

    @BeforeAll
    static void migrate() {
        database = CareDatabase.fresh();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepTheSameRowsWhateverTheOrderRepetitionAndBatching(long seed) throws SQLException {
        Random random = new Random(seed);
        List<Order> reports = new ArrayList<>();
        List<Order> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            OrderKey key = new OrderKey("seed-" + seed, "order-%03d".formatted(i));
            List<Order> some = ReportsOfOneOrder.some(key, random);
            expected.add(some.stream().reduce(Order::merge).orElseThrow());
            reports.addAll(some);
        }
        List<Order> disordered = new ArrayList<>(reports);
        disordered.addAll(reports.subList(0, reports.size() / 3));
        Collections.shuffle(disordered, random);

        try (Connection worker = database.worker()) {
            int at = 0;
            while (at < disordered.size()) {
                int end = Math.min(disordered.size(), at + 1 + random.nextInt(300));
                orders.join(worker, disordered.subList(at, end), CareDue.NEVER, NOW);
                worker.commit();
                at = end;
            }
            assertThat(stored(worker, "seed-" + seed)).isEqualTo(expected);
            assertThat(orders.join(worker, reports, CareDue.NEVER, NOW))
                    .as("nothing is new")
                    .isZero();
        }
    }

    private static List<Order> stored(Connection connection, String seller) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT * FROM orders WHERE seller_id = '" + seller + "' ORDER BY order_id")) {
            List<Order> orders = new ArrayList<>();
            while (rows.next()) {
                orders.add(OrderColumns.read(rows));
            }
            return orders;
        }
    }

    /** X-01, by the database itself: the rest role sees the sellers it names, and none when it names none. */
    @Test
    void shouldShowASellerOnlyItsOwnOrders() throws SQLException {
        Random random = new Random(7);
        try (Connection worker = database.worker()) {
            orders.join(worker, ReportsOfOneOrder.some(new OrderKey("x01-a", "o1"), random), CareDue.NEVER, NOW);
            orders.join(worker, ReportsOfOneOrder.some(new OrderKey("x01-b", "o1"), random), CareDue.NEVER, NOW);
            worker.commit();
        }
        String all = "SELECT seller_id FROM orders WHERE seller_id LIKE 'x01-%' ORDER BY 1";
        try (Connection rest = database.rest()) {
            assertThat(CareDatabase.texts(rest, all)).isEmpty();
            CareDatabase.texts(rest, "SELECT set_config('rapport.sellers', 'x01-a', true)");
            assertThat(CareDatabase.texts(rest, all)).containsExactly("x01-a");
            rest.commit();
            assertThat(CareDatabase.texts(rest, all))
                    .as("the setting ended with its transaction")
                    .isEmpty();
        }
    }
}
