package dev.rapport.message.order.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.order.model.ProductKey;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Orders} in PostgreSQL. */
@Singleton
final class PostgresOrders implements Orders {

    private static final String KEEP_EVENTS = """
            INSERT INTO order_event AS e (seller_id, order_id, what, at, buyer_id, detail)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, order_id, what) DO UPDATE
               SET at = excluded.at, buyer_id = excluded.buyer_id, detail = excluded.detail
             WHERE excluded.at > e.at
            """;

    private static final String KEEP_DISPUTES = """
            INSERT INTO dispute AS d (seller_id, dispute_id, order_id, reason, opened_at, respond_by, closed_at, outcome)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, dispute_id) DO UPDATE
               SET order_id = coalesce(d.order_id, excluded.order_id), reason = coalesce(d.reason, excluded.reason),
                   opened_at = coalesce(d.opened_at, excluded.opened_at),
                   respond_by = coalesce(d.respond_by, excluded.respond_by),
                   closed_at = coalesce(d.closed_at, excluded.closed_at), outcome = coalesce(d.outcome, excluded.outcome)
            """;

    private static final String KEEP_STOCK = """
            INSERT INTO stock AS s (seller_id, product_id, available, changed_at)
            SELECT * FROM unnest(?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, product_id) DO UPDATE
               SET available = excluded.available, changed_at = excluded.changed_at
             WHERE excluded.changed_at >= s.changed_at
            """;

    private static final String STOCK = """
            SELECT s.seller_id, s.product_id, s.available
              FROM unnest(?, ?) AS w (seller_id, product_id)
              JOIN stock s USING (seller_id, product_id)
            """;

    private static final String EVENTS = """
            SELECT e.seller_id, e.order_id, e.what, e.detail
              FROM unnest(?, ?) AS w (seller_id, order_id)
              JOIN order_event e USING (seller_id, order_id)
            """;

    private static final String DISPUTES = """
            SELECT d.seller_id, d.order_id, d.dispute_id, d.reason, d.opened_at, d.respond_by, d.closed_at, d.outcome
              FROM unnest(?, ?) AS w (seller_id, order_id)
              JOIN dispute d USING (seller_id, order_id)
             ORDER BY d.opened_at, d.dispute_id
            """;

    private static final String PLACED = """
            SELECT e.seller_id, e.buyer_id, count(*)::integer AS orders
              FROM unnest(?, ?) AS w (seller_id, buyer_id)
              JOIN order_event e USING (seller_id, buyer_id)
             GROUP BY e.seller_id, e.buyer_id
            """;

    private final ObjectMapper json;

    PostgresOrders(ObjectMapper json) {
        this.json = json;
    }

    private record EventKey(OrderKey order, String what) {}

    private record DisputeKey(String sellerId, String disputeId) {}

    @Override
    public void keep(Connection tx, List<News> news) throws SQLException {
        // One statement cannot touch a row twice: what is told twice in a batch is settled before.
        var events = new LinkedHashMap<EventKey, News.Happened>();
        var disputes = new LinkedHashMap<DisputeKey, News.Disputed>();
        var stocks = new LinkedHashMap<ProductKey, News.Stocked>();
        for (News one : news) {
            switch (one) {
                case News.Happened happened ->
                    events.merge(
                            new EventKey(happened.order(), happened.what().what()),
                            happened,
                            (before, now) ->
                                    now.what().at().isAfter(before.what().at()) ? now : before);
                case News.Disputed disputed ->
                    disputes.merge(
                            new DisputeKey(
                                    disputed.sellerId(), disputed.dispute().disputeId()),
                            disputed,
                            PostgresOrders::both);
                case News.Stocked stocked ->
                    stocks.merge(
                            stocked.product(),
                            stocked,
                            (before, now) -> now.at().isBefore(before.at()) ? before : now);
            }
        }
        keepEvents(tx, events.values());
        keepDisputes(tx, disputes.values());
        keepStock(tx, stocks.values());
    }

