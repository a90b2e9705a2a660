package dev.rapport.score.card;

import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an answer needs of a seller beside the counters; of the default profile when nobody has brought the seller yet.
 *
 * @param pack name of the pack
 * @param lastEventAt when the newest counted event happened, by its own word; null when none was counted
 */
public record SellerState(
        String pack,
        ZoneId zone,
        Fulfilment fulfilment,
        @Nullable Instant lastEventAt) {

    /** The state of a seller. */
    public static SellerState read(Connection tx, String sellerId, Packs packs, Instant now) throws SQLException {
        String read = """
                SELECT seller.pack, seller.zone, seller.fulfilment, counted.last_event_at
                  FROM (SELECT ?::text AS seller_id) asked
                  LEFT JOIN seller USING (seller_id)
                  LEFT JOIN counted_seller counted USING (seller_id)
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setString(1, sellerId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime told = row.getObject(4, OffsetDateTime.class);
                Instant lastEventAt = told == null ? null : told.toInstant();
                String pack = row.getString(1);
                if (pack == null) {
                    SellerChanged usual = DefaultProfile.of(sellerId, packs.pack(DefaultProfile.PACK, now));
                    return new SellerState(usual.pack(), ZoneId.of(usual.zone()), usual.fulfilment(), lastEventAt);
                }
                return new SellerState(
                        pack, ZoneId.of(row.getString(2)), Fulfilment.valueOf(row.getString(3)), lastEventAt);
            }
        }
    }
}
