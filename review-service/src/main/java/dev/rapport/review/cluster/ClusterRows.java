package dev.rapport.review.cluster;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.policy.Clusters;
import dev.rapport.review.cluster.model.Figures;
import dev.rapport.review.cluster.model.Figures.Country;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts for {@link Figures}, and table {@code open_cluster}. */
final class ClusterRows {
    private static final Duration HOUR = Duration.ofHours(1);

    // A review and the dispute of the same order are one bad experience told twice; each counts, as the rule says "or".
    private static final String PRODUCTS = """
            SELECT product_id, count(*) AS cases FROM (
              SELECT product_id FROM review
               WHERE seller_id = ? AND posted_at > ? AND posted_at <= ? AND posted_stars <= ? AND hidden_at IS NULL
              UNION ALL
              SELECT product_id FROM order_dispute
               WHERE seller_id = ? AND opened_at > ? AND opened_at <= ? AND product_id IS NOT NULL) AS bad
             GROUP BY product_id
            """;

    private static final String COUNTRIES = """
            SELECT country, sum(disputes) AS disputes, sum(orders) AS orders, sum(disputes_before) AS disputes_before,
                   sum(orders_before) AS orders_before
              FROM (
              SELECT coalesce(d.country, o.country) AS country, (d.opened_at > ?)::int AS disputes, 0 AS orders,
                     (d.opened_at <= ?)::int AS disputes_before, 0 AS orders_before
                FROM order_dispute d LEFT JOIN buyer_order o ON o.seller_id = d.seller_id AND o.order_id = d.order_id
               WHERE d.seller_id = ? AND d.opened_at > ? AND d.opened_at <= ?
              UNION ALL
              SELECT country, 0, (placed_at > ?)::int, 0, (placed_at <= ?)::int FROM buyer_order
               WHERE seller_id = ? AND placed_at > ? AND placed_at <= ?) AS told
             WHERE country IS NOT NULL GROUP BY country
            """;

    private static final String NEGATIVE = """
            SELECT count(*) FILTER (WHERE posted_at > ?) AS last_hour, count(*) FILTER (WHERE posted_at <= ?) AS before
              FROM review WHERE seller_id = ? AND posted_at > ? AND posted_at <= ? AND posted_stars <= ?
            """;

    private static final String OPEN = """
            SELECT rule, subject, alert_id, severity, value, threshold, raised_at FROM open_cluster WHERE seller_id = ?
             ORDER BY raised_at, alert_id
            """;

    private static final String RAISE = """
            INSERT INTO open_cluster (seller_id, rule, subject, alert_id, severity, value, threshold, raised_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String RESOLVE = "DELETE FROM open_cluster WHERE seller_id = ? AND alert_id = ?";

    private ClusterRows() {}

    /** @param returned REV-08 */
    static Figures figures(
            Connection tx, String seller, Clusters pack, int negativeUpTo, Instant now, @Nullable Double returned)
            throws SQLException {
        Map<String, Long> products = products(tx, seller, now.minus(pack.productWithin()), now, negativeUpTo);
        Map<String, Country> countries = countries(tx, seller, pack.countryPeriod(), now);
        Instant hourAgo = now.minus(HOUR);
        try (PreparedStatement select = tx.prepareStatement(NEGATIVE)) {
            bind(select, hourAgo, hourAgo, seller, hourAgo.minus(pack.burstUsualOver()), now, negativeUpTo);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                double usual =
                        row.getLong("before") / (double) pack.burstUsualOver().toHours();
                return new Figures(products, countries, row.getLong("last_hour"), usual, returned);
            }
        }
    }

    private static Map<String, Long> products(Connection tx, String seller, Instant from, Instant to, int negativeUpTo)
            throws SQLException {
        Map<String, Long> products = new HashMap<>();
        try (PreparedStatement select = tx.prepareStatement(PRODUCTS)) {
            bind(select, seller, from, to, negativeUpTo, seller, from, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    products.put(row.getString("product_id"), row.getLong("cases"));
                }
            }
        }
        return products;
    }

    private static Map<String, Country> countries(Connection tx, String seller, Duration period, Instant now)
            throws SQLException {
        Instant since = now.minus(period);
        Instant before = since.minus(period);
        Map<String, Country> countries = new HashMap<>();
        try (PreparedStatement select = tx.prepareStatement(COUNTRIES)) {
            bind(select, since, since, seller, before, now, since, since, seller, before, now);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    countries.put(
                            row.getString("country"),
                            new Country(
                                    row.getLong("disputes"),
                                    row.getLong("orders"),
                                    row.getLong("disputes_before"),
                                    row.getLong("orders_before")));
                }
            }
        }
        return countries;
    }

    /** What is raised of one seller. */
    static List<AlertRaised> open(Connection tx, String seller) throws SQLException {
        List<AlertRaised> open = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(OPEN)) {
            bind(select, seller);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    open.add(new AlertRaised(
                            seller,
                            row.getString("alert_id"),
                            row.getString("rule"),
                            row.getString("severity"),
                            row.getString("subject"),
                            row.getObject("value", Double.class),
                            row.getObject("threshold", Double.class),
                            row.getObject("raised_at", OffsetDateTime.class).toInstant()));
                }
            }
        }
        return open;
    }

    static void raise(Connection tx, AlertRaised alert) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(RAISE)) {
            bind(
                    insert,
                    alert.sellerId(),
                    alert.rule(),
                    alert.subject(),
                    alert.alertId(),
                    alert.severity(),
                    alert.value(),
                    alert.threshold(),
                    alert.at());
            insert.executeUpdate();
        }
    }

    static void resolve(Connection tx, AlertRaised alert) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement(RESOLVE)) {
            bind(delete, alert.sellerId(), alert.alertId());
            delete.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
