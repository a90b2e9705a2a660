package dev.rapport.score.counting;

import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.score.engine.Fold;
import dev.rapport.score.engine.OnceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** Table {@code counted_once}: orders and disputes that count already. */
final class OnceRows {
    private OnceRows() {}

    /**
     * Writes down all of a batch that was not there before.
     *
     * @return those that were there before, with the hours they count in
     */
    static Map<OnceKey, Long> claim(Connection tx, Fold fold) throws SQLException {
        Map<UUID, OnceKey> wanted = new LinkedHashMap<>();
        fold.onceKeys().forEach(key -> wanted.put(identity(key), key));
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<UUID, OnceKey> present = new HashMap<>(wanted);
        String claim = """
                INSERT INTO counted_once (seller_id, identity, hour)
                SELECT * FROM unnest(?::text[], ?::uuid[], ?::integer[])
                ON CONFLICT DO NOTHING RETURNING identity
                """;
        try (PreparedStatement statement = tx.prepareStatement(claim)) {
            bind(tx, statement, wanted);
            Integer[] hours =
                    wanted.values().stream().map(key -> (int) fold.hourOf(key)).toArray(Integer[]::new);
            statement.setArray(3, tx.createArrayOf("integer", hours));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    present.remove(rows.getObject(1, UUID.class));
                }
            }
        }
        return present.isEmpty() ? Map.of() : hours(tx, present);
    }

    private static Map<OnceKey, Long> hours(Connection tx, Map<UUID, OnceKey> present) throws SQLException {
        Map<OnceKey, Long> hours = new HashMap<>();
        String read = """
                SELECT stored.identity, stored.hour
                  FROM unnest(?::text[], ?::uuid[]) AS wanted (seller_id, identity)
                  JOIN counted_once stored USING (seller_id, identity)
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            bind(tx, statement, present);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OnceKey key = present.get(rows.getObject(1, UUID.class));
                    if (key != null) {
                        hours.put(key, rows.getLong(2));
                    }
                }
            }
        }
        return hours;
    }

    /** Writes down the hours of those that now count in another than before. */
    static void move(Connection tx, SortedMap<OnceKey, Long> changed, Map<OnceKey, Long> before) throws SQLException {
        String move = "UPDATE counted_once SET hour = ? WHERE seller_id = ? AND identity = ?";
        try (PreparedStatement statement = tx.prepareStatement(move)) {
            for (Map.Entry<OnceKey, Long> entry : changed.entrySet()) {
                if (before.containsKey(entry.getKey())) {
                    statement.setInt(1, Math.toIntExact(entry.getValue()));
                    statement.setString(2, entry.getKey().sellerId());
                    statement.setObject(3, identity(entry.getKey()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void bind(Connection tx, PreparedStatement statement, Map<UUID, OnceKey> keys) throws SQLException {
        String[] sellers = keys.values().stream().map(OnceKey::sellerId).toArray(String[]::new);
        statement.setArray(1, tx.createArrayOf("text", sellers));
        statement.setArray(2, tx.createArrayOf("uuid", keys.keySet().toArray()));
    }

    private static UUID identity(OnceKey key) {
        EventType type =
                switch (key.what()) {
                    case ORDER -> EventType.ORDER_PLACED;
                    case DISPUTE -> EventType.DISPUTE_OPENED;
                };
        return FactId.uuid(type, key.sellerId(), key.id());
    }
}
