package dev.rapport.review.dispatch;

import dev.rapport.events.DispatchKind;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.review.review.application.Deliveries;
import dev.rapport.review.review.application.ReviewFacts;
import dev.rapport.review.review.application.Rulebook;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code review_dispatch}. A failed attempt is followed by another after the pack's wait, under the same dispatch, on which connectors
 * de-duplicate; what is refused or unknown is not tried again by itself.
 */
@Singleton
public final class Dispatches implements Deliveries, DueHandler {
    private static final String ASK = """
            INSERT INTO review_dispatch (seller_id, dispatch_id, review_id, what, channel, marketplace, order_id, buyer_id, text, pack,
                                         state, attempts, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED', 1, ?) ON CONFLICT DO NOTHING
            """;

    private static final String LOCK =
            "SELECT state, attempts, text FROM review_dispatch WHERE seller_id = ? AND dispatch_id = ? FOR UPDATE";

    private static final String SETTLE = """
            UPDATE review_dispatch SET state = ?, settled_at = ?, retry_at = ? WHERE seller_id = ? AND dispatch_id = ?
            """;

    private static final String AGAIN = """
            UPDATE review_dispatch d SET attempts = d.attempts + 1, state = 'ACCEPTED', asked_at = ?, settled_at = NULL, retry_at = NULL
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, dispatch_id)
             WHERE d.seller_id = k.seller_id AND d.dispatch_id = k.dispatch_id AND d.state = 'FAILED' AND d.text IS NOT NULL
            RETURNING d.*
            """;

    private static final String OF = """
            SELECT dispatch_id, state, attempts, asked_at FROM review_dispatch WHERE seller_id = ? AND dispatch_id = ANY (?)
            """;

    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Outbox outbox;

    Dispatches(SellerProfiles profiles, Rulebook rulebook, Outbox outbox) {
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.outbox = outbox;
    }

    /**
     * Writes down what is to leave.
     *
     * @param request the first attempt
     * @return what asks a connector for it
     */
    public Fact ask(Connection tx, DispatchRequested request, Instant at, String pack) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(ASK)) {
            insert.setString(1, request.sellerId());
            insert.setString(2, request.dispatchId());
            insert.setString(3, Objects.requireNonNull(request.reviewId(), "it is about a review"));
            insert.setString(4, request.what().name());
            insert.setString(5, request.channel());
            insert.setString(6, request.marketplace());
            insert.setString(7, request.orderId());
            insert.setString(8, request.buyerId());
            insert.setString(9, request.text());
            insert.setString(10, pack);
            insert.setObject(11, time(at));
            insert.executeUpdate();
        }
        return ReviewFacts.requested(request, at, pack);
    }

    /** Takes the receipts of a batch; those of other services' dispatches are not ours. */
    public void heard(Connection tx, List<Received> batch, Instant now) throws SQLException {
        for (Received received : batch) {
            if (received.event() instanceof DeliveryReported receipt) {
                heard(tx, receipt, now);
            }
        }
    }

    private void heard(Connection tx, DeliveryReported receipt, Instant now) throws SQLException {
        try (PreparedStatement lock = tx.prepareStatement(LOCK)) {
            lock.setString(1, receipt.sellerId());
            lock.setString(2, receipt.dispatchId());
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || row.getString("state").equals("DELIVERED")) {
                    return;
                }
                String state = state(receipt.code());
                int attempts = row.getInt("attempts");
                // What an earlier attempt failed with is settled by the one that followed it.
                if (state.equals("FAILED") && receipt.attempt() < attempts) {
                    return;
                }
                boolean mayGoAgain = state.equals("FAILED") && row.getString("text") != null;
                settle(tx, receipt, state, mayGoAgain ? retryAt(tx, receipt, attempts, now) : null);
            }
        }
    }

    private static String state(int code) {
        return switch (code) {
            case 200 -> "DELIVERED";
            case 403 -> "REFUSED";
            default -> "FAILED";
        };
    }

    private @Nullable Instant retryAt(Connection tx, DeliveryReported receipt, int attempts, Instant now)
            throws SQLException {
        SellerChanged profile = profiles.get(tx, receipt.sellerId());
        List<Duration> waits = rulebook.of(profile, now)
                .map(rules -> rules.pack().delivery().retryAfter())
                .orElse(List.of());
        return attempts > waits.size() ? null : now.plus(waits.get(attempts - 1));
    }

    private static void settle(Connection tx, DeliveryReported receipt, String state, @Nullable Instant retryAt)
            throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(SETTLE)) {
            update.setString(1, state);
            update.setObject(2, time(receipt.reportedAt()));
            update.setObject(3, retryAt == null ? null : time(retryAt));
            update.setString(4, receipt.sellerId());
            update.setString(5, receipt.dispatchId());
            update.executeUpdate();
        }
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement again = tx.prepareStatement(AGAIN)) {
            again.setObject(1, time(now));
            again.setArray(
                    2,
                    tx.createArrayOf("text", rows.stream().map(DueRow::sellerId).toArray()));
            again.setArray(
                    3,
                    tx.createArrayOf(
                            "text", rows.stream().map(row -> row.key(0)).toArray()));
            try (ResultSet row = again.executeQuery()) {
                while (row.next()) {
                    facts.add(ReviewFacts.requested(request(row), now, row.getString("pack")));
                }
            }
        }
        outbox.append(tx, facts);
    }

    private static DispatchRequested request(ResultSet row) throws SQLException {
        return new DispatchRequested(
                row.getString("seller_id"),
                row.getString("dispatch_id"),
                row.getInt("attempts"),
                DispatchKind.valueOf(row.getString("what")),
                row.getString("channel"),
                row.getString("marketplace"),
                null,
                row.getString("review_id"),
                row.getString("order_id"),
                row.getString("buyer_id"),
                row.getString("text"),
                null);
    }

    @Override
    public Map<String, Delivery> of(Connection tx, String sellerId, Collection<String> dispatchIds, Instant now)
            throws SQLException {
        Map<String, Delivery> deliveries = new HashMap<>();
        if (dispatchIds.isEmpty()) {
            return deliveries;
        }
        Instant unknownBefore = rulebook.of(profiles.get(tx, sellerId), now)
                .map(rules -> now.minus(rules.pack().delivery().unknownAfter()))
                .orElse(Instant.MIN);
        try (PreparedStatement select = tx.prepareStatement(OF)) {
            select.setString(1, sellerId);
            select.setArray(2, tx.createArrayOf("text", dispatchIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String state = row.getString("state").toLowerCase(Locale.ROOT);
                    Instant asked =
                            row.getObject("asked_at", OffsetDateTime.class).toInstant();
                    boolean unknown = state.equals("accepted") && asked.isBefore(unknownBefore);
                    String id = row.getString("dispatch_id");
                    deliveries.put(id, new Delivery(id, unknown ? "unknown" : state, row.getInt("attempts")));
                }
            }
        }
        return deliveries;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
