package dev.rapport.message.connector.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.EventCodec;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.message.connector.application.Dispatches;
import dev.rapport.message.connector.application.Slots;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@link Dispatches} in PostgreSQL. */
@Singleton
final class PostgresDispatches implements Dispatches {

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    // What was delivered is not delivered again, whatever is asked for: only its receipt is repeated.
    private static final String TAKE = """
            INSERT INTO connector_dispatch AS d (seller_id, dispatch_id, attempt, request, tries, due_at)
            SELECT seller_id, dispatch_id, attempt, request, 0, due_at
              FROM unnest(?, ?, ?, ?, ?) AS w (seller_id, dispatch_id, attempt, request, due_at)
            ON CONFLICT (seller_id, dispatch_id) DO UPDATE
               SET attempt = excluded.attempt, tries = 0, due_at = excluded.due_at,
                   request = CASE WHEN d.code = 200 THEN NULL ELSE excluded.request END
             WHERE d.attempt < excluded.attempt
            """;

    // The sellers who have something waiting one after the other, so that what one has waiting costs nothing; of each
    // its oldest.
    private static final String CLAIM = """
            WITH RECURSIVE waiting AS (
              (SELECT seller_id FROM connector_dispatch WHERE due_at IS NOT NULL ORDER BY seller_id LIMIT 1)
              UNION ALL
              SELECT (SELECT n.seller_id FROM connector_dispatch n
                       WHERE n.due_at IS NOT NULL AND n.seller_id > w.seller_id ORDER BY n.seller_id LIMIT 1)
                FROM waiting w WHERE w.seller_id IS NOT NULL),
            candidate AS (
              SELECT o.seller_id, o.dispatch_id
                FROM waiting w
                LEFT JOIN unnest(?::text[], ?::int[]) AS r (seller_id, room) USING (seller_id)
               CROSS JOIN LATERAL (
                 SELECT seller_id, dispatch_id, due_at, row_number() OVER (ORDER BY due_at) AS place
                   FROM (SELECT d.seller_id, d.dispatch_id, d.due_at FROM connector_dispatch d
                          WHERE d.seller_id = w.seller_id AND d.due_at <= ?::timestamptz ORDER BY d.due_at LIMIT ?) oldest) o
               WHERE o.place <= coalesce(r.room, ?)
               ORDER BY o.place, o.due_at
               LIMIT ?),
            due AS (
              SELECT d.seller_id, d.dispatch_id FROM candidate JOIN connector_dispatch d USING (seller_id, dispatch_id)
               WHERE d.due_at <= ?::timestamptz FOR UPDATE OF d SKIP LOCKED)
            UPDATE connector_dispatch d SET due_at = ?::timestamptz, tries = d.tries + 1
              FROM due LEFT JOIN connector c ON c.seller_id = due.seller_id AND c.active
             WHERE d.seller_id = due.seller_id AND d.dispatch_id = due.dispatch_id
            RETURNING d.seller_id, d.dispatch_id, d.attempt, d.request, d.tries, d.due_at, d.code, d.external_message_id, d.detail,
                      c.kind, c.url, c.secret
            """;

    private static final String LATER = """
            UPDATE connector_dispatch SET due_at = ? WHERE seller_id = ? AND dispatch_id = ? AND attempt = ? AND due_at = ?""";

    private static final String OVER = """
            UPDATE connector_dispatch
               SET due_at = NULL, request = NULL, code = ?, external_message_id = ?, detail = ?, reported_at = ?
             WHERE seller_id = ? AND dispatch_id = ? AND attempt = ?
            """;

    private static final String FORGET = """
            DELETE FROM connector_dispatch d
             USING (SELECT seller_id, dispatch_id FROM connector_dispatch WHERE due_at IS NULL AND reported_at < ? LIMIT ?) o
             WHERE d.seller_id = o.seller_id AND d.dispatch_id = o.dispatch_id
            """;

    private final EventCodec codec = new EventCodec();
    private final ObjectMapper json;

    PostgresDispatches(ObjectMapper json) {
        this.json = json;
    }

    private record Key(String sellerId, String dispatchId) {}

