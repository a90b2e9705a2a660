package dev.rapport.review.chronicle;

import dev.rapport.events.DispatchKind;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.RefundIssued;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.MessageFact.BuyerErased;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.kit.inbox.Received;
import dev.rapport.review.chronicle.ChronicleRows.DisputeRow;
import dev.rapport.review.chronicle.ChronicleRows.EventRow;
import dev.rapport.review.chronicle.ChronicleRows.MessageRow;
import dev.rapport.review.chronicle.ChronicleRows.OrderRow;
import dev.rapport.review.chronicle.ChronicleRows.ReceiptRow;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what a batch tells of orders, disputes, threads and receipts, in one statement each. */
@Singleton
public final class ChronicleKeeping {
    private static final String ORDERS = """
            INSERT INTO buyer_order (seller_id, order_id, buyer_id, country, currency, value, categories, placed_at, ship_country,
                                     ship_region, po_box)
            SELECT seller_id, order_id, buyer_id, country, currency, value, categories, placed_at, ship_country, ship_region, po_box
              FROM jsonb_to_recordset(?::jsonb) AS r (seller_id text, order_id text, buyer_id text, country text, currency text,
                   value numeric, categories text[], placed_at timestamptz, ship_country text, ship_region text, po_box boolean)
            ON CONFLICT DO NOTHING
            """;

    private static final String EVENTS = """
            INSERT INTO order_event (seller_id, order_id, what, at, detail)
            SELECT seller_id, order_id, what, at, detail
              FROM jsonb_to_recordset(?::jsonb) AS r (seller_id text, order_id text, what text, at timestamptz, detail jsonb)
            ON CONFLICT DO NOTHING
            """;

    // A dispute's end may be heard of before its beginning: each fills what it knows.
    private static final String DISPUTES = """
            INSERT INTO order_dispute AS known
                   (seller_id, dispute_id, order_id, product_id, country, reason, opened_at, closed_at, outcome)
            SELECT seller_id, dispute_id, order_id, product_id, country, reason, opened_at, closed_at, outcome
              FROM jsonb_to_recordset(?::jsonb) AS r (seller_id text, dispute_id text, order_id text, product_id text, country text,
                   reason text, opened_at timestamptz, closed_at timestamptz, outcome text)
            ON CONFLICT (seller_id, dispute_id) DO UPDATE
               SET order_id = coalesce(known.order_id, excluded.order_id),
                   product_id = coalesce(known.product_id, excluded.product_id),
                   country = coalesce(known.country, excluded.country),
                   reason = coalesce(known.reason, excluded.reason),
                   opened_at = coalesce(known.opened_at, excluded.opened_at),
                   closed_at = coalesce(known.closed_at, excluded.closed_at),
                   outcome = coalesce(known.outcome, excluded.outcome)
            """;

    private static final String MESSAGES = """
            INSERT INTO thread_message (seller_id, message_id, conversation_id, order_id, buyer_id, author, text, at)
            SELECT seller_id, message_id, conversation_id, order_id, buyer_id, author, text, at
              FROM jsonb_to_recordset(?::jsonb) AS r (seller_id text, message_id text, conversation_id text, order_id text,
                   buyer_id text, author text, text text, at timestamptz)
            ON CONFLICT DO NOTHING
            """;

    private static final String RECEIPTS = """
            INSERT INTO delivery_receipt (seller_id, dispatch_id, attempt, code, detail, reported_at)
            SELECT seller_id, dispatch_id, attempt, code, detail, reported_at
              FROM jsonb_to_recordset(?::jsonb) AS r (seller_id text, dispatch_id text, attempt int, code int, detail text,
                   reported_at timestamptz)
            ON CONFLICT DO NOTHING
            """;

    private static final List<String> ERASE = List.of(
            "UPDATE thread_message SET text = '' WHERE seller_id = ? AND buyer_id = ?",
            // What has not gone out yet names them, too: it is not tried again.
            "UPDATE review_dispatch SET text = NULL, retry_at = NULL WHERE seller_id = ? AND buyer_id = ?",
            """
            UPDATE review_revision v SET text = NULL FROM review r
             WHERE r.seller_id = ? AND r.buyer_id = ? AND v.seller_id = r.seller_id AND v.review_id = r.review_id
            """,
            // The keywords found are the buyer's words, too.
            """
            UPDATE review SET title = NULL, posted_text = NULL, evidence = '[]', version = version + 1
             WHERE seller_id = ? AND buyer_id = ?
            """,
            """
            UPDATE appeal a SET evidence = '{}', statement = '' FROM review r
             WHERE r.seller_id = ? AND r.buyer_id = ? AND a.seller_id = r.seller_id AND a.review_id = r.review_id
            """);

