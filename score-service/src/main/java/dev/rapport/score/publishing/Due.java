package dev.rapport.score.publishing;

import dev.rapport.policy.DefaultProfile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A seller whose score may have changed since it was last looked at.
 *
 * @param changes batches counted
 * @param profileVersion of the profile; −1 when there is none
 * @param pack name of its pack
 */
record Due(String sellerId, long changes, long profileVersion, String pack) {

    /** Those not looked at since before {@code notSince}, longest waiting first. */
    static List<Due> read(Connection tx, Instant notSince, int limit) throws SQLException {
        String read = """
                SELECT counted.seller_id, counted.changes, coalesce(seller.version, -1), seller.pack
                  FROM counted_seller counted
                  LEFT JOIN seller USING (seller_id)
                  LEFT JOIN published_score told USING (seller_id)
                 WHERE (told.seller_id IS NULL
                        OR told.changes <> counted.changes
                        OR told.profile_version <> coalesce(seller.version, -1))
                   AND (told.looked_at IS NULL OR told.looked_at <= ?)
                 ORDER BY told.looked_at NULLS FIRST
                 LIMIT ?
                """;
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setObject(1, notSince.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            Objects.requireNonNullElse(rows.getString(4), DefaultProfile.PACK)));
                }
            }
        }
        return due;
    }
}
