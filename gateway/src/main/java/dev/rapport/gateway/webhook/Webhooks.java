package dev.rapport.gateway.webhook;

import jakarta.inject.Singleton;
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
import org.jspecify.annotations.Nullable;

/** The table of webhooks. */
@Singleton
class Webhooks {

    private static final String COLUMNS =
            "SELECT seller_id, webhook_id, url, events, secret, active, disabled_reason, disabled_at, succeeded_at, created_at,"
                    + " active_since, version FROM webhook ";

    private static final String KEEP = """
            INSERT INTO webhook (seller_id, webhook_id, url, events, secret, active, disabled_reason, disabled_at, created_at,
                                 active_since, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, webhook_id) DO UPDATE
               SET url = excluded.url, events = excluded.events, secret = excluded.secret, active = excluded.active,
                   disabled_reason = excluded.disabled_reason, disabled_at = excluded.disabled_at,
                   active_since = excluded.active_since, version = excluded.version
            """;

    /** All of a seller, the oldest first. */
    List<Webhook> of(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement query =
                tx.prepareStatement(COLUMNS + "WHERE seller_id = ? ORDER BY created_at, webhook_id")) {
            query.setString(1, sellerId);
            return all(query);
        }
    }

    /** @param lock whether it is going to be changed */
    @Nullable
    Webhook find(Connection tx, String sellerId, String webhookId, boolean lock) throws SQLException {
        String query = COLUMNS + "WHERE seller_id = ? AND webhook_id = ?" + (lock ? " FOR UPDATE" : "");
        try (PreparedStatement find = tx.prepareStatement(query)) {
            find.setString(1, sellerId);
            find.setString(2, webhookId);
            List<Webhook> found = all(find);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    /** Those of these sellers that are active. Worker role. */
    List<Webhook> active(Connection tx, Collection<String> sellers) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(COLUMNS + "WHERE seller_id = ANY (?) AND active")) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            return all(query);
        }
    }

    void keep(Connection tx, Webhook webhook) throws SQLException {
        try (PreparedStatement keep = tx.prepareStatement(KEEP)) {
            keep.setString(1, webhook.sellerId());
            keep.setString(2, webhook.webhookId());
            keep.setString(3, webhook.url());
            keep.setArray(4, tx.createArrayOf("text", webhook.events().toArray()));
            keep.setBytes(5, webhook.sealedSecret());
            keep.setBoolean(6, webhook.active());
            keep.setString(7, webhook.disabledReason());
            keep.setObject(8, utc(webhook.disabledAt()));
            keep.setObject(9, utc(webhook.createdAt()));
            keep.setObject(10, utc(webhook.activeSince()));
            keep.setLong(11, webhook.version());
            keep.executeUpdate();
        }
    }

    /** Removes it and all that is known of its deliveries. */
    void remove(Connection tx, String sellerId, String webhookId) throws SQLException {
        for (String table : List.of("webhook_delivery", "webhook")) {
            try (PreparedStatement delete =
                    tx.prepareStatement("DELETE FROM " + table + " WHERE seller_id = ? AND webhook_id = ?")) {
                delete.setString(1, sellerId);
                delete.setString(2, webhookId);
                delete.executeUpdate();
            }
        }
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<Webhook> all(PreparedStatement query) throws SQLException {
        List<Webhook> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Webhook(
                        rows.getString("seller_id"),
                        rows.getString("webhook_id"),
                        rows.getString("url"),
                        List.of((String[]) rows.getArray("events").getArray()),
                        rows.getBytes("secret"),
                        rows.getBoolean("active"),
                        rows.getString("disabled_reason"),
                        instant(rows, "disabled_at"),
                        instant(rows, "succeeded_at"),
                        time(rows, "created_at"),
                        time(rows, "active_since"),
                        rows.getLong("version")));
            }
        }
        return found;
    }
}
