package dev.rapport.message.strike.adapter;

import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.strike.model.Ledger;
import dev.rapport.message.strike.model.Violation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link Violations} in PostgreSQL. */
@Singleton
final class PostgresViolations implements Violations {

    private static final String COLUMNS = """
            v.seller_id, v.violation_id, v.source, v.conversation_id, v.rules, v.agent_id, v.violated_at, v.strike""";

    private static final String LEDGERS = """
            SELECT l.seller_id, l.frozen_from, l.frozen_until, l.spent FROM strike_ledger l WHERE l.seller_id = ANY (?)
            """;

    private static final String STRIKES = """
            SELECT %s
              FROM violation v
              JOIN strike_ledger l USING (seller_id)
             WHERE v.seller_id = ANY (?) AND (v.strike = 'UNSPENT' OR v.strike = 'SPENT' AND v.violation_id = ANY (l.spent))
            """.formatted(COLUMNS);

    private static final String FIND = """
            SELECT %s FROM unnest(?, ?) AS w (seller_id, violation_id) JOIN violation v USING (seller_id, violation_id)
            """.formatted(COLUMNS);

    private static final String PAGE = """
            SELECT %s
              FROM violation v
             WHERE v.seller_id = ? AND (v.violated_at, v.violation_id) < (?::timestamptz, ?)
             ORDER BY v.violated_at DESC, v.violation_id DESC
             LIMIT ?
            """.formatted(COLUMNS);

    private static final String KEEP = """
            INSERT INTO violation AS v (seller_id, violation_id, source, conversation_id, rules, agent_id, violated_at, recorded_at, strike)
            SELECT seller_id, violation_id, source, conversation_id, string_to_array(rules, E'\\n'), agent_id, violated_at, recorded_at, strike
              FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                   AS n (seller_id, violation_id, source, conversation_id, rules, agent_id, violated_at, recorded_at, strike)
            ON CONFLICT (seller_id, violation_id) DO UPDATE SET strike = excluded.strike
            """;

    private static final String KEEP_LEDGERS = """
            INSERT INTO strike_ledger (seller_id, unspent, frozen_from, frozen_until, spent, thaw_at)
            SELECT seller_id, unspent, frozen_from, frozen_until, string_to_array(spent, E'\\n'), frozen_until
              FROM unnest(?, ?, ?, ?, ?) AS n (seller_id, unspent, frozen_from, frozen_until, spent)
            ON CONFLICT (seller_id) DO UPDATE
               SET unspent = excluded.unspent, frozen_from = excluded.frozen_from, frozen_until = excluded.frozen_until,
                   spent = excluded.spent, thaw_at = excluded.thaw_at
            """;

    @Override
    public void hold(Connection tx, String sellerId) throws SQLException {
        lock(tx, "SELECT pg_advisory_xact_lock_shared(hashtextextended('strike-ledger ' || ?, 0))", sellerId);
    }

    @Override
    public void holdToWrite(Connection tx, String sellerId) throws SQLException {
        lock(tx, "SELECT pg_advisory_xact_lock(hashtextextended('strike-ledger ' || ?, 0))", sellerId);
    }

    private static void lock(Connection tx, String sql, String sellerId) throws SQLException {
        try (PreparedStatement lock = tx.prepareStatement(sql)) {
            lock.setString(1, sellerId);
            lock.executeQuery().close();
        }
    }

