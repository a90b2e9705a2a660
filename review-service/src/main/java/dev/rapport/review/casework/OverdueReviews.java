package dev.rapport.review.casework;

import dev.rapport.events.ReviewFact.ReviewOverdue;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** REV-02: tells of reviews whose reply clock ran out. A reply that was given in time and heard of in between has settled it. */
@Singleton
public final class OverdueReviews implements DueHandler {
    // The row says which of its replies was told as the first; one that is heard of later may still have been in time.
    private static final String SETTLE = """
            UPDATE review r SET overdue_at = NULL
              FROM unnest(?::text[], ?::text[]) AS k (seller_id, review_id)
             WHERE r.seller_id = k.seller_id AND r.review_id = k.review_id
            RETURNING r.seller_id, r.review_id, r.posted_at, r.reply_due_at, r.pack,
                      EXISTS (SELECT FROM review_reply y
                               WHERE y.seller_id = r.seller_id AND y.review_id = r.review_id AND y.replied_at <= r.reply_due_at) AS in_time
            """;

    private final Outbox outbox;

    OverdueReviews(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement settle = tx.prepareStatement(SETTLE)) {
            settle.setArray(
                    1,
                    tx.createArrayOf("text", rows.stream().map(DueRow::sellerId).toArray()));
            settle.setArray(
                    2,
                    tx.createArrayOf(
                            "text",
                            rows.stream().map(row -> row.key().getFirst()).toArray()));
            try (ResultSet row = settle.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean("in_time")) {
                        facts.add(overdue(row));
                    }
                }
            }
        }
        outbox.append(tx, facts);
    }

    private static Fact overdue(ResultSet row) throws SQLException {
        Instant dueAt = row.getObject("reply_due_at", OffsetDateTime.class).toInstant();
        var fact = new ReviewOverdue(
                row.getString("seller_id"),
                row.getString("review_id"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                dueAt);
        return Fact.of(fact, dueAt, row.getString("pack"), fact.reviewId());
    }
}
