package dev.rapport.review.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.policy.Pack;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is raised now, and what is proposed about it (REV-07). */
@Singleton
public final class OpenClusters {
    private static final String WAITING = """
            SELECT review_id, buyer_id, posted_at FROM review
             WHERE seller_id = ? AND posted_at > ? AND posted_at <= ? AND posted_stars <= ? AND replied_at IS NULL AND hidden_at IS NULL
             ORDER BY posted_at, review_id LIMIT 200
            """;

    /**
     * A cluster.
     *
     * @param promises of a burst: what is proposed to each buyer without a reply; nothing is sent by itself
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record OpenCluster(
            String alertId,
            String rule,
            String subject,
            @Nullable Double value,
            @Nullable Double threshold,
            Instant raisedAt,
            List<Promise> promises) {}

    /** A promise to one buyer, to be kept by {@code by}. */
    public record Promise(String reviewId, String buyerId, Instant by) {}

    /** Those of one seller, earliest first. */
    public List<OpenCluster> of(Connection tx, String sellerId, Pack pack) throws SQLException {
        List<OpenCluster> clusters = new ArrayList<>();
        for (AlertRaised open : ClusterRows.open(tx, sellerId)) {
            clusters.add(new OpenCluster(
                    open.alertId(),
                    open.rule(),
                    open.subject(),
                    open.value(),
                    open.threshold(),
                    open.at(),
                    open.subject().equals("burst") ? promises(tx, sellerId, pack, open.at()) : List.of()));
        }
        return clusters;
    }

    private static List<Promise> promises(Connection tx, String sellerId, Pack pack, Instant raisedAt)
            throws SQLException {
        List<Promise> promises = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(WAITING)) {
            select.setString(1, sellerId);
            select.setObject(2, raisedAt.minusSeconds(3_600).atOffset(ZoneOffset.UTC));
            select.setObject(3, raisedAt.atOffset(ZoneOffset.UTC));
            select.setInt(4, pack.reviews().negativeUpTo());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant posted =
                            row.getObject("posted_at", OffsetDateTime.class).toInstant();
                    promises.add(new Promise(
                            row.getString("review_id"),
                            row.getString("buyer_id"),
                            posted.plus(pack.reviews().clusters().burstPromise())));
                }
            }
        }
        return promises;
    }
}