    @Override
    public @Nullable Instant frozenUntil(Connection tx, String sellerId, Instant now) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT frozen_until FROM strike_ledger WHERE seller_id = ? AND frozen_until > ?")) {
            query.setString(1, sellerId);
            Rows.set(query, 2, now);
            return Rows.first(query, row -> Rows.time(row, "frozen_until"));
        }
    }

    /** A row of table strike_ledger without its strikes. */
    private record Head(String sellerId, Ledger.@Nullable Freeze freeze, Set<String> spent) {}

    @Override
    public Map<String, Ledger> ledgers(Connection tx, Collection<String> sellers) throws SQLException {
        var ledgers = new HashMap<String, Ledger>();
        sellers.forEach(seller -> ledgers.put(seller, Ledger.CLEAN));
        List<Head> heads = heads(tx, sellers);
        if (heads.isEmpty()) {
            return ledgers;
        }
        Map<String, List<Violation>> strikes = strikes(tx, sellers);
        for (Head head : heads) {
            var unspent = new ArrayList<Violation>();
            var spent = new ArrayList<Violation>();
            for (Violation strike : strikes.getOrDefault(head.sellerId, List.of())) {
                (head.spent.contains(strike.id()) ? spent : unspent).add(strike);
            }
            ledgers.put(head.sellerId, new Ledger(unspent, spent, head.freeze));
        }
        return ledgers;
    }

    private static List<Head> heads(Connection tx, Collection<String> sellers) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(LEDGERS)) {
            Rows.set(query, 1, List.copyOf(sellers));
            return Rows.all(query, row -> {
                Instant from = Rows.timeOrNull(row, "frozen_from");
                Ledger.Freeze freeze = from == null ? null : new Ledger.Freeze(from, Rows.time(row, "frozen_until"));
                return new Head(row.getString("seller_id"), freeze, Set.copyOf(Rows.texts(row, "spent")));
            });
        }
    }

    private static Map<String, List<Violation>> strikes(Connection tx, Collection<String> sellers) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(STRIKES)) {
            Rows.set(query, 1, List.copyOf(sellers));
            return Rows.all(query, PostgresViolations::read).stream()
                    .collect(Collectors.groupingBy(Violation::sellerId));
        }
    }

    @Override
    public List<Violation> find(Connection tx, Collection<ViolationKey> keys) throws SQLException {
        try (var query = new Columns<>(tx, FIND, keys)) {
            query.text(ViolationKey::sellerId).text(ViolationKey::violationId);
            return query.all(PostgresViolations::read);
        }
    }

    @Override
    public void keep(Connection tx, Collection<Violation> violations, Instant recordedAt) throws SQLException {
        if (violations.isEmpty()) {
            return;
        }
        try (var insert = new Columns<>(tx, KEEP, violations)) {
            insert.text(Violation::sellerId)
                    .text(Violation::id)
                    .text(Violation::source)
                    .text(Violation::conversationId)
                    .text(violation -> String.join("\n", violation.rules()))
                    .text(Violation::agentId)
                    .time(Violation::violatedAt)
                    .time(_ -> recordedAt)
                    .text(Violation::strike);
            insert.update();
        }
    }

    @Override
    public void keepLedgers(Connection tx, Map<String, Ledger> ledgers) throws SQLException {
        var changed = ledgers.entrySet().stream()
                .filter(entry -> entry.getValue() != Ledger.CLEAN)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        try (var insert = new Columns<>(tx, KEEP_LEDGERS, changed)) {
            insert.text(Map.Entry::getKey)
                    .add("int4", entry -> entry.getValue().unspent().size())
                    .time(entry -> entry.getValue().freeze() == null
                            ? null
                            : entry.getValue().freeze().from())
                    .time(entry -> entry.getValue().freeze() == null
                            ? null
                            : entry.getValue().freeze().until())
                    .text(entry ->
                            entry.getValue().spent().stream().map(Violation::id).collect(Collectors.joining("\n")));
            insert.update();
        }
    }

    @Override
    public List<Violation> page(Connection tx, String sellerId, @Nullable Position after, int fetch)
            throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(PAGE)) {
            query.setString(1, sellerId);
            query.setString(2, after == null ? "infinity" : after.violatedAt().toString());
            query.setString(3, after == null ? "" : after.violationId());
            query.setInt(4, fetch);
            return Rows.all(query, PostgresViolations::read);
        }
    }

    private static Violation read(ResultSet row) throws SQLException {
        return new Violation(
                row.getString("seller_id"),
                row.getString("violation_id"),
                Violation.Source.valueOf(row.getString("source")),
                row.getString("conversation_id"),
                Rows.texts(row, "rules"),
                row.getString("agent_id"),
                Rows.time(row, "violated_at"),
                Violation.Strike.valueOf(row.getString("strike")));
    }
}
