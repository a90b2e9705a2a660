package dev.rapport.care.effect;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums behind the reports. */
@Singleton
final class CareReports {
    private static final String COSTS = """
            SELECT c.rule_id, min(r.name) AS name, c.currency, sum(c.amount) AS amount,
                   count(*) FILTER (WHERE c.entry = 'CHARGE') - count(*) FILTER (WHERE c.entry = 'REVERSAL') AS messages
              FROM care_cost c
              LEFT JOIN care_rule r ON r.seller_id = c.seller_id AND r.rule_id = c.rule_id
             WHERE c.seller_id = ? AND c.month = ?
             GROUP BY c.rule_id, c.currency
             ORDER BY c.rule_id NULLS LAST, c.currency
            """;

    // A dispute counts when it was opened after the need: what came before, the message could not have prevented. An
    // order whose need was
    // no longer true, or told by another rule, is no order that was not reached.
    private static final String COUNTS = """
            SELECT m.rule_id, m.status, m.reason, count(*) AS messages, count(m.read_at) AS read,
                   count(*) FILTER (WHERE EXISTS (
                     SELECT FROM disputes d
                      WHERE d.seller_id = m.seller_id AND d.order_id = m.order_id AND d.opened_at >= m.needed_at)) AS disputed
              FROM care_message m
             WHERE m.seller_id = ? AND m.rule_id IS NOT NULL
             GROUP BY m.rule_id, m.status, m.reason
            """;

    /** What one rule cost; {@code ruleId} null for manual messages. */
    record Cost(@Nullable String ruleId, @Nullable String name, String currency, BigDecimal amount, long messages) {}

    /** What became of a rule's needs. */
    static final class Counts {
        long planned;
        long sent;
        long delivered;
        long failed;
        long read;
        long reachedDisputed;
        long unreached;
        long unreachedDisputed;
        final Map<String, Long> suppressed = new TreeMap<>();
    }

    List<Cost> costs(Connection tx, String sellerId, String month) throws SQLException {
        List<Cost> costs = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(COSTS)) {
            select.setString(1, sellerId);
            select.setString(2, month);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    costs.add(new Cost(
                            rows.getString("rule_id"),
                            rows.getString("name"),
                            rows.getString("currency"),
                            rows.getBigDecimal("amount"),
                            rows.getLong("messages")));
                }
            }
        }
        return costs;
    }

    Map<String, Counts> counts(Connection tx, String sellerId) throws SQLException {
        Map<String, Counts> counts = new TreeMap<>();
        try (PreparedStatement select = tx.prepareStatement(COUNTS)) {
            select.setString(1, sellerId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    add(counts.computeIfAbsent(rows.getString("rule_id"), _ -> new Counts()), rows);
                }
            }
        }
        return counts;
    }

    private static void add(Counts counts, ResultSet row) throws SQLException {
        long messages = row.getLong("messages");
        long disputed = row.getLong("disputed");
        counts.read += row.getLong("read");
        switch (row.getString("status")) {
            case "PLANNED", "DEFERRED" -> counts.planned += messages;
            case "SENT" -> reached(counts, messages, disputed);
            case "DELIVERED" -> {
                counts.delivered += messages;
                reached(counts, messages, disputed);
            }
            case "FAILED" -> {
                counts.failed += messages;
                unreached(counts, messages, disputed);
            }
            case "SUPPRESSED" -> {
                String reason = row.getString("reason");
                counts.suppressed.merge(reason, messages, Long::sum);
                if (!reason.equals("NO_LONGER_TRUE") && !reason.equals("DUPLICATE")) {
                    unreached(counts, messages, disputed);
                }
            }
            default -> throw new IllegalStateException("a care message has a status");
        }
    }

    private static void reached(Counts counts, long messages, long disputed) {
        counts.sent += messages;
        counts.reachedDisputed += disputed;
    }

    private static void unreached(Counts counts, long messages, long disputed) {
        counts.unreached += messages;
        counts.unreachedDisputed += disputed;
    }
}
