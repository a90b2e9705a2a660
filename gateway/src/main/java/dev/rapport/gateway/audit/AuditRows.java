package dev.rapport.gateway.audit;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two tables of the audit log. */
@Singleton
class AuditRows {

    /**
     * One entry as it is read.
     *
     * @param status null where it is not known how the request ended
     */
    record Recorded(
            Intent intent,
            @Nullable Integer status,
            @Nullable Instant settledAt,
            @Nullable String location) {}

    /**
     * Which entries are wanted.
     *
     * @param from the first moment
     * @param to the first moment that is not wanted any more
     */
    record Wanted(
            @Nullable String actor,
            @Nullable String action,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Where the page before ended. */
    record Position(Instant at, UUID auditId) {}

    private static final String INTENTS = """
            INSERT INTO audit_intent (audit_id, seller_id, at, actor, roles, action, method, path, ids, trace_id)
            SELECT audit_id, seller_id, at, actor, string_to_array(roles, ','), action, method, path, ids::jsonb, trace_id
              FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::text[]) AS w (audit_id, seller_id, at, actor, roles, action, method, path, ids, trace_id)
            """;

    // A batch that was committed without our hearing of it is sent again.
    private static final String OUTCOMES = """
            INSERT INTO audit_outcome (audit_id, seller_id, at, status, location)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::smallint[], ?::text[])
            ON CONFLICT DO NOTHING
            """;

    private static final String ENTRIES = """
            SELECT i.audit_id, i.seller_id, i.at, i.actor, i.roles, i.action, i.method, i.path, i.ids, i.trace_id, o.status,
                   o.at AS settled_at, o.location
              FROM audit_intent i LEFT JOIN audit_outcome o ON o.audit_id = i.audit_id AND o.seller_id = i.seller_id
            """;

    /** Adds intents; they are on disk once this is committed, whatever the server is set to: see the audit connections' settings. */
    void intend(Connection tx, List<Intent> intents) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(INTENTS)) {
            insert.setArray(1, array(tx, "uuid", intents.stream().map(Intent::auditId)));
            insert.setArray(2, array(tx, "text", intents.stream().map(Intent::sellerId)));
            insert.setArray(3, array(tx, "timestamptz", intents.stream().map(each -> utc(each.at()))));
            insert.setArray(4, array(tx, "text", intents.stream().map(Intent::actor)));
            insert.setArray(5, array(tx, "text", intents.stream().map(each -> String.join(",", each.roles()))));
            insert.setArray(6, array(tx, "text", intents.stream().map(Intent::action)));
            insert.setArray(7, array(tx, "text", intents.stream().map(Intent::method)));
            insert.setArray(8, array(tx, "text", intents.stream().map(Intent::path)));
            insert.setArray(9, array(tx, "text", intents.stream().map(each -> json(each.ids()))));
            insert.setArray(10, array(tx, "text", intents.stream().map(Intent::traceId)));
            insert.executeUpdate();
        }
    }

    /** Adds outcomes. One that a crash of the server takes back is one of which nothing is known. */
    void settle(Connection tx, List<Outcome> outcomes) throws SQLException {
        try (Statement set = tx.createStatement()) {
            set.execute("SET LOCAL synchronous_commit = off");
        }
        try (PreparedStatement insert = tx.prepareStatement(OUTCOMES)) {
            insert.setArray(1, array(tx, "uuid", outcomes.stream().map(Outcome::auditId)));
            insert.setArray(2, array(tx, "text", outcomes.stream().map(Outcome::sellerId)));
            insert.setArray(3, array(tx, "timestamptz", outcomes.stream().map(each -> utc(each.at()))));
            insert.setArray(4, array(tx, "int2", outcomes.stream().map(each -> (short) each.status())));
            insert.setArray(5, array(tx, "text", outcomes.stream().map(Outcome::location)));
            insert.executeUpdate();
        }
    }

    /**
     * The newest first.
     *
     * @param sellerId null for all that the transaction sees
     */
    List<Recorded> page(Connection tx, @Nullable String sellerId, Wanted wanted, @Nullable Position after, int most)
            throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        add(conditions, values, "i.seller_id = ?", sellerId);
        add(conditions, values, "i.actor = ?", wanted.actor());
        add(conditions, values, "i.action = ?", wanted.action());
        add(conditions, values, "i.at >= ?", wanted.from() == null ? null : utc(wanted.from()));
        add(conditions, values, "i.at < ?", wanted.to() == null ? null : utc(wanted.to()));
        if (after != null) {
            conditions.add("(i.at, i.audit_id) < (?, ?)");
            values.add(utc(after.at()));
            values.add(after.auditId());
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        try (PreparedStatement query =
                tx.prepareStatement(ENTRIES + where + " ORDER BY i.at DESC, i.audit_id DESC LIMIT ?")) {
            int place = 1;
            for (Object value : values) {
                query.setObject(place++, value);
            }
            query.setInt(place, most);
            List<Recorded> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(entry(rows));
                }
            }
            return found;
        }
    }

    /** Removes some of what is older; how many, at most that many. */
    long forget(Connection tx, Duration keep, int most) throws SQLException {
        try (PreparedStatement forget =
                tx.prepareStatement("SELECT audit_forget(make_interval(secs => ?), ?) AS removed")) {
            forget.setLong(1, keep.toSeconds());
            forget.setInt(2, most);
            try (ResultSet row = forget.executeQuery()) {
                row.next();
                return row.getLong("removed");
            }
        }
    }

    private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static Recorded entry(ResultSet row) throws SQLException {
        Map<String, String> ids = new TreeMap<>();
        new JsonObject(row.getString("ids")).forEach(id -> ids.put(id.getKey(), String.valueOf(id.getValue())));
        OffsetDateTime settledAt = row.getObject("settled_at", OffsetDateTime.class);
        Intent intent = new Intent(
                row.getObject("audit_id", UUID.class),
                row.getString("seller_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("action"),
                row.getString("method"),
                row.getString("path"),
                ids,
                row.getString("trace_id"));
        return new Recorded(
                intent,
                row.getObject("status", Integer.class),
                settledAt == null ? null : settledAt.toInstant(),
                row.getString("location"));
    }

    private static java.sql.Array array(
            Connection tx, String type, java.util.stream.Stream<? extends @Nullable Object> values)
            throws SQLException {
        return tx.createArrayOf(type, values.toArray());
    }

    private static String json(Map<String, String> ids) {
        JsonObject json = new JsonObject();
        ids.forEach(json::put);
        return json.encode();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
