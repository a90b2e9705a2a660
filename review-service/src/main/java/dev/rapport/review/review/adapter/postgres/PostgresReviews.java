package dev.rapport.review.review.adapter.postgres;

import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Classification;
import dev.rapport.review.review.application.Changes;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Revision;
import dev.rapport.review.review.model.SellerReply;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Reviews} in set-based SQL: three statements recall a batch, three keep it. */
@Singleton
final class PostgresReviews implements Reviews {

    private static final String KEYS = " FROM unnest(?::text[], ?::text[]) AS k (seller_id, review_id) JOIN ";

    private static final String RECALL = "SELECT r.*" + KEYS + "review r USING (seller_id, review_id)";

    private static final String RECALL_REVISIONS =
            "SELECT r.*" + KEYS + "review_revision r USING (seller_id, review_id) ORDER BY revised_at";

    private static final String RECALL_REPLIES =
            "SELECT r.*" + KEYS + "review_reply r USING (seller_id, review_id) ORDER BY replied_at, reply_id";

    private static final String LOCK = "SELECT 1 FROM review WHERE seller_id = ? AND review_id = ? FOR UPDATE";

    // Of a posted review only what revisions and replies change.
    private static final String KEEP = """
            INSERT INTO review AS known (seller_id, review_id, order_id, product_id, buyer_id, country, posted_stars, stars, title,
                                         posted_text, guess, evidence, posted_at, reply_due_at, pack, replied_at, version, overdue_at)
            SELECT seller_id, review_id, order_id, product_id, buyer_id, country, posted_stars, stars, title,
                   posted_text, guess, evidence, posted_at, reply_due_at, pack, replied_at, version,
                   CASE WHEN replied_at <= reply_due_at THEN NULL ELSE reply_due_at END
              FROM jsonb_to_recordset(?::jsonb) AS r (
                   seller_id text, review_id text, order_id text, product_id text, buyer_id text, country text,
                   posted_stars smallint, stars smallint, title text, posted_text text, guess text, evidence jsonb,
                   posted_at timestamptz, reply_due_at timestamptz, pack text, replied_at timestamptz, version bigint)
            ON CONFLICT (seller_id, review_id) DO UPDATE
               SET stars = excluded.stars, replied_at = excluded.replied_at, version = excluded.version,
                   overdue_at = CASE WHEN excluded.replied_at <= known.reply_due_at THEN NULL ELSE known.overdue_at END
            """;

    private static final String KEEP_REVISIONS = """
            INSERT INTO review_revision (seller_id, review_id, revised_at, stars, text)
            SELECT seller_id, review_id, revised_at, stars, text
              FROM jsonb_to_recordset(?::jsonb) AS r (
                   seller_id text, review_id text, revised_at timestamptz, stars smallint, text text)
            """;

    private static final String KEEP_REPLIES = """
            INSERT INTO review_reply (seller_id, review_id, reply_id, text, replied_at, agent_id, dispatch_id, template_id)
            SELECT seller_id, review_id, reply_id, text, replied_at, agent_id, dispatch_id, template_id
              FROM jsonb_to_recordset(?::jsonb) AS r (
                   seller_id text, review_id text, reply_id text, text text, replied_at timestamptz, agent_id text,
                   dispatch_id text, template_id text)
            """;

    @Override
    public Map<ReviewKey, Review> recall(Connection tx, Collection<ReviewKey> keys) throws SQLException {
        Map<ReviewKey, ReviewParts> parts = new HashMap<>();
        keys.forEach(key -> parts.put(key, new ReviewParts(key)));
        query(tx, RECALL, keys, row -> part(parts, row)
                .posted(posting(row), instant(row, "replied_at"), instant(row, "invited_at"), row.getLong("version")));
        query(tx, RECALL_REVISIONS, keys, row -> part(parts, row).revisions().add(revision(row)));
        query(tx, RECALL_REPLIES, keys, row -> part(parts, row).replies().add(reply(row)));
        Map<ReviewKey, Review> reviews = new HashMap<>();
        parts.forEach((key, one) -> reviews.put(key, one.review()));
        return reviews;
    }

    @Override
    public Optional<Review> lock(Connection tx, ReviewKey key) throws SQLException {
        try (PreparedStatement lock = tx.prepareStatement(LOCK)) {
            lock.setString(1, key.sellerId());
            lock.setString(2, key.reviewId());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() ? Optional.ofNullable(recall(tx, List.of(key)).get(key)) : Optional.empty();
            }
        }
    }

    @Override
    public void keep(Connection tx, Changes changes) throws SQLException {
        write(tx, KEEP, changes.reviews().stream().map(Rows.ReviewRow::of).toList());
        write(
                tx,
                KEEP_REVISIONS,
                changes.revisions().stream().map(Rows.RevisionRow::of).toList());
        write(
                tx,
                KEEP_REPLIES,
                changes.replies().stream().map(Rows.ReplyRow::of).toList());
    }

    private static void write(Connection tx, String statement, List<?> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = tx.prepareStatement(statement)) {
            insert.setString(1, Rows.json(rows));
            insert.executeUpdate();
        }
    }

    /** Takes one row. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection tx, String query, Collection<ReviewKey> keys, RowReader reader)
            throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(query)) {
            select.setArray(
                    1,
                    tx.createArrayOf(
                            "text", keys.stream().map(ReviewKey::sellerId).toArray()));
            select.setArray(
                    2,
                    tx.createArrayOf(
                            "text", keys.stream().map(ReviewKey::reviewId).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static ReviewParts part(Map<ReviewKey, ReviewParts> parts, ResultSet row) throws SQLException {
        var key = new ReviewKey(row.getString("seller_id"), row.getString("review_id"));
        return Objects.requireNonNull(parts.get(key), "only what was asked for is found");
    }

    private static Posting posting(ResultSet row) throws SQLException {
        return new Posting(
                row.getString("order_id"),
                row.getString("product_id"),
                row.getString("buyer_id"),
                row.getString("country"),
                row.getInt("posted_stars"),
                row.getString("title"),
                row.getString("posted_text"),
                Objects.requireNonNull(instant(row, "posted_at")),
                new Classification(
                        ReviewClass.valueOf(row.getString("guess")), EvidenceJson.read(row.getString("evidence"))),
                Objects.requireNonNull(instant(row, "reply_due_at")),
                row.getString("pack"));
    }

    private static Revision revision(ResultSet row) throws SQLException {
        return new Revision(
                Objects.requireNonNull(instant(row, "revised_at")), row.getInt("stars"), row.getString("text"));
    }

    private static SellerReply reply(ResultSet row) throws SQLException {
        return new SellerReply(
                row.getString("reply_id"),
                row.getString("text"),
                Objects.requireNonNull(instant(row, "replied_at")),
                row.getString("agent_id"),
                row.getString("dispatch_id"),
                row.getString("template_id"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
