package dev.rapport.care.score;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.Standing;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the newest word on each seller's score and standing. */
@Singleton
public final class SellerScores {
    /** A replayed dead letter may be older than what is known. */
    private static final String KEEP = """
            INSERT INTO seller_scores AS known (seller_id, score, status, measures, frozen_until, as_of)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id) DO UPDATE
              SET score = excluded.score, status = excluded.status, measures = excluded.measures,
                  frozen_until = excluded.frozen_until, as_of = excluded.as_of
              WHERE excluded.as_of >= known.as_of
            """;

    private static final String OF =
            "SELECT seller_id, score, frozen_until FROM seller_scores WHERE seller_id = ANY (?)";

    /**
     * Takes over the newest of the scores told for each seller, unless a younger one is known.
     *
     * @param tx transaction of the worker role, holding the sellers' exclusive locks
     * @param told in the order of the log
     */
    public void keep(Connection tx, Collection<ScoreChanged> told) throws SQLException {
        Map<String, ScoreChanged> newest = new TreeMap<>();
        for (ScoreChanged score : told) {
            newest.merge(score.sellerId(), score, (a, b) -> b.asOf().isBefore(a.asOf()) ? a : b);
        }
        if (newest.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            for (ScoreChanged score : newest.values()) {
                Object[] measures = score.standing().measures().stream()
                        .map(Standing.Measure::name)
                        .toArray();
                statement.setString(1, score.sellerId());
                statement.setObject(2, score.score(), Types.DOUBLE);
                statement.setString(3, score.status().wireName());
                statement.setArray(4, tx.createArrayOf("text", measures));
                instant(statement, 5, score.frozenUntil());
                instant(statement, 6, score.asOf());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The newest word on each of these sellers, {@link KnownScore#NONE} where there is none. */
    public Map<String, KnownScore> of(Connection tx, Collection<String> sellers) throws SQLException {
        Map<String, KnownScore> scores = new TreeMap<>();
        sellers.forEach(seller -> scores.put(seller, KnownScore.NONE));
        try (PreparedStatement select = tx.prepareStatement(OF)) {
            select.setArray(1, tx.createArrayOf("text", scores.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime frozen = rows.getObject("frozen_until", OffsetDateTime.class);
                    scores.put(
                            rows.getString("seller_id"),
                            new KnownScore(
                                    rows.getObject("score", Double.class), frozen == null ? null : frozen.toInstant()));
                }
            }
        }
        return scores;
    }

    private static void instant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        statement.setObject(
                index, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
