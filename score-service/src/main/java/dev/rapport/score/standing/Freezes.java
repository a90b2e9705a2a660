package dev.rapport.score.standing;

import dev.rapport.events.MessageFact.SendingFrozen;
import dev.rapport.events.MessageFact.SendingThawed;
import dev.rapport.kit.inbox.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables {@code sending_freeze} and {@code sending_thaw}: MSG-11 as message-service tells it. A freeze ends at its time or at the
 * first thaw after it began, whichever of the two facts came first.
 */
public final class Freezes {
    private Freezes() {}

    /** Writes down the freezes and thaws of a batch. */
    public static void apply(Connection tx, List<Received> batch) throws SQLException {
        for (Received received : batch) {
            switch (received.event()) {
                case SendingFrozen frozen -> write(tx, frozen);
                case SendingThawed thawed -> write(tx, thawed);
                default -> {}
            }
        }
    }

    private static void write(Connection tx, SendingFrozen frozen) throws SQLException {
        String write = """
                INSERT INTO sending_freeze AS known (seller_id, frozen_from, frozen_until) VALUES (?, ?, ?)
                ON CONFLICT (seller_id, frozen_from)
                DO UPDATE SET frozen_until = greatest(known.frozen_until, excluded.frozen_until)
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setString(1, frozen.sellerId());
            statement.setObject(2, frozen.from().atOffset(ZoneOffset.UTC));
            statement.setObject(3, frozen.until().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private static void write(Connection tx, SendingThawed thawed) throws SQLException {
        String write = "INSERT INTO sending_thaw (seller_id, thawed_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setString(1, thawed.sellerId());
            statement.setObject(2, thawed.at().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** Until when sending is frozen at an instant, for those of these sellers for whom it is. */
    public static Map<String, Instant> until(Connection tx, Collection<String> sellers, Instant at)
            throws SQLException {
        String read = """
                SELECT seller_id, max(frozen_until)
                  FROM sending_freeze frozen
                 WHERE seller_id = ANY (?) AND frozen_from <= ? AND frozen_until > ?
                   AND NOT EXISTS (SELECT FROM sending_thaw thaw
                                    WHERE thaw.seller_id = frozen.seller_id
                                      AND thaw.thawed_at BETWEEN frozen.frozen_from AND ?)
                 GROUP BY seller_id
                """;
        Map<String, Instant> until = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            for (int i = 2; i <= 4; i++) {
                statement.setObject(i, at.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    until.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return until;
    }
}
