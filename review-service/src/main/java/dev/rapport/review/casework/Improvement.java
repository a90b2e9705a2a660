package dev.rapport.review.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** REV-05: of the negative reviews an agent answered first, how many were revised upward. */
final class Improvement {
    private static final String AGENTS = """
            SELECT y.agent_id AS agent, count(*) AS answered,
                   count(*) FILTER (WHERE r.replied_at <= r.reply_due_at) AS in_time,
                   count(r.invited_at) AS invited, count(*) FILTER (WHERE r.stars > r.posted_stars) AS improved
              FROM review r
              JOIN LATERAL (SELECT agent_id FROM review_reply WHERE review_reply.seller_id = r.seller_id
                              AND review_reply.review_id = r.review_id ORDER BY replied_at, reply_id LIMIT 1) y ON true
             WHERE r.seller_id = ? AND r.posted_at > ? AND r.posted_at <= ? AND r.posted_stars <= 3
             GROUP BY 1 ORDER BY 2 DESC, 1
            """;

    private Improvement() {}

    /**
     * One agent's negative reviews.
     *
     * @param agentId null for what was answered elsewhere
     * @param improved share revised upward
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AgentView(@Nullable String agentId, long answered, long inTime, long invited, double improved) {}

    static List<AgentView> byAgent(Connection tx, String sellerId, Instant from, Instant to) throws SQLException {
        List<AgentView> agents = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(AGENTS)) {
            select.setString(1, sellerId);
            select.setObject(2, from.atOffset(ZoneOffset.UTC));
            select.setObject(3, to.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long answered = row.getLong("answered");
                    agents.add(new AgentView(
                            row.getString("agent"),
                            answered,
                            row.getLong("in_time"),
                            row.getLong("invited"),
                            (double) row.getLong("improved") / answered));
                }
            }
        }
        return agents;
    }
}
