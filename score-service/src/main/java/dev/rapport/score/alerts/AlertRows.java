package dev.rapport.score.alerts;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.kit.page.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Table {@code alert}. */
final class AlertRows {
    private static final String COLUMNS = """
            alert_id, rule, severity, subject, value, threshold, raised_at, resolved_at, acknowledged_at, acknowledged_by, version
            """;

    /** What both facts tell is taken as it comes; one that is known already changes nothing. */
    private static final String RAISE = """
            INSERT INTO alert AS known (seller_id, alert_id, rule, severity, subject, value, threshold, raised_at, own, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (seller_id, alert_id) DO UPDATE SET raised_at = excluded.raised_at, version = known.version + 1
             WHERE known.raised_at > excluded.raised_at
            """;

    private static final String RESOLVE = """
            INSERT INTO alert AS known
                   (seller_id, alert_id, rule, severity, subject, value, threshold, raised_at, own, version, resolved_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
            ON CONFLICT (seller_id, alert_id) DO UPDATE
               SET resolved_at = excluded.resolved_at, value = coalesce(excluded.value, known.value), version = known.version + 1
             WHERE known.resolved_at IS NULL
            """;

    private AlertRows() {}

    /** Of what an open alert of ours is. */
    record Open(String sellerId, String rule, String subject) {}

    /** Which open alerts is asked for. */
    enum State {
        OPEN("resolved_at IS NULL"),
        RAISED("resolved_at IS NULL AND acknowledged_at IS NULL"),
        ACKNOWLEDGED("resolved_at IS NULL AND acknowledged_at IS NOT NULL"),
        RESOLVED("resolved_at IS NOT NULL"),
        ANY("true");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Writes down what a fact says.
     *
     * @param own whether this service raised it; of no account when it is known
     */
    static void write(Connection tx, AlertEvent fact, boolean own) throws SQLException {
        switch (fact) {
            case AlertRaised raised -> {
                try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
                    bind(statement, raised.sellerId(), raised.alertId(), raised.rule(), raised.severity());
                    bind(statement, raised.subject(), raised.value(), raised.threshold(), raised.at(), own);
                    statement.executeUpdate();
                }
            }
            case AlertResolved resolved -> {
                try (PreparedStatement statement = tx.prepareStatement(RESOLVE)) {
                    bind(statement, resolved.sellerId(), resolved.alertId(), resolved.rule(), resolved.severity());
                    bind(statement, resolved.subject(), resolved.value(), resolved.threshold(), resolved.at(), own);
                    statement.setObject(10, resolved.at().atOffset(ZoneOffset.UTC));
                    statement.executeUpdate();
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, String seller, String id, String rule, String severity)
            throws SQLException {
        statement.setString(1, seller);
        statement.setString(2, id);
        statement.setString(3, rule);
        statement.setString(4, severity);
    }

    private static void bind(
            PreparedStatement statement,
            String subject,
            @Nullable Double value,
            @Nullable Double threshold,
            Instant at,
            boolean own)
            throws SQLException {
        statement.setString(5, subject);
        statement.setObject(6, value, Types.DOUBLE);
        statement.setObject(7, threshold, Types.DOUBLE);
        statement.setObject(8, at.atOffset(ZoneOffset.UTC));
        statement.setBoolean(9, own);
    }

    /** The ids of the open alerts this service raised for some sellers. */
    static Map<Open, AlertRaised> open(Connection tx, Collection<String> sellers) throws SQLException {
        String read = """
                SELECT seller_id, alert_id, rule, severity, subject, value, threshold, raised_at FROM alert
                 WHERE own AND resolved_at IS NULL AND seller_id = ANY (?)
                """;
        Map<Open, AlertRaised> open = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    AlertRaised raised = new AlertRaised(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getObject(6, Double.class),
                            rows.getObject(7, Double.class),
                            rows.getObject(8, OffsetDateTime.class).toInstant());
                    open.put(new Open(raised.sellerId(), raised.rule(), raised.subject()), raised);
                }
            }
        }
        return open;
    }

    /** A page of a seller's alerts, newest first. */
    static List<Alert> read(Connection tx, String sellerId, State state, @Nullable Cursor after, int limit)
            throws SQLException {
        String read = "SELECT " + COLUMNS + " FROM alert WHERE seller_id = ? AND " + state.condition
                + (after == null ? "" : " AND (raised_at, alert_id) < (?, ?)")
                + " ORDER BY raised_at DESC, alert_id DESC LIMIT ?";
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            int at = 1;
            statement.setString(at++, sellerId);
            if (after != null) {
                statement.setObject(at++, after.instant(0).atOffset(ZoneOffset.UTC));
                statement.setString(at++, after.text(1));
            }
            statement.setInt(at, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Alert> alerts = new ArrayList<>();
                while (rows.next()) {
                    alerts.add(alert(rows));
                }
                return alerts;
            }
        }
    }

    /** An alert, locked until the transaction ends; null when there is none. */
    static @Nullable Alert lock(Connection tx, String sellerId, String alertId) throws SQLException {
        String read = "SELECT " + COLUMNS + " FROM alert WHERE seller_id = ? AND alert_id = ? FOR UPDATE";
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setString(1, sellerId);
            statement.setString(2, alertId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? alert(row) : null;
            }
        }
    }

    /** Writes down who has seen it. */
    static void acknowledge(Connection tx, String sellerId, String alertId, String agent, Instant at)
            throws SQLException {
        String write = """
                UPDATE alert SET acknowledged_at = ?, acknowledged_by = ?, version = version + 1
                 WHERE seller_id = ? AND alert_id = ?
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setString(2, agent);
            statement.setString(3, sellerId);
            statement.setString(4, alertId);
            statement.executeUpdate();
        }
    }

    private static Alert alert(ResultSet row) throws SQLException {
        Instant resolvedAt = instant(row, "resolved_at");
        Instant acknowledgedAt = instant(row, "acknowledged_at");
        return new Alert(
                row.getString("alert_id"),
                row.getString("rule"),
                row.getString("severity"),
                row.getString("subject"),
                row.getObject("value", Double.class),
                row.getObject("threshold", Double.class),
                resolvedAt != null ? "resolved" : acknowledgedAt != null ? "acknowledged" : "raised",
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                resolvedAt,
                acknowledgedAt,
                row.getString("acknowledged_by"),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
