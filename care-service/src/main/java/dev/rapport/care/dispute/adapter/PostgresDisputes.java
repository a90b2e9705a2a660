package dev.rapport.care.dispute.adapter;

import dev.rapport.care.dispute.application.Disputes;
import dev.rapport.care.dispute.model.Dispute;
import dev.rapport.care.dispute.model.Dispute.Closing;
import dev.rapport.care.dispute.model.Dispute.Key;
import dev.rapport.care.dispute.model.Dispute.Opening;
import dev.rapport.care.join.Reports;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins what a batch tells of disputes to what is known of them. */
@Singleton
final class PostgresDisputes implements Disputes {
    private static final String KNOWN = """
            SELECT d.*
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, dispute_id)
              JOIN disputes d ON d.seller_id = k.seller_id AND d.dispute_id = k.dispute_id
            """;

    /** Disputes are a hundredth of the orders: a JDBC batch does. */
    private static final String KEEP = """
            INSERT INTO disputes (seller_id, dispute_id, order_id, product_id, country, reason, opened_at, respond_by,
                                  closed_at, outcome)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, dispute_id) DO UPDATE
              SET order_id = excluded.order_id, product_id = excluded.product_id, country = excluded.country,
                  reason = excluded.reason, opened_at = excluded.opened_at, respond_by = excluded.respond_by,
                  closed_at = excluded.closed_at, outcome = excluded.outcome
            """;

    @Override
    public int join(Connection tx, Collection<Dispute> reports) throws SQLException {
        if (reports.isEmpty()) {
            return 0;
        }
        Reports<Key, Dispute> told = new Reports<>(reports, Dispute::key, Dispute::merge);
        List<Dispute> changed = told.changing(known(tx, told.keys()));
        keep(tx, changed);
        return changed.size();
    }

    private static Map<Key, Dispute> known(Connection tx, Collection<Key> keys) throws SQLException {
        Map<Key, Dispute> known = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            statement.setArray(
                    1, tx.createArrayOf("text", keys.stream().map(Key::sellerId).toArray()));
            statement.setArray(
                    2,
                    tx.createArrayOf("text", keys.stream().map(Key::disputeId).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Dispute dispute = read(row);
                    known.put(dispute.key(), dispute);
                }
            }
        }
        return known;
    }

    private static void keep(Connection tx, List<Dispute> disputes) throws SQLException {
        if (disputes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            for (Dispute dispute : disputes) {
                Opening opening = dispute.opening();
                Closing closing = dispute.closing();
                statement.setString(1, dispute.key().sellerId());
                statement.setString(2, dispute.key().disputeId());
                statement.setString(3, opening == null ? null : opening.orderId());
                statement.setString(4, opening == null ? null : opening.productId());
                statement.setString(5, opening == null ? null : opening.country());
                statement.setString(6, opening == null ? null : opening.reason());
                instant(statement, 7, opening == null ? null : opening.openedAt());
                instant(statement, 8, opening == null ? null : opening.respondBy());
                instant(statement, 9, closing == null ? null : closing.closedAt());
                statement.setString(10, closing == null ? null : closing.outcome());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Dispute read(ResultSet row) throws SQLException {
        Instant openedAt = instant(row, "opened_at");
        Instant closedAt = instant(row, "closed_at");
        return new Dispute(
                new Key(row.getString("seller_id"), row.getString("dispute_id")),
                openedAt == null
                        ? null
                        : new Opening(
                                openedAt,
                                row.getString("order_id"),
                                row.getString("product_id"),
                                row.getString("country"),
                                row.getString("reason"),
                                instant(row, "respond_by")),
                closedAt == null ? null : new Closing(closedAt, row.getString("outcome")));
    }

    private static void instant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        statement.setObject(
                index, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
