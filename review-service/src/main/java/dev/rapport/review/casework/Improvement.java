package dev.rapport.review.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.policy.Reviews.Expectations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** REV-05: of the negative reviews of a span, how many were revised upward: by who answered first, by template, with and without the stages. */
final class Improvement {
    // By the first reply of ours or from elsewhere, whichever came first.
    private static final String ANSWERED = """
            SELECT y.%s AS who, count(*) AS answered,
                   count(*) FILTER (WHERE r.replied_at <= r.reply_due_at) AS in_time,
                   count(r.invited_at) AS invited, count(*) FILTER (WHERE r.stars > r.posted_stars) AS improved
              FROM review r
              JOIN LATERAL (SELECT agent_id, template_id FROM review_reply WHERE review_reply.seller_id = r.seller_id
                              AND review_reply.review_id = r.review_id ORDER BY replied_at, reply_id LIMIT 1) y ON true
             WHERE r.seller_id = ? AND r.posted_at > ? AND r.posted_at <= ? AND r.posted_stars <= ?
             GROUP BY 1 ORDER BY 2 DESC, 1
            """;

    private static final String METHOD = """
            SELECT done, count(*) AS reviews, count(*) FILTER (WHERE improved) AS improved FROM (
                   SELECT EXISTS (SELECT FROM review_stage s WHERE s.seller_id = r.seller_id AND s.review_id = r.review_id)
                          AND NOT EXISTS (SELECT FROM review_stage s WHERE s.seller_id = r.seller_id AND s.review_id = r.review_id
                                             AND s.completed_at IS NULL) AS done,
                          r.stars > r.posted_stars AS improved
                     FROM review r
                    WHERE r.seller_id = ? AND r.posted_at > ? AND r.posted_at <= ? AND r.posted_stars <= ?
                      AND coalesce(r.corrected, r.guess) <> 'MALICIOUS') AS staged
             GROUP BY 1
            """;

    private Improvement() {}

    /** Which reviews: of a seller, posted in a span, with at most so many stars. */
    record Span(String sellerId, Instant from, Instant to, int negativeUpTo) {}

    /**
     * One agent's negative reviews.
     *
     * @param agentId null for what was answered elsewhere
     * @param improved share revised upward
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AgentView(@Nullable String agentId, long answered, long inTime, long invited, double improved) {}

    /**
     * Negative reviews that were answered by one template.
     *
     * @param templateId null for what was written freely, or elsewhere
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TemplateView(@Nullable String templateId, long answered, long inTime, long invited, double improved) {}

    /**
     * With or without all the stages done.
     *
     * @param improved share revised upward; null without any review
     * @param usual what the pack says is usual; null when it is not here
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WayView(
            long reviews,
            @Nullable Double improved,
            @Nullable Double usual) {}

    /** Both ways; malicious reviews go another. */
    record MethodView(WayView withStages, WayView withoutStages) {}

    private record Answered(@Nullable String who, long answered, long inTime, long invited, double improved) {}

    static List<AgentView> byAgent(Connection tx, Span span) throws SQLException {
        return answered(tx, "agent_id", span).stream()
                .map(one -> new AgentView(one.who, one.answered, one.inTime, one.invited, one.improved))
                .toList();
    }

    static List<TemplateView> byTemplate(Connection tx, Span span) throws SQLException {
        return answered(tx, "template_id", span).stream()
                .map(one -> new TemplateView(one.who, one.answered, one.inTime, one.invited, one.improved))
                .toList();
    }

    static MethodView byMethod(Connection tx, Span span, @Nullable Expectations usual) throws SQLException {
        WayView with = new WayView(0, null, usual == null ? null : usual.revisedWithMethod());
        WayView without = new WayView(0, null, usual == null ? null : usual.revisedWithoutMethod());
        try (PreparedStatement select = tx.prepareStatement(METHOD)) {
            bind(select, span);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long reviews = row.getLong("reviews");
                    double improved = (double) row.getLong("improved") / reviews;
                    if (row.getBoolean("done")) {
                        with = new WayView(reviews, improved, with.usual);
                    } else {
                        without = new WayView(reviews, improved, without.usual);
                    }
                }
            }
        }
        return new MethodView(with, without);
    }

    private static List<Answered> answered(Connection tx, String by, Span span) throws SQLException {
        List<Answered> found = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(ANSWERED.formatted(by))) {
            bind(select, span);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long answered = row.getLong("answered");
                    found.add(new Answered(
                            row.getString("who"),
                            answered,
                            row.getLong("in_time"),
                            row.getLong("invited"),
                            (double) row.getLong("improved") / answered));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement select, Span span) throws SQLException {
        select.setString(1, span.sellerId);
        select.setObject(2, span.from.atOffset(ZoneOffset.UTC));
        select.setObject(3, span.to.atOffset(ZoneOffset.UTC));
        select.setInt(4, span.negativeUpTo);
    }
}
