package dev.rapport.review.casework;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** CARE-04: this service's own copy of the newest scores, on which invitations rest. */
@Singleton
public final class InviteScores {
    private static final String KEEP = """
            INSERT INTO seller_scores AS known (seller_id, score, frozen_until, as_of) VALUES (?, ?, ?, ?)
            ON CONFLICT (seller_id) DO UPDATE
              SET score = excluded.score, frozen_until = excluded.frozen_until, as_of = excluded.as_of
              WHERE excluded.as_of >= known.as_of
            """;

    private static final String OF = "SELECT score, frozen_until FROM seller_scores WHERE seller_id = ?";

    /** What is known of one seller; both null where nothing is. */
    record Known(@Nullable Double score, @Nullable Instant frozenUntil) {}

    /** Takes over a score, unless a younger one is known. */
    public void keep(Connection tx, ScoreChanged score) throws SQLException {
        try (PreparedStatement keep = tx.prepareStatement(KEEP)) {
            keep.setString(1, score.sellerId());
            keep.setObject(2, score.score(), Types.DOUBLE);
            Instant frozen = score.frozenUntil();
            keep.setObject(3, frozen == null ? null : frozen.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            keep.setObject(4, score.asOf().atOffset(ZoneOffset.UTC));
            keep.executeUpdate();
        }
    }

    Known of(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(OF)) {
            select.setString(1, sellerId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Known(null, null);
                }
                OffsetDateTime frozen = row.getObject("frozen_until", OffsetDateTime.class);
                return new Known(row.getObject("score", Double.class), frozen == null ? null : frozen.toInstant());
            }
        }
    }
}
