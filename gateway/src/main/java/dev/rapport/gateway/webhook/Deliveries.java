package dev.rapport.gateway.webhook;

import static dev.rapport.gateway.webhook.Webhooks.utc;

import dev.rapport.kit.page.Cursor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of calls that are owed, under way or done. */
@Singleton
class Deliveries {

    /** Of a delivery. */
    enum State {
        /** It is tried, or will be. */
        PENDING,
        /** Answered with 2xx. */
        DELIVERED,
        /** Given up. */
        FAILED
    }

    /** A new one. */
    record Owed(String sellerId, String webhookId, String deliveryId, String eventId, String name, byte[] body) {}

    /** One under way. @param attempt from 1 */
    record InHand(
            String sellerId,
            String webhookId,
            String deliveryId,
            int attempt,
            String name,
            byte[] body,
            Instant triedSince,
            Instant lease,
            String url,
            byte[] sealedSecret) {}

    /** What the log shows. */
    record Logged(
            String deliveryId,
            String eventId,
            String event,
            State state,
            int attempts,
            Instant createdAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Integer status,
            @Nullable Integer latencyMillis,
            @Nullable String error,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant settledAt) {}

    /** What came of a call. @param status null where no answer came */
    record Outcome(
            boolean delivered,
            @Nullable Integer status,
            int millis,
            @Nullable String error) {}

    private static final String TAKE = """
            INSERT INTO webhook_delivery (seller_id, webhook_id, delivery_id, event_id, event_name, body, state, attempts, created_at,
                                          tried_since, due_at)
            SELECT seller_id, webhook_id, delivery_id, event_id, event_name, body, 'PENDING', 0, ?::timestamptz, ?::timestamptz,
                   ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                AS w (seller_id, webhook_id, delivery_id, event_id, event_name, body)
            ON CONFLICT DO NOTHING
            """;

    // Of each webhook its oldest; of each seller no more than its share: what one has waiting costs the others nothing.
    private static final String CLAIM = """
            WITH oldest AS (
              SELECT o.*
                FROM webhook w
                LEFT JOIN unnest(?::text[], ?::int[]) AS r (webhook, room) ON r.webhook = w.seller_id || '/' || w.webhook_id
               CROSS JOIN LATERAL (
                 SELECT d.seller_id, d.webhook_id, d.delivery_id, d.due_at, row_number() OVER (ORDER BY d.due_at) AS place
                   FROM (SELECT * FROM webhook_delivery d
                          WHERE d.seller_id = w.seller_id AND d.webhook_id = w.webhook_id AND d.due_at <= ?::timestamptz
                          ORDER BY d.due_at LIMIT ?) d) o
               WHERE w.active AND o.place <= coalesce(r.room, ?)),
            shared AS (
              SELECT o.*, row_number() OVER (PARTITION BY o.seller_id ORDER BY o.place, o.due_at) AS turn FROM oldest o),
            candidate AS (
              SELECT s.* FROM shared s LEFT JOIN unnest(?::text[], ?::int[]) AS r (seller_id, room) USING (seller_id)
               WHERE s.turn <= coalesce(r.room, ?) ORDER BY s.turn, s.due_at LIMIT ?),
            due AS (
              SELECT d.seller_id, d.webhook_id, d.delivery_id
                FROM candidate JOIN webhook_delivery d USING (seller_id, webhook_id, delivery_id)
               WHERE d.due_at <= ?::timestamptz FOR UPDATE OF d SKIP LOCKED)
            UPDATE webhook_delivery d SET due_at = ?::timestamptz, attempts = d.attempts + 1, last_at = ?::timestamptz
              FROM due JOIN webhook w USING (seller_id, webhook_id)
             WHERE d.seller_id = due.seller_id AND d.webhook_id = due.webhook_id AND d.delivery_id = due.delivery_id
            RETURNING d.seller_id, d.webhook_id, d.delivery_id, d.attempts, d.event_name, d.body, d.tried_since, d.due_at, w.url,
                      w.secret
            """;

    // Only whoever holds the lease: another may have taken it in hand since.
    private static final String SETTLE = """
            UPDATE webhook_delivery
               SET state = ?, due_at = ?, last_status = ?, last_millis = ?, last_error = ?, settled_at = ?
             WHERE seller_id = ? AND webhook_id = ? AND delivery_id = ? AND due_at = ?
            """;

    private static final String SUCCEEDED = """
            UPDATE webhook SET succeeded_at = ?
             WHERE seller_id = ? AND webhook_id = ? AND (succeeded_at IS NULL OR succeeded_at < ?)
            """;

