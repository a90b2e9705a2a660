package dev.rapport.review.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.Stage;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.policy.Pack;
import dev.rapport.review.review.application.CaseFiles;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.CaseFile.AppealMark;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Signal;
import dev.rapport.review.review.model.StageClock;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Case files in tables {@code review} and {@code review_stage}. */
@Singleton
public final class Cases implements CaseFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Signal>> SIGNALS = new TypeReference<>() {};

    private static final String OPEN = """
            INSERT INTO review_stage (seller_id, review_id, stage, due_at, alert_at)
            SELECT seller_id, review_id, stage, due_at, CASE WHEN due_at > now() - ?::interval THEN due_at END
              FROM (VALUES (?, ?, ?, ?::timestamptz)) AS s (seller_id, review_id, stage, due_at)
            ON CONFLICT DO NOTHING
            """;

    private static final String CLOSE = """
            DELETE FROM review_stage s USING review r
             WHERE s.seller_id = ? AND s.review_id = ? AND s.completed_at IS NULL AND r.seller_id = s.seller_id AND r.review_id = s.review_id
            RETURNING s.seller_id, s.review_id, s.stage, s.alerted, r.pack
            """;

    // A reply is the apology, whoever sent it and from wherever; the first one that is known completes the stage for
    // good.
    private static final String APOLOGISED = """
            UPDATE review_stage s SET completed_at = greatest(r.replied_at, r.posted_at), agent_id = ?, alert_at = NULL
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, review_id)
              JOIN review r ON r.seller_id = k.seller_id AND r.review_id = k.review_id
             WHERE s.seller_id = r.seller_id AND s.review_id = r.review_id AND s.stage = 'APOLOGY' AND s.completed_at IS NULL
               AND r.replied_at IS NOT NULL
            RETURNING s.seller_id, s.review_id, s.stage, s.due_at, s.completed_at, s.alerted, r.posted_at, r.pack
            """;

    private static final String COMPLETE = """
            UPDATE review_stage s SET completed_at = ?, agent_id = ?, outcome = ?::jsonb, alert_at = NULL
              FROM review r
             WHERE s.seller_id = ? AND s.review_id = ? AND s.stage = ? AND s.completed_at IS NULL
               AND r.seller_id = s.seller_id AND r.review_id = s.review_id
            RETURNING s.seller_id, s.review_id, s.stage, s.due_at, s.completed_at, s.alerted, r.posted_at, r.pack
            """;

    private static final String FILES = """
            SELECT r.review_id, r.guess, r.corrected, r.posted_stars, r.posted_at, r.order_id, r.buyer_id, r.replied_at, r.invited_at,
                   r.hidden_at, r.signals::text AS signals, a.appeal_id, a.state AS appeal_state, s.stage, s.due_at, s.completed_at, s.agent_id, s.outcome::text AS outcome
              FROM review r
              LEFT JOIN LATERAL (
                   SELECT appeal_id, CASE WHEN approved IS NULL THEN 'OPEN' WHEN approved THEN 'APPROVED' ELSE 'REJECTED' END AS state
                     FROM appeal WHERE appeal.seller_id = r.seller_id AND appeal.review_id = r.review_id
                    ORDER BY appealed_at DESC LIMIT 1) a ON true
              LEFT JOIN review_stage s ON s.seller_id = r.seller_id AND s.review_id = r.review_id
             WHERE r.seller_id = ? AND r.review_id = ANY (?)
             ORDER BY r.review_id, s.due_at
            """;

    private static final String INVITED =
            "UPDATE review SET invited_at = ?, version = version + 1 WHERE seller_id = ? AND review_id = ?";

    private static final String CORRECTED = """
            UPDATE review SET corrected = ?, corrected_by = ?, corrected_at = ?, version = version + 1
             WHERE seller_id = ? AND review_id = ?
            """;

    /** REV-03: begins the stages of a review, which is posted, negative and not malicious. */
    void open(Connection tx, ReviewKey key, Instant postedAt, Pack pack) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(OPEN)) {
            for (var stage : new TreeMap<>(pack.reviews().stages()).entrySet()) {
                insert.setString(1, pack.clocks().noticeFor().toSeconds() + " s");
                insert.setString(2, key.sellerId());
                insert.setString(3, key.reviewId());
                insert.setString(4, stage.getKey().name());
                instant(insert, 5, postedAt.plus(stage.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Malicious ones go to appeal instead, hidden ones bother nobody: what is not done yet, need not be. */
    public List<Fact> close(Connection tx, ReviewKey key, Instant now) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement delete = tx.prepareStatement(CLOSE)) {
            delete.setString(1, key.sellerId());
            delete.setString(2, key.reviewId());
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean("alerted")) {
                        facts.add(StageAlerts.over(row, now));
                    }
                }
            }
        }
        return facts;
    }

    /** Completes the apologies of those of these reviews that have been replied to. */
    List<Fact> apologised(Connection tx, Collection<ReviewKey> keys, @Nullable String agentId) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement update = tx.prepareStatement(APOLOGISED)) {
            update.setString(1, agentId);
            update.setArray(
                    2,
                    tx.createArrayOf(
                            "text", keys.stream().map(ReviewKey::sellerId).toArray()));
            update.setArray(
                    3,
                    tx.createArrayOf(
                            "text", keys.stream().map(ReviewKey::reviewId).toArray()));
            return completed(update);
        }
    }

    /** Completes a stage; nothing when it does not run. */
    List<Fact> complete(
            Connection tx, ReviewKey key, Stage stage, Instant now, String agentId, @Nullable String outcome)
            throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(COMPLETE)) {
            instant(update, 1, now);
            update.setString(2, agentId);
            update.setString(3, outcome);
            update.setString(4, key.sellerId());
            update.setString(5, key.reviewId());
            update.setString(6, stage.name());
            return completed(update);
        }
    }

    private static List<Fact> completed(PreparedStatement update) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
                Stage stage = Stage.valueOf(row.getString("stage"));
                Instant completedAt = some(row, "completed_at");
                var fact = new ReviewStageCompleted(
                        row.getString("seller_id"),
                        row.getString("review_id"),
                        stage,
                        some(row, "posted_at"),
                        some(row, "due_at"),
                        completedAt);
                facts.add(Fact.of(fact, completedAt, row.getString("pack"), fact.reviewId(), stage.name()));
                if (row.getBoolean("alerted")) {
                    facts.add(StageAlerts.over(row, completedAt));
                }
            }
        }
        return facts;
    }

    /** REV-04. */
    void invited(Connection tx, ReviewKey key, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(INVITED)) {
            instant(update, 1, now);
            update.setString(2, key.sellerId());
            update.setString(3, key.reviewId());
            update.executeUpdate();
        }
    }

    /** REV-01: the guess stays beside it. */
    void corrected(Connection tx, ReviewKey key, ReviewClass to, String agentId, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(CORRECTED)) {
            update.setString(1, to.name());
            update.setString(2, agentId);
            instant(update, 3, now);
            update.setString(4, key.sellerId());
            update.setString(5, key.reviewId());
            update.executeUpdate();
        }
    }

    @Override
    public Map<String, CaseFile> files(Connection tx, String sellerId, Collection<String> reviewIds)
            throws SQLException {
        Map<String, CaseFile> files = new LinkedHashMap<>();
        try (PreparedStatement select = tx.prepareStatement(FILES)) {
            select.setString(1, sellerId);
            select.setArray(2, tx.createArrayOf("text", reviewIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    CaseFile file = file(row, files.get(row.getString("review_id")));
                    files.put(file.reviewId(), file);
                }
            }
        }
        return files;
    }

    private static CaseFile file(ResultSet row, @Nullable CaseFile before) throws SQLException {
        List<StageClock> stages = before == null ? new ArrayList<>() : new ArrayList<>(before.stages());
        String stage = row.getString("stage");
        if (stage != null) {
            stages.add(new StageClock(
                    Stage.valueOf(stage),
                    some(row, "due_at"),
                    maybe(row, "completed_at"),
                    row.getString("agent_id"),
                    outcome(row.getString("outcome"))));
        }
        String corrected = row.getString("corrected");
        return new CaseFile(
                row.getString("review_id"),
                ReviewClass.valueOf(row.getString("guess")),
                corrected == null ? null : ReviewClass.valueOf(corrected),
                row.getInt("posted_stars"),
                some(row, "posted_at"),
                row.getString("order_id"),
                row.getString("buyer_id"),
                maybe(row, "replied_at"),
                maybe(row, "invited_at"),
                appeal(row),
                maybe(row, "hidden_at"),
                signals(row.getString("signals")),
                stages);
    }

    private static Map<String, String> outcome(@Nullable String column) {
        Map<String, String> outcome = new TreeMap<>();
        try {
            JSON.readTree(column == null ? "{}" : column).properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    outcome.put(field.getKey(), field.getValue().asText());
                }
            });
            return outcome;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Signal> signals(String column) {
        try {
            return JSON.readValue(column, SIGNALS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable AppealMark appeal(ResultSet row) throws SQLException {
        String id = row.getString("appeal_id");
        return id == null ? null : new AppealMark(id, row.getString("appeal_state"));
    }

    /** REV-03: has this review stages by its stars and class? */
    static boolean isStaged(Review review, ReviewClass reviewClass, int negativeUpTo) {
        return review.posted().stars() <= negativeUpTo && reviewClass != ReviewClass.MALICIOUS;
    }

    private static void instant(PreparedStatement statement, int index, Instant value) throws SQLException {
        statement.setObject(index, value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static Instant some(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
