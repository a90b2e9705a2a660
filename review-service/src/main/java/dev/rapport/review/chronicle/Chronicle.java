package dev.rapport.review.chronicle;

import dev.rapport.events.Money;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an order and its buyer, for looking at. */
@Singleton
public final class Chronicle {
    private static final String ORDER = """
            SELECT order_id, buyer_id, country, currency, value, categories, placed_at FROM buyer_order WHERE seller_id = ? AND order_id = ?
            """;

    private static final String ORDERS_AFTER = """
            SELECT order_id, buyer_id, country, currency, value, categories, placed_at FROM buyer_order
             WHERE seller_id = ? AND buyer_id = ? AND placed_at > ? ORDER BY placed_at, order_id
            """;

    private static final String HAPPENINGS = """
            SELECT what, at, detail::text AS detail FROM order_event WHERE seller_id = ? AND order_id = ?
            UNION ALL
            SELECT 'dispute.opened', opened_at,
                   jsonb_strip_nulls(jsonb_build_object('disputeId', dispute_id, 'reason', reason))::text
              FROM order_dispute WHERE seller_id = ? AND order_id = ? AND opened_at IS NOT NULL
            UNION ALL
            SELECT 'dispute.closed', closed_at,
                   jsonb_strip_nulls(jsonb_build_object('disputeId', dispute_id, 'outcome', outcome))::text
              FROM order_dispute WHERE seller_id = ? AND order_id = ? AND closed_at IS NOT NULL
            ORDER BY 2, 1
            """;

    // Only a buyer's message names the order; its conversation is the order's.
    private static final String THREAD = """
            SELECT message_id, conversation_id, author, text, at FROM thread_message
             WHERE seller_id = ? AND conversation_id IN (
                   SELECT conversation_id FROM thread_message WHERE seller_id = ? AND order_id = ?)
             ORDER BY at, message_id LIMIT 500
            """;

    // Of what was sent in the thread, of the replies to the review, of its invitation and of earlier appeals.
    private static final String RECEIPTS = """
            SELECT dispatch_id, attempt, code, detail, reported_at FROM delivery_receipt
             WHERE seller_id = ? AND dispatch_id IN (
                   SELECT message_id FROM thread_message
                    WHERE seller_id = ? AND author = 'seller' AND conversation_id IN (
                          SELECT conversation_id FROM thread_message WHERE seller_id = ? AND order_id = ?)
                   UNION ALL
                   SELECT dispatch_id FROM review_reply WHERE seller_id = ? AND review_id = ? AND dispatch_id IS NOT NULL
                   UNION ALL
                   SELECT appeal_id FROM appeal WHERE seller_id = ? AND review_id = ?
                   UNION ALL
                   SELECT ?)
             ORDER BY reported_at, dispatch_id, attempt
            """;

    private static final String EARLIER = """
            SELECT 'review' AS kind, review_id AS id, order_id, posted_stars::int AS stars, coalesce(corrected, guess) AS class,
                   CASE WHEN hidden_at IS NOT NULL THEN 'hidden' END AS outcome, posted_at AS at
              FROM review WHERE seller_id = ? AND buyer_id = ? AND review_id <> ?
            UNION ALL
            SELECT 'dispute', d.dispute_id, d.order_id, NULL, NULL, d.outcome, d.opened_at
              FROM order_dispute d JOIN buyer_order o ON o.seller_id = d.seller_id AND o.order_id = d.order_id
             WHERE d.seller_id = ? AND o.buyer_id = ? AND d.opened_at IS NOT NULL
            ORDER BY 7 DESC, 2 LIMIT 100
            """;

    /** An order; null when it was not told of yet. */
    public @Nullable BuyerOrder order(Connection tx, String sellerId, String orderId) throws SQLException {
        List<BuyerOrder> found = list(tx, ORDER, Chronicle::order, sellerId, orderId);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** What a buyer ordered after a moment, earliest first. */
    public List<BuyerOrder> ordersAfter(Connection tx, String sellerId, String buyerId, Instant after)
            throws SQLException {
        return list(tx, ORDERS_AFTER, Chronicle::order, sellerId, buyerId, after);
    }

    /** What happened to an order, earliest first. */
    public List<Happening> happenings(Connection tx, String sellerId, String orderId) throws SQLException {
        return list(
                tx,
                HAPPENINGS,
                row -> new Happening(
                        instant(row, "at"), row.getString("what"), ChronicleRows.detail(row.getString("detail"))),
                sellerId,
                orderId,
                sellerId,
                orderId,
                sellerId,
                orderId);
    }

    /** The thread of an order, earliest first; of a very long one its beginning. */
    public List<ThreadMessage> thread(Connection tx, String sellerId, String orderId) throws SQLException {
        return list(
                tx,
                THREAD,
                row -> new ThreadMessage(
                        row.getString("message_id"),
                        row.getString("conversation_id"),
                        row.getString("author"),
                        row.getString("text"),
                        instant(row, "at")),
                sellerId,
                sellerId,
                orderId);
    }

    /**
     * Receipts of what was sent in an order's thread and about a review.
     *
     * @param invitation the dispatch of the review's invitation, sent or not
     */
    public List<Receipt> receipts(Connection tx, String sellerId, String orderId, String reviewId, String invitation)
            throws SQLException {
        return list(
                tx,
                RECEIPTS,
                row -> new Receipt(
                        row.getString("dispatch_id"),
                        row.getInt("attempt"),
                        row.getInt("code"),
                        row.getString("detail"),
                        instant(row, "reported_at")),
                sellerId,
                sellerId,
                sellerId,
                orderId,
                sellerId,
                reviewId,
                sellerId,
                reviewId,
                invitation);
    }

    /** Other reviews and disputes of the same buyer, newest first. */
    public List<EarlierCase> earlier(Connection tx, String sellerId, String buyerId, String reviewId)
            throws SQLException {
        return list(
                tx,
                EARLIER,
                row -> new EarlierCase(
                        row.getString("kind"),
                        row.getString("id"),
                        row.getString("order_id"),
                        row.getObject("stars", Integer.class),
                        row.getString("class"),
                        row.getString("outcome"),
                        instant(row, "at")),
                sellerId,
                buyerId,
                reviewId,
                sellerId,
                buyerId);
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection tx, String query, RowReader<T> reader, Object... parameters)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value = parameters[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : parameters[i];
                select.setObject(i + 1, value);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
        }
        return found;
    }

    private static BuyerOrder order(ResultSet row) throws SQLException {
        return new BuyerOrder(
                row.getString("order_id"),
                row.getString("buyer_id"),
                row.getString("country"),
                new Money(row.getString("currency"), row.getBigDecimal("value")),
                Arrays.asList((String[]) row.getArray("categories").getArray()),
                instant(row, "placed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
