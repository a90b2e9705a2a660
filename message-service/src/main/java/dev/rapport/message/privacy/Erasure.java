package dev.rapport.message.privacy;

import dev.rapport.message.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Blanks all that one buyer and a seller wrote to one another. Counts, times, turns and what they were about stay. */
final class Erasure {

    private static final String CONVERSATIONS =
            "SELECT c.conversation_id FROM conversation c WHERE c.seller_id = ? AND c.buyer_id = ? ORDER BY c.conversation_id FOR UPDATE";

    private static final String KNOWN = """
            SELECT EXISTS (SELECT FROM order_event o WHERE o.seller_id = ? AND o.buyer_id = ?)
                OR EXISTS (SELECT FROM erased_buyer e WHERE e.seller_id = ? AND e.buyer_id = ?)
            """;

    private static final String ORDERS =
            "(SELECT o.order_id FROM order_event o WHERE o.seller_id = ? AND o.buyer_id = ?)";

    /** Of the buyer's conversations: the seller, then their ids. */
    private static final List<String> IN_CONVERSATIONS = List.of(
            // What has not gone out yet does not go out any more.
            "UPDATE message SET text = '', text_key = NULL, compared = false, delivery_due_at = NULL"
                    + " WHERE seller_id = ? AND conversation_id = ANY (?)",
            "UPDATE connector_dispatch SET request = NULL, due_at = NULL WHERE seller_id = ? AND request ->> 'conversationId' = ANY (?)",
            "UPDATE promise SET what = deed WHERE seller_id = ? AND conversation_id = ANY (?)",
            "UPDATE fast_case SET steps = (SELECT jsonb_agg(s.step - 'note' ORDER BY s.n)"
                    + " FROM jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n))"
                    + " WHERE seller_id = ? AND conversation_id = ANY (?)",
            "UPDATE message_log SET words = NULL WHERE seller_id = ? AND conversation_id = ANY (?)",
            "UPDATE delivery_attempt SET detail = NULL WHERE seller_id = ? AND conversation_id = ANY (?)",
            "DELETE FROM win_back WHERE seller_id = ? AND conversation_id = ANY (?)",
            "DELETE FROM auto_reply_due WHERE seller_id = ? AND conversation_id = ANY (?)");

    /** Of the buyer's orders: the seller, the seller, the buyer. */
    private static final List<String> ABOUT_ORDERS = List.of(
            "UPDATE order_event SET detail = detail - 'signedBy' WHERE seller_id = ? AND what = 'DELIVERED' AND order_id IN "
                    + ORDERS,
            "UPDATE order_event SET detail = detail #- '{address,region}' WHERE seller_id = ? AND what = 'PLACED' AND order_id IN "
                    + ORDERS,
            "UPDATE dispute SET reason = NULL WHERE seller_id = ? AND order_id IN " + ORDERS);

    private final Connection tx;
    private final String sellerId;
    private final String buyerId;
    private final Instant now;

    Erasure(Connection tx, String sellerId, String buyerId, Instant now) {
        this.tx = tx;
        this.sellerId = sellerId;
        this.buyerId = buyerId;
        this.now = now;
    }

    /** False when there is no such buyer. The buyer's conversations are locked before anything is written. */
    boolean done() throws SQLException {
        List<String> conversations = conversations();
        if (conversations.isEmpty() && !known()) {
            return false;
        }
        update(
                "INSERT INTO erased_buyer (seller_id, buyer_id, erased_at) VALUES (?, ?, ?) ON CONFLICT (seller_id, buyer_id)"
                        + " DO UPDATE SET erased_at = excluded.erased_at",
                sellerId,
                buyerId,
                now);
        update(
                "UPDATE conversation SET buyer_name = NULL, erased_at = ? WHERE seller_id = ? AND buyer_id = ?",
                now,
                sellerId,
                buyerId);
        for (String statement : IN_CONVERSATIONS) {
            update(statement, sellerId, conversations);
        }
        // An answer that is kept to be given again has the text in it.
        for (String conversation : conversations) {
            update(
                    "DELETE FROM idempotency_key WHERE seller_id = ? AND starts_with(location, ?)",
                    sellerId,
                    "/api/v1/sellers/" + sellerId + "/conversations/" + conversation + "/");
        }
        for (String statement : ABOUT_ORDERS) {
            update(statement, sellerId, sellerId, buyerId);
        }
        return true;
    }

    private List<String> conversations() throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(CONVERSATIONS)) {
            query.setString(1, sellerId);
            query.setString(2, buyerId);
            return Rows.all(query, row -> row.getString("conversation_id"));
        }
    }

    private boolean known() throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(KNOWN)) {
            query.setString(1, sellerId);
            query.setString(2, buyerId);
            query.setString(3, sellerId);
            query.setString(4, buyerId);
            return Boolean.TRUE.equals(Rows.first(query, row -> row.getBoolean(1)));
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            int next = 1;
            for (Object value : values) {
                switch (value) {
                    case Instant at -> statement.setObject(next++, at.atOffset(ZoneOffset.UTC));
                    case List<?> texts -> statement.setArray(next++, tx.createArrayOf("text", texts.toArray()));
                    default -> statement.setString(next++, value.toString());
                }
            }
            statement.executeUpdate();
        }
    }
}
