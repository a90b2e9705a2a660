package dev.rapport.review.appeal;

import dev.rapport.events.InboundEvent.AppealDecided;
import dev.rapport.events.ReviewFact.ReviewAppealDecided;
import dev.rapport.events.ReviewFact.ReviewHidden;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.review.casework.Cases;
import dev.rapport.review.review.model.ReviewKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code appeal}, and what the marketplace decides of it. */
@Singleton
public final class Appeals {
    private static final String MAKE = """
            INSERT INTO appeal (seller_id, appeal_id, review_id, statement, agent_id, appealed_at, evidence)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private static final String COLUMNS =
            "SELECT appeal_id, review_id, statement, agent_id, appealed_at, evidence::text AS evidence, decided_at, approved FROM appeal";

    private static final String OF_REVIEW =
            COLUMNS + " WHERE seller_id = ? AND review_id = ? ORDER BY appealed_at DESC, appeal_id";

    private static final String ONE = COLUMNS + " WHERE seller_id = ? AND appeal_id = ?";

    private static final String PAGE = COLUMNS + """
             WHERE seller_id = ? AND (? OR CASE WHEN approved IS NULL THEN 'OPEN' WHEN approved THEN 'APPROVED' ELSE 'REJECTED' END = ?)
               AND (?::timestamptz IS NULL OR (appealed_at, appeal_id) < (?, ?))
             ORDER BY appealed_at DESC, appeal_id DESC LIMIT ?
            """;

    // Decided once: a repeat finds nothing.
    private static final String DECIDE = """
            UPDATE appeal a SET decided_at = ?, approved = ? FROM review r
             WHERE a.seller_id = ? AND a.appeal_id = ? AND a.decided_at IS NULL
               AND r.seller_id = a.seller_id AND r.review_id = a.review_id
            RETURNING a.review_id, r.posted_at, r.pack
            """;

    // A hidden review owes nobody a reply and has no stages left.
    private static final String HIDE = """
            UPDATE review SET hidden_at = ?, overdue_at = NULL, version = version + 1
             WHERE seller_id = ? AND review_id = ? AND hidden_at IS NULL
            """;

    private static final String TOUCH = "UPDATE review SET version = version + 1 WHERE seller_id = ? AND review_id = ?";

    private final Cases cases;

    Appeals(Cases cases) {
        this.cases = cases;
    }

    void make(Connection tx, String sellerId, Appeal appeal) throws SQLException {
        update(
                tx,
                MAKE,
                sellerId,
                appeal.appealId(),
                appeal.reviewId(),
                appeal.statement(),
                appeal.agentId(),
                appeal.appealedAt(),
                appeal.evidence());
        update(tx, TOUCH, sellerId, appeal.reviewId());
    }

    /** Those against one review, the newest first. */
    List<Appeal> ofReview(Connection tx, String sellerId, String reviewId) throws SQLException {
        return list(tx, OF_REVIEW, sellerId, reviewId);
    }

    @Nullable
    Appeal one(Connection tx, String sellerId, String appealId) throws SQLException {
        List<Appeal> found = list(tx, ONE, sellerId, appealId);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** A page, newest first; of one state where one is wanted. */
    List<Appeal> page(
            Connection tx,
            String sellerId,
            Appeal.@Nullable State state,
            @Nullable Instant beforeAt,
            String beforeId,
            int fetch)
            throws SQLException {
        return list(
                tx,
                PAGE,
                sellerId,
                state == null,
                state == null ? "" : state.name(),
                beforeAt,
                beforeAt,
                beforeId,
                fetch);
    }

    /** The marketplace's decisions; one about an appeal that is not ours is nobody's business here. */
    public List<Fact> decide(Connection tx, Collection<AppealDecided> decisions) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        for (AppealDecided decision : decisions) {
            try (PreparedStatement update = tx.prepareStatement(DECIDE)) {
                bind(update, decision.decidedAt(), decision.approved(), decision.sellerId(), decision.appealId());
                try (ResultSet row = update.executeQuery()) {
                    if (row.next()) {
                        settle(tx, decision, row, facts);
                    }
                }
            }
        }
        return facts;
    }

    private void settle(Connection tx, AppealDecided decision, ResultSet row, List<Fact> facts) throws SQLException {
        String seller = decision.sellerId();
        String review = row.getString("review_id");
        Instant postedAt = row.getObject("posted_at", OffsetDateTime.class).toInstant();
        String pack = row.getString("pack");
        facts.add(Fact.of(
                new ReviewAppealDecided(seller, review, postedAt), decision.decidedAt(), pack, decision.appealId()));
        if (decision.approved()) {
            update(tx, HIDE, decision.decidedAt(), seller, review);
            facts.addAll(cases.close(tx, new ReviewKey(seller, review), decision.decidedAt()));
            facts.add(Fact.of(new ReviewHidden(seller, review, postedAt), decision.decidedAt(), pack, review));
        } else {
            update(tx, TOUCH, seller, review);
        }
    }

    private static void update(Connection tx, String statement, Object... parameters) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(statement)) {
            bind(update, parameters);
            update.executeUpdate();
        }
    }

    private static List<Appeal> list(Connection tx, String query, @Nullable Object... parameters) throws SQLException {
        List<Appeal> found = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(query)) {
            bind(select, parameters);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
                    found.add(new Appeal(
                            row.getString("appeal_id"),
                            row.getString("review_id"),
                            row.getString("statement"),
                            row.getString("agent_id"),
                            row.getObject("appealed_at", OffsetDateTime.class).toInstant(),
                            row.getString("evidence"),
                            decided == null ? null : decided.toInstant(),
                            row.getObject("approved", Boolean.class)));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
