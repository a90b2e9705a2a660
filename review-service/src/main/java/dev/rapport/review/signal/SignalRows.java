package dev.rapport.review.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.ReviewClass;
import dev.rapport.policy.Reviews;
import dev.rapport.review.classification.Tone;
import dev.rapport.review.review.model.Signal;
import dev.rapport.review.signal.model.Suspicion;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of signals. Every count looks at no more than some newest rows of a buyer or post-office box: from there on more would change
 * nothing, and a buyer with thousands of orders must not slow the intake down.
 */
final class SignalRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Signal>> SIGNALS = new TypeReference<>() {};

    /** When something bad about these orders happened: a dispute; of those sent to a post-office box also a review. */
    private static final String CASES = """
            SELECT o.seller_id, o.buyer_id, c.at
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, order_id)
              JOIN buyer_order o USING (seller_id, order_id)
              JOIN LATERAL (
                   SELECT d.opened_at AS at FROM order_dispute d
                    WHERE d.seller_id = o.seller_id AND d.order_id = o.order_id AND d.opened_at IS NOT NULL
                   UNION ALL
                   SELECT r.posted_at FROM review r
                    WHERE o.po_box AND r.seller_id = o.seller_id AND r.buyer_id = o.buyer_id AND r.order_id = o.order_id) c ON true
            """;

    // The negative reviews that a case of these buyers, at its time, may count for: theirs, and those of their
    // post-office boxes.
    private static final String WATCHED = """
            WITH seed AS (
                 SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) AS s (buyer_id, first_at, last_at)),
            place AS (
                 SELECT o.ship_country, o.ship_region, min(s.first_at) AS first_at, max(s.last_at) AS last_at
                   FROM seed s JOIN buyer_order o ON o.seller_id = ? AND o.buyer_id = s.buyer_id AND o.po_box
                  WHERE o.ship_region IS NOT NULL GROUP BY 1, 2),
            touched AS (
                 SELECT r.review_id FROM seed s
                   JOIN review r ON r.seller_id = ? AND r.buyer_id = s.buyer_id
                    AND r.posted_at BETWEEN s.first_at AND s.last_at + ?::interval
                 UNION
                 SELECT r.review_id FROM place p
                   JOIN buyer_order o ON o.seller_id = ? AND o.po_box AND o.ship_country = p.ship_country AND o.ship_region = p.ship_region
                   JOIN review r ON r.seller_id = o.seller_id AND r.buyer_id = o.buyer_id AND r.order_id = o.order_id
                    AND r.posted_at BETWEEN p.first_at AND p.last_at + ?::interval)
            SELECT r.review_id, r.posted_stars, r.title, r.posted_text, r.posted_at, r.pack, r.guess, r.corrected,
                   r.signals::text AS signals, b.cases AS of_buyer, coalesce(p.cases, 0) AS of_po_box, coalesce(p.buyers, 0) AS buyers
              FROM touched t
              JOIN review r ON r.seller_id = ? AND r.review_id = t.review_id
              LEFT JOIN buyer_order o ON o.seller_id = r.seller_id AND o.order_id = r.order_id
             CROSS JOIN LATERAL (SELECT r.posted_at - ?::interval AS since) w
             CROSS JOIN LATERAL (
                   SELECT count(DISTINCT c.order_id) AS cases FROM (
                         (SELECT x.order_id FROM review x
                           WHERE x.seller_id = r.seller_id AND x.buyer_id = r.buyer_id AND x.posted_stars <= ?
                             AND x.posted_at > w.since AND x.posted_at <= r.posted_at
                           ORDER BY x.posted_at DESC LIMIT 100)
                         UNION ALL
                         SELECT d.order_id FROM (
                                SELECT q.order_id FROM buyer_order q
                                 WHERE q.seller_id = r.seller_id AND q.buyer_id = r.buyer_id AND q.placed_at <= r.posted_at
                                 ORDER BY q.placed_at DESC LIMIT 100) newest
                           JOIN order_dispute d ON d.seller_id = r.seller_id AND d.order_id = newest.order_id
                          WHERE d.opened_at > w.since AND d.opened_at <= r.posted_at) c) b
              LEFT JOIN LATERAL (
                   SELECT count(DISTINCT n.order_id) AS cases, count(DISTINCT n.buyer_id) AS buyers FROM (
                          SELECT q.order_id, q.buyer_id FROM buyer_order q
                           WHERE q.seller_id = r.seller_id AND q.po_box AND q.ship_country = o.ship_country
                             AND q.ship_region = o.ship_region AND q.placed_at <= r.posted_at
                           ORDER BY q.placed_at DESC LIMIT 100) n
                    WHERE EXISTS (SELECT FROM review x
                                   WHERE x.seller_id = r.seller_id AND x.buyer_id = n.buyer_id AND x.order_id = n.order_id
                                     AND x.posted_stars <= ? AND x.posted_at > w.since AND x.posted_at <= r.posted_at)
                       OR EXISTS (SELECT FROM order_dispute d
                                   WHERE d.seller_id = r.seller_id AND d.order_id = n.order_id
                                     AND d.opened_at > w.since AND d.opened_at <= r.posted_at)) p ON o.po_box
             WHERE r.posted_stars <= ?
             ORDER BY r.posted_at, r.review_id
            """;

    private static final String KEEP = """
            UPDATE review r SET signals = k.signals::jsonb, guess = CASE WHEN k.malicious THEN 'MALICIOUS' ELSE r.guess END,
                                version = r.version + 1
              FROM unnest(?::text[], ?::text[], ?::boolean[]) AS k (review_id, signals, malicious)
             WHERE r.seller_id = ? AND r.review_id = k.review_id
            """;

    private SignalRows() {}

    /** An order of a seller. */
    record OrderName(String sellerId, String orderId) {}

    /** The time over which a batch tells bad things of one buyer. */
    record Seed(Instant first, Instant last) {
        Seed with(Seed other) {
            return new Seed(
                    other.first.isBefore(first) ? other.first : first, other.last.isAfter(last) ? other.last : last);
        }
    }

    /** A negative review, what is counted around it, and what was found before. */
    record Watched(
            String reviewId,
            int stars,
            Instant postedAt,
            String pack,
            ReviewClass guess,
            @Nullable ReviewClass corrected,
            List<Signal> before,
            Suspicion suspicion) {}

    /** What was found now. */
    record Outcome(String reviewId, List<Signal> signals, boolean malicious) {}

    /** Takes when something bad happened to an order of a buyer. */
    @FunctionalInterface
    interface CaseTaker {
        void take(String sellerId, String buyerId, Instant at);
    }

    static void casesOf(Connection tx, Collection<OrderName> orders, CaseTaker taker) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedStatement select = tx.prepareStatement(CASES)) {
            texts(select, 1, orders.stream().map(OrderName::sellerId).toList());
            texts(select, 2, orders.stream().map(OrderName::orderId).toList());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    taker.take(row.getString(1), row.getString(2), instant(row, "at"));
                }
            }
        }
    }

    static List<Watched> watched(Connection tx, String sellerId, Map<String, Seed> buyers, Reviews reviews, Tone tone)
            throws SQLException {
        String within = reviews.signals().within().toSeconds() + " s";
        int negative = reviews.negativeUpTo();
        List<Watched> watched = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(WATCHED)) {
            texts(select, 1, List.copyOf(buyers.keySet()));
            times(select, 2, buyers.values().stream().map(Seed::first).toList());
            times(select, 3, buyers.values().stream().map(Seed::last).toList());
            select.setString(4, sellerId);
            select.setString(5, sellerId);
            select.setString(6, within);
            select.setString(7, sellerId);
            select.setString(8, within);
            select.setString(9, sellerId);
            select.setString(10, within);
            select.setInt(11, negative);
            select.setInt(12, negative);
            select.setInt(13, negative);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    watched.add(read(row, negative, tone));
                }
            }
        }
        return watched;
    }

    private static Watched read(ResultSet row, int negative, Tone tone) throws SQLException {
        int stars = row.getInt("posted_stars");
        String corrected = row.getString("corrected");
        boolean contradicts = tone.contradicts(stars, negative, row.getString("title"), row.getString("posted_text"));
        return new Watched(
                row.getString("review_id"),
                stars,
                instant(row, "posted_at"),
                row.getString("pack"),
                ReviewClass.valueOf(row.getString("guess")),
                corrected == null ? null : ReviewClass.valueOf(corrected),
                signals(row.getString("signals")),
                new Suspicion(row.getLong("of_buyer"), row.getLong("of_po_box"), row.getLong("buyers"), contradicts));
    }

    static void keep(Connection tx, String sellerId, List<Outcome> outcomes) throws SQLException {
        if (outcomes.isEmpty()) {
            return;
        }
        try (PreparedStatement update = tx.prepareStatement(KEEP)) {
            texts(update, 1, outcomes.stream().map(Outcome::reviewId).toList());
            texts(update, 2, outcomes.stream().map(one -> written(one.signals)).toList());
            update.setArray(
                    3,
                    tx.createArrayOf(
                            "boolean", outcomes.stream().map(Outcome::malicious).toArray()));
            update.setString(4, sellerId);
            update.executeUpdate();
        }
    }

    private static List<Signal> signals(String column) {
        try {
            return JSON.readValue(column, SIGNALS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(List<Signal> signals) {
        try {
            return JSON.writeValueAsString(signals);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void texts(PreparedStatement statement, int index, List<String> values) throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf("text", values.toArray()));
    }

    private static void times(PreparedStatement statement, int index, List<Instant> values) throws SQLException {
        Object[] texts = values.stream().map(Instant::toString).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("timestamptz", texts));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }
}
