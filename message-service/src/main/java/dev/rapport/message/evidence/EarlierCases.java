package dev.rapport.message.evidence;

import dev.rapport.events.Money;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the same buyer has had with the seller before, the newest first.
 *
 * @param orders how many the buyer has placed, this one included
 * @param disputes about other orders
 * @param refunds of other orders
 * @param conversations other after-sale threads
 */
record EarlierCases(int orders, List<DisputeView> disputes, List<RefundView> refunds, List<ThreadView> conversations) {

    private static final String ORDERS =
            "SELECT count(*)::integer AS orders FROM order_event o WHERE o.seller_id = ? AND o.buyer_id = ?";

    private static final String DISPUTES = """
            SELECT d.dispute_id, d.order_id, d.reason, d.opened_at, d.closed_at, d.outcome
              FROM order_event o
              JOIN dispute d USING (seller_id, order_id)
             WHERE o.seller_id = ? AND o.buyer_id = ? AND o.order_id <> ?
             ORDER BY d.opened_at DESC NULLS LAST, d.dispute_id
             LIMIT 50
            """;

    private static final String REFUNDS = """
            SELECT r.order_id, r.at, r.detail #>> '{amount,currency}' AS currency, r.detail #>> '{amount,value}' AS value
              FROM order_event o
              JOIN order_event r ON r.seller_id = o.seller_id AND r.order_id = o.order_id AND starts_with(r.what, 'REFUNDED')
             WHERE o.seller_id = ? AND o.buyer_id = ? AND o.order_id <> ?
             ORDER BY r.at DESC
             LIMIT 50
            """;

    private static final String CONVERSATIONS = """
            SELECT c.conversation_id, c.order_id, c.turn_scene, c.last_message_at
              FROM conversation c
             WHERE c.seller_id = ? AND c.buyer_id = ? AND c.conversation_id <> ? AND c.kind = 'AFTER_SALE'
             ORDER BY c.last_message_at DESC
             LIMIT 50
            """;

    record DisputeView(
            String disputeId,
            @Nullable String orderId,
            @Nullable String reason,
            @Nullable Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable String outcome) {}

    record RefundView(
            String orderId, Instant issuedAt, @Nullable Money amount) {}

    record ThreadView(
            String conversationId,
            @Nullable String orderId,
            @Nullable String scene,
            Instant lastMessageAt) {}

    static EarlierCases of(Connection tx, Conversation conversation) throws SQLException {
        String seller = conversation.key().sellerId();
        String buyer = conversation.buyer().id();
        String order = conversation.orderId() == null ? "" : conversation.orderId();
        try (PreparedStatement count = bound(tx, ORDERS, seller, buyer);
                PreparedStatement disputes = bound(tx, DISPUTES, seller, buyer, order);
                PreparedStatement refunds = bound(tx, REFUNDS, seller, buyer, order);
                PreparedStatement threads = bound(
                        tx, CONVERSATIONS, seller, buyer, conversation.key().conversationId())) {
            Integer orders = Rows.first(count, row -> row.getInt("orders"));
            return new EarlierCases(
                    orders == null ? 0 : orders,
                    Rows.all(
                            disputes,
                            row -> new DisputeView(
                                    row.getString("dispute_id"),
                                    row.getString("order_id"),
                                    row.getString("reason"),
                                    Rows.timeOrNull(row, "opened_at"),
                                    Rows.timeOrNull(row, "closed_at"),
                                    row.getString("outcome"))),
                    Rows.all(
                            refunds,
                            row -> new RefundView(
                                    row.getString("order_id"),
                                    Rows.time(row, "at"),
                                    money(row.getString("currency"), row.getString("value")))),
                    Rows.all(
                            threads,
                            row -> new ThreadView(
                                    row.getString("conversation_id"),
                                    row.getString("order_id"),
                                    row.getString("turn_scene"),
                                    Rows.time(row, "last_message_at"))));
        }
    }

    private static @Nullable Money money(@Nullable String currency, @Nullable String value) {
        return currency == null || value == null ? null : Money.of(currency, value);
    }

    private static PreparedStatement bound(Connection tx, String sql, String... values) throws SQLException {
        PreparedStatement statement = tx.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }
}