    private static void keepStock(Connection tx, Collection<News.Stocked> stocks) throws SQLException {
        if (stocks.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, KEEP_STOCK, stocks)) {
            statement
                    .text(stock -> stock.product().sellerId())
                    .text(stock -> stock.product().productId())
                    .add("int8", News.Stocked::available)
                    .time(News.Stocked::at);
            statement.update();
        }
    }

    @Override
    public Map<ProductKey, Long> stock(Connection tx, Collection<ProductKey> products) throws SQLException {
        var found = new HashMap<ProductKey, Long>();
        try (var query = new Columns<>(tx, STOCK, products)) {
            query.text(ProductKey::sellerId).text(ProductKey::productId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.put(
                            new ProductKey(rows.getString("seller_id"), rows.getString("product_id")),
                            rows.getLong("available"));
                }
            }
        }
        return found;
    }

    private void keepEvents(Connection tx, Collection<News.Happened> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, KEEP_EVENTS, events)) {
            statement
                    .text(event -> event.order().sellerId())
                    .text(event -> event.order().orderId())
                    .text(event -> event.what().what())
                    .time(event -> event.what().at())
                    .text(event -> event.what() instanceof Happening.Placed placed ? placed.buyerId() : null)
                    .add("jsonb", event -> text(event.what()));
            statement.update();
        }
    }

    private static void keepDisputes(Connection tx, Collection<News.Disputed> disputes) throws SQLException {
        if (disputes.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, KEEP_DISPUTES, disputes)) {
            statement
                    .text(News.Disputed::sellerId)
                    .text(news -> news.dispute().disputeId())
                    .text(news -> news.dispute().orderId())
                    .text(news -> news.dispute().reason())
                    .time(news -> news.dispute().openedAt())
                    .time(news -> news.dispute().respondBy())
                    .time(news -> news.dispute().closedAt())
                    .text(news -> news.dispute().outcome());
            statement.update();
        }
    }

    private static News.Disputed both(News.Disputed before, News.Disputed now) {
        Dispute one = before.dispute();
        Dispute two = now.dispute();
        return new News.Disputed(
                before.sellerId(),
                new Dispute(
                        one.disputeId(),
                        firstOf(one.orderId(), two.orderId()),
                        firstOf(one.reason(), two.reason()),
                        firstOf(one.openedAt(), two.openedAt()),
                        firstOf(one.respondBy(), two.respondBy()),
                        firstOf(one.closedAt(), two.closedAt()),
                        firstOf(one.outcome(), two.outcome())));
    }

    private static <T> @Nullable T firstOf(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    @Override
    public Map<OrderKey, OrderFile> files(Connection tx, Collection<OrderKey> keys) throws SQLException {
        var files = new HashMap<OrderKey, OrderFile>();
        if (keys.isEmpty()) {
            return files;
        }
        var happenings = new HashMap<OrderKey, List<Happening>>();
        try (var query = new Columns<>(tx, EVENTS, keys)) {
            query.text(OrderKey::sellerId).text(OrderKey::orderId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    happenings
                            .computeIfAbsent(key(rows), _ -> new ArrayList<>())
                            .add(happening(rows.getString("what"), rows.getString("detail")));
                }
            }
        }
        var disputes = new HashMap<OrderKey, List<Dispute>>();
        try (var query = new Columns<>(tx, DISPUTES, keys)) {
            query.text(OrderKey::sellerId).text(OrderKey::orderId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    disputes.computeIfAbsent(key(rows), _ -> new ArrayList<>()).add(dispute(rows));
                }
            }
        }
        for (OrderKey key : keys) {
            var happened = happenings.getOrDefault(key, List.of());
            var disputed = disputes.getOrDefault(key, List.of());
            if (!happened.isEmpty() || !disputed.isEmpty()) {
                files.put(key, new OrderFile(key, happened, disputed));
            }
        }
        return files;
    }

    @Override
    public Map<BuyerKey, Integer> placed(Connection tx, Collection<BuyerKey> buyers) throws SQLException {
        var counts = new HashMap<BuyerKey, Integer>();
        if (buyers.isEmpty()) {
            return counts;
        }
        try (var query = new Columns<>(tx, PLACED, buyers)) {
            query.text(BuyerKey::sellerId).text(BuyerKey::buyerId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    counts.put(
                            new BuyerKey(rows.getString("seller_id"), rows.getString("buyer_id")),
                            rows.getInt("orders"));
                }
            }
        }
        return counts;
    }

    private static OrderKey key(ResultSet row) throws SQLException {
        return new OrderKey(row.getString("seller_id"), row.getString("order_id"));
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(
                row.getString("dispute_id"),
                row.getString("order_id"),
                row.getString("reason"),
                time(row, "opened_at"),
                time(row, "respond_by"),
                time(row, "closed_at"),
                row.getString("outcome"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return Rows.timeOrNull(row, column);
    }

    private String text(Happening what) {
        try {
            return json.writeValueAsString(what);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Happening happening(String what, String detail) {
        int colon = what.indexOf(':');
        Class<? extends Happening> sort =
                switch (colon < 0 ? what : what.substring(0, colon)) {
                    case "PLACED" -> Happening.Placed.class;
                    case "ADDRESS_CHANGED" -> Happening.AddressChanged.class;
                    case "SHIPPED" -> Happening.Shipped.class;
                    case "MOVED" -> Happening.Moved.class;
                    case "DELIVERED" -> Happening.Delivered.class;
                    case "CANCELLED" -> Happening.Cancelled.class;
                    case "REFUNDED" -> Happening.Refunded.class;
                    case String other -> throw new IllegalStateException("nothing of the sort is kept: " + other);
                };
        try {
            return json.readValue(detail, sort);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