    @Override
    public void take(Connection tx, List<DispatchRequested> requests, Instant now) throws SQLException {
        if (requests.isEmpty()) {
            return;
        }
        Set<String> connected = connected(tx, requests);
        // One statement cannot touch a row twice: of several attempts the newest is taken.
        Map<Key, DispatchRequested> newest = new LinkedHashMap<>();
        for (DispatchRequested request : requests) {
            if (connected.contains(request.sellerId())) {
                newest.merge(
                        new Key(request.sellerId(), request.dispatchId()),
                        request,
                        (one, other) -> other.attempt() > one.attempt() ? other : one);
            }
        }
        if (newest.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, TAKE, newest.values())) {
            statement
                    .text(DispatchRequested::sellerId)
                    .text(DispatchRequested::dispatchId)
                    .add("int4", DispatchRequested::attempt)
                    .add("jsonb", request -> new String(codec.data(request), StandardCharsets.UTF_8))
                    .time(_ -> now);
            statement.update();
        }
    }

    private static Set<String> connected(Connection tx, List<DispatchRequested> requests) throws SQLException {
        var sellers = new TreeSet<String>();
        requests.forEach(request -> sellers.add(request.sellerId()));
        try (PreparedStatement query =
                tx.prepareStatement("SELECT c.seller_id FROM connector c WHERE c.seller_id = ANY (?) AND c.active")) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            return new HashSet<>(Rows.all(query, row -> row.getString("seller_id")));
        }
    }

    @Override
    public List<InHand> claim(Connection tx, Slots slots, Instant now, Duration lease) throws SQLException {
        List<Map.Entry<String, Integer>> room = List.copyOf(slots.room().entrySet());
        try (PreparedStatement statement = tx.prepareStatement(CLAIM)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", room.stream().map(Map.Entry::getKey).toArray()));
            statement.setArray(
                    2,
                    tx.createArrayOf(
                            "int4", room.stream().map(Map.Entry::getValue).toArray()));
            Rows.set(statement, 3, now);
            statement.setInt(4, slots.share());
            statement.setInt(5, slots.share());
            statement.setInt(6, slots.free());
            Rows.set(statement, 7, now);
            Rows.set(statement, 8, now.plus(lease));
            return Rows.all(statement, this::inHand);
        }
    }

    private InHand inHand(ResultSet row) throws SQLException {
        String request = row.getString("request");
        Integer code = row.getObject("code", Integer.class);
        return new InHand(
                row.getString("seller_id"),
                row.getString("dispatch_id"),
                row.getInt("attempt"),
                request == null ? null : request(request),
                code == null ? null : new Report(code, row.getString("external_message_id"), row.getString("detail")),
                target(row),
                row.getInt("tries"),
                Rows.time(row, "due_at"));
    }

    private DispatchRequested request(String text) {
        try {
            return json.readValue(text, DispatchRequested.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Target target(ResultSet row) throws SQLException {
        return switch (row.getString("kind")) {
            case null -> null;
            case "WEBHOOK" -> new Target.Webhook(row.getString("url"), row.getString("secret"));
            case String _ -> new Target.File();
        };
    }

    @Override
    public void later(Connection tx, InHand one, Instant at) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LATER)) {
            Rows.set(statement, 1, at);
            statement.setString(2, one.sellerId());
            statement.setString(3, one.dispatchId());
            statement.setInt(4, one.attempt());
            Rows.set(statement, 5, one.until());
            statement.executeUpdate();
        }
    }

    @Override
    public boolean over(Connection tx, InHand one, Report report, Instant at) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(OVER)) {
            statement.setInt(1, report.code());
            statement.setString(2, report.externalMessageId());
            statement.setString(3, report.detail());
            Rows.set(statement, 4, at);
            statement.setString(5, one.sellerId());
            statement.setString(6, one.dispatchId());
            statement.setInt(7, one.attempt());
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public void forget(Connection tx, Instant before) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            Rows.set(statement, 1, before);
            statement.setInt(2, FORGOTTEN_AT_ONCE);
            statement.executeUpdate();
        }
    }
}
