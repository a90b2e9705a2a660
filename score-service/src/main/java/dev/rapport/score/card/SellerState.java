package dev.rapport.score.card;

import dev.rapport.policy.DefaultProfile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a card needs of a seller beside the counters.
 *
 * @param pack name of the pack; the default profile's when nobody has brought the seller yet
 * @param lastEventAt when the newest counted event happened, by its own word; null when none was counted
 * @param lag from the broker's log to the counters, of the newest counted event
 */
record SellerState(String pack, @Nullable Instant lastEventAt, Duration lag) {

    static SellerState read(Connection tx, String sellerId) throws SQLException {
        String read = """
                SELECT seller.pack, counted.last_event_at, counted.appended_at, counted.counted_at
                  FROM (SELECT ?::text AS seller_id) asked
                  LEFT JOIN seller USING (seller_id)
                  LEFT JOIN counted_seller counted USING (seller_id)
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setString(1, sellerId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String pack = row.getString(1);
                Instant lastEventAt = instant(row, 2);
                Instant appendedAt = instant(row, 3);
                Instant countedAt = instant(row, 4);
                Duration lag = appendedAt == null || countedAt == null || countedAt.isBefore(appendedAt)
                        ? Duration.ZERO
                        : Duration.between(appendedAt, countedAt);
                return new SellerState(pack == null ? DefaultProfile.PACK : pack, lastEventAt, lag);
            }
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