    /** What a batch tells, by table. */
    private static final class Told {
        final Map<List<String>, OrderRow> orders = new LinkedHashMap<>();
        final List<EventRow> events = new ArrayList<>();
        final Map<List<String>, List<DisputeRow>> disputes = new LinkedHashMap<>();
        final List<MessageRow> messages = new ArrayList<>();
        final List<ReceiptRow> receipts = new ArrayList<>();
    }

    /** Keeps what is told here; what is none of it is left alone. */
    public void keep(Connection tx, List<Received> batch) throws SQLException {
        Told told = new Told();
        batch.forEach(received -> sort(received, told));
        write(tx, ORDERS, List.copyOf(told.orders.values()));
        write(tx, EVENTS, told.events);
        // One statement may touch a row once only: beginnings first, then ends.
        write(tx, DISPUTES, nth(told, 0));
        write(tx, DISPUTES, nth(told, 1));
        write(tx, MESSAGES, told.messages);
        write(tx, RECEIPTS, told.receipts);
        for (Received received : batch) {
            if (received.event() instanceof BuyerErased erased) {
                erase(tx, erased);
            }
        }
    }

    private static List<DisputeRow> nth(Told told, int n) {
        return told.disputes.values().stream()
                .filter(rows -> rows.size() > n)
                .map(rows -> rows.get(n))
                .toList();
    }

    private static void sort(Received received, Told told) {
        switch (received.event()) {
            case OrderPlaced event ->
                told.orders.putIfAbsent(List.of(event.sellerId(), event.orderId()), OrderRow.of(event));
            case OrderShipped event ->
                told.events.add(EventRow.of(
                        event.sellerId(),
                        event.orderId(),
                        "order.shipped",
                        event.shippedAt(),
                        "carrier",
                        event.carrier(),
                        "trackingNumber",
                        event.trackingNumber()));
            case ParcelMoved event ->
                told.events.add(EventRow.of(
                        event.sellerId(),
                        event.orderId(),
                        "parcel.moved",
                        event.movedAt(),
                        "status",
                        event.status().name(),
                        "country",
                        event.country()));
            case OrderDelivered event ->
                told.events.add(EventRow.of(
                        event.sellerId(),
                        event.orderId(),
                        "order.delivered",
                        event.deliveredAt(),
                        "signedBy",
                        event.signedBy(),
                        "pickupPoint",
                        event.pickupPoint()));
            case OrderCancelled event ->
                told.events.add(EventRow.of(event.sellerId(), event.orderId(), "order.cancelled", event.cancelledAt()));
            case OrderAddressChanged event ->
                told.events.add(
                        EventRow.of(event.sellerId(), event.orderId(), "order.address-changed", event.changedAt()));
            case RefundIssued event ->
                told.events.add(EventRow.of(
                        event.sellerId(),
                        event.orderId(),
                        "refund.issued",
                        event.issuedAt(),
                        "amount",
                        event.amount().currency() + " " + event.amount().value().toPlainString()));
            case DisputeOpened event -> dispute(told, DisputeRow.of(event));
            case DisputeClosed event -> dispute(told, DisputeRow.of(event));
            case BuyerMessageReceived event -> told.messages.add(MessageRow.of(event));
            case SellerMessageObserved event -> told.messages.add(MessageRow.of(event));
            case DispatchRequested event -> {
                String conversation = event.conversationId();
                if (event.what() == DispatchKind.MESSAGE && conversation != null) {
                    told.messages.add(MessageRow.of(event, conversation, at(received)));
                }
            }
            case DeliveryReported event -> told.receipts.add(ReceiptRow.of(event));
            default -> {
                // no part of the chronicle
            }
        }
    }

    private static Instant at(Received received) {
        Instant told = received.envelope().time();
        return told == null ? received.appendedAt() : told;
    }

    private static void dispute(Told told, DisputeRow row) {
        List<DisputeRow> rows =
                told.disputes.computeIfAbsent(List.of(row.sellerId(), row.disputeId()), _ -> new ArrayList<>());
        boolean repeated = rows.stream().anyMatch(other -> (other.openedAt() == null) == (row.openedAt() == null));
        if (!repeated) {
            rows.add(row);
        }
    }

    private static void write(Connection tx, String statement, List<?> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = tx.prepareStatement(statement)) {
            insert.setString(1, ChronicleRows.json(rows));
            insert.executeUpdate();
        }
    }

    /** MSG-18: texts and what was found in them go, counts stay. */
    private static void erase(Connection tx, BuyerErased erased) throws SQLException {
        for (String statement : ERASE) {
            try (PreparedStatement blank = tx.prepareStatement(statement)) {
                blank.setString(1, erased.sellerId());
                blank.setString(2, erased.buyerId());
                blank.executeUpdate();
            }
        }
    }
}