    private static final String DISABLE = """
            UPDATE webhook SET active = false, disabled_reason = ?, disabled_at = ?, version = version + 1
             WHERE seller_id = ? AND webhook_id = ? AND active AND (succeeded_at IS NULL OR succeeded_at < ?)
               AND active_since <= ?
            """;

    private static final String DROP = """
            UPDATE webhook_delivery SET state = 'FAILED', due_at = NULL, settled_at = ?, last_error = ?
             WHERE seller_id = ? AND webhook_id = ? AND due_at IS NOT NULL
            """;

    private static final String AGAIN = """
            UPDATE webhook_delivery SET state = 'PENDING', due_at = ?, tried_since = ?, settled_at = NULL
             WHERE seller_id = ? AND webhook_id = ? AND delivery_id = ? AND due_at IS NULL
            """;

    private static final String PAGE = """
            SELECT delivery_id, event_id, event_name, state, attempts, created_at, last_at, last_status, last_millis, last_error, due_at,
                   settled_at
              FROM webhook_delivery
             WHERE seller_id = ? AND webhook_id = ? AND (?::text IS NULL OR state = ?)
               AND (?::timestamptz IS NULL OR (created_at, delivery_id) < (?::timestamptz, ?))
             ORDER BY created_at DESC, delivery_id DESC LIMIT ?
            """;

    private static final String FORGET = """
            DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM webhook_delivery WHERE settled_at < ? LIMIT 1000 FOR UPDATE SKIP LOCKED))
            """;

    void take(Connection tx, List<Owed> owed, Instant now) throws SQLException {
        if (owed.isEmpty()) {
            return;
        }
        try (PreparedStatement take = tx.prepareStatement(TAKE)) {
            for (int time = 1; time <= 3; time++) {
                take.setObject(time, utc(now));
            }
            take.setArray(4, texts(tx, owed.stream().map(Owed::sellerId).toList()));
            take.setArray(5, texts(tx, owed.stream().map(Owed::webhookId).toList()));
            take.setArray(6, texts(tx, owed.stream().map(Owed::deliveryId).toList()));
            take.setArray(7, texts(tx, owed.stream().map(Owed::eventId).toList()));
            take.setArray(8, texts(tx, owed.stream().map(Owed::name).toList()));
            take.setArray(
                    9, tx.createArrayOf("bytea", owed.stream().map(Owed::body).toArray(byte[][]::new)));
            take.executeUpdate();
        }
    }

    /** Takes some in hand until a lease is over. Worker role. */
    List<InHand> claim(Connection tx, Places places, Instant now, Instant lease) throws SQLException {
        Map<String, Integer> webhooks = places.roomOfWebhooks();
        Map<String, Integer> sellers = places.roomOfSellers();
        List<InHand> found = new ArrayList<>();
        try (PreparedStatement claim = tx.prepareStatement(CLAIM)) {
            claim.setArray(1, texts(tx, List.copyOf(webhooks.keySet())));
            claim.setArray(
                    2, tx.createArrayOf("int4", List.copyOf(webhooks.values()).toArray()));
            claim.setObject(3, utc(now));
            claim.setInt(4, places.ofAWebhook());
            claim.setInt(5, places.ofAWebhook());
            claim.setArray(6, texts(tx, List.copyOf(sellers.keySet())));
            claim.setArray(
                    7, tx.createArrayOf("int4", List.copyOf(sellers.values()).toArray()));
            claim.setInt(8, places.ofASeller());
            claim.setInt(9, places.free());
            claim.setObject(10, utc(now));
            claim.setObject(11, utc(lease));
            claim.setObject(12, utc(now));
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    found.add(new InHand(
                            rows.getString("seller_id"),
                            rows.getString("webhook_id"),
                            rows.getString("delivery_id"),
                            rows.getInt("attempts"),
                            rows.getString("event_name"),
                            rows.getBytes("body"),
                            Webhooks.time(rows, "tried_since"),
                            Webhooks.time(rows, "due_at"),
                            rows.getString("url"),
                            rows.getBytes("secret")));
                }
            }
        }
        return found;
    }

    /**
     * Writes down what came of one that is in hand; nothing when its lease is no longer ours.
     *
     * @param next when it is tried again; null when it is over
     */
    void settle(Connection tx, InHand one, Outcome outcome, @Nullable Instant next, Instant now) throws SQLException {
        State state = outcome.delivered() ? State.DELIVERED : next == null ? State.FAILED : State.PENDING;
        try (PreparedStatement settle = tx.prepareStatement(SETTLE)) {
            settle.setString(1, state.name());
            settle.setObject(2, utc(next));
            settle.setObject(3, outcome.status());
            settle.setInt(4, outcome.millis());
            settle.setString(5, outcome.error());
            settle.setObject(6, next == null ? utc(now) : null);
            settle.setString(7, one.sellerId());
            settle.setString(8, one.webhookId());
            settle.setString(9, one.deliveryId());
            settle.setObject(10, utc(one.lease()));
            settle.executeUpdate();
        }
        if (outcome.delivered()) {
            try (PreparedStatement succeeded = tx.prepareStatement(SUCCEEDED)) {
                succeeded.setObject(1, utc(now));
                succeeded.setString(2, one.sellerId());
                succeeded.setString(3, one.webhookId());
                succeeded.setObject(4, utc(now));
                succeeded.executeUpdate();
            }
        }
    }

    /** Disables a webhook at which nothing has arrived since then, with all that is owed to it. Whether it was. */
    boolean disable(Connection tx, InHand one, String reason, Instant now) throws SQLException {
        try (PreparedStatement disable = tx.prepareStatement(DISABLE)) {
            disable.setString(1, reason);
            disable.setObject(2, utc(now));
            disable.setString(3, one.sellerId());
            disable.setString(4, one.webhookId());
            disable.setObject(5, utc(one.triedSince()));
            disable.setObject(6, utc(one.triedSince()));
            if (disable.executeUpdate() == 0) {
                return false;
            }
        }
        drop(tx, one.sellerId(), one.webhookId(), "the webhook was disabled", now);
        return true;
    }

    /** Gives up all that is owed to a webhook. */
    void drop(Connection tx, String sellerId, String webhookId, String reason, Instant now) throws SQLException {
        try (PreparedStatement drop = tx.prepareStatement(DROP)) {
            drop.setObject(1, utc(now));
            drop.setString(2, reason);
            drop.setString(3, sellerId);
            drop.setString(4, webhookId);
            drop.executeUpdate();
        }
    }

    /** Has one that is over delivered again; false when there is none, or it is not over. */
    boolean again(Connection tx, String sellerId, String webhookId, String deliveryId, Instant now)
            throws SQLException {
        try (PreparedStatement again = tx.prepareStatement(AGAIN)) {
            again.setObject(1, utc(now));
            again.setObject(2, utc(now));
            again.setString(3, sellerId);
            again.setString(4, webhookId);
            again.setString(5, deliveryId);
            return again.executeUpdate() == 1;
        }
    }

    /** The newest first. */
    List<Logged> page(
            Connection tx, String sellerId, String webhookId, @Nullable State state, @Nullable Cursor after, int most)
            throws SQLException {
        List<Logged> found = new ArrayList<>();
        try (PreparedStatement page = tx.prepareStatement(PAGE)) {
            page.setString(1, sellerId);
            page.setString(2, webhookId);
            page.setString(3, state == null ? null : state.name());
            page.setString(4, state == null ? null : state.name());
            page.setObject(5, after == null ? null : utc(after.instant(0)));
            page.setObject(6, after == null ? null : utc(after.instant(0)));
            page.setString(7, after == null ? null : after.text(1));
            page.setInt(8, most);
            try (ResultSet rows = page.executeQuery()) {
                while (rows.next()) {
                    found.add(new Logged(
                            rows.getString("delivery_id"),
                            rows.getString("event_id"),
                            rows.getString("event_name"),
                            State.valueOf(rows.getString("state")),
                            rows.getInt("attempts"),
                            Objects.requireNonNull(Webhooks.instant(rows, "created_at")),
                            Webhooks.instant(rows, "last_at"),
                            rows.getObject("last_status", Integer.class),
                            rows.getObject("last_millis", Integer.class),
                            rows.getString("last_error"),
                            Webhooks.instant(rows, "due_at"),
                            Webhooks.instant(rows, "settled_at")));
                }
            }
        }
        return found;
    }

    /** Removes from the log what was over before then; how many, at most a thousand. */
    int forget(Connection tx, Instant before) throws SQLException {
        try (PreparedStatement forget = tx.prepareStatement(FORGET)) {
            forget.setObject(1, utc(before));
            return forget.executeUpdate();
        }
    }

    private static java.sql.Array texts(Connection tx, List<String> texts) throws SQLException {
        return tx.createArrayOf("text", texts.toArray());
    }
}
