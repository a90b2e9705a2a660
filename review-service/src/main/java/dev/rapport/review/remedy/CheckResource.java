package dev.rapport.review.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.ReviewClass;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Pack;
import dev.rapport.review.ReviewProblem;
import dev.rapport.review.review.application.CaseFiles;
import dev.rapport.review.review.application.Proposals.Proposed;
import dev.rapport.review.review.model.CaseFile;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/reviews/{reviewId}/checks}: platform rule, precedent, alternative, for a demand that seems unreasonable (REV-09). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews/{reviewId}/checks")
@Produces(MediaType.APPLICATION_JSON)
final class CheckResource {
    // The closest first: same product and class, then same class, then same product; the newest of equals.
    private static final String PRECEDENTS = """
            SELECT r.review_id, r.product_id, coalesce(r.corrected, r.guess) AS class, r.posted_stars, r.stars, r.posted_at, r.hidden_at,
                   c.cost_currency, c.cost_value, a.approved
              FROM review r
              LEFT JOIN compensation c ON c.seller_id = r.seller_id AND c.review_id = r.review_id
              LEFT JOIN LATERAL (SELECT approved FROM appeal a WHERE a.seller_id = r.seller_id AND a.review_id = r.review_id
                                  ORDER BY appealed_at DESC LIMIT 1) a ON true
             WHERE r.seller_id = ? AND r.review_id <> ? AND r.posted_at < ? AND r.posted_stars <= ?
               AND (r.product_id = ? OR coalesce(r.corrected, r.guess) = ?)
             ORDER BY (r.product_id = ?)::int + 2 * (coalesce(r.corrected, r.guess) = ?)::int DESC, r.posted_at DESC, r.review_id
             LIMIT 5
            """;

    private static final String PRODUCT = "SELECT product_id FROM review WHERE seller_id = ? AND review_id = ?";

    private final SellerTransactions transactions;
    private final CaseFiles files;
    private final Remedies remedies;
    private final Clock clock;

    CheckResource(SellerTransactions transactions, CaseFiles files, Remedies remedies, Clock clock) {
        this.transactions = transactions;
        this.files = files;
        this.remedies = remedies;
        this.clock = clock;
    }

    /**
     * What the marketplace's rules allow here.
     *
     * @param rule the rulebook's id
     * @param way {@code APPEAL} for what is malicious, else {@code STAGES}
     * @param invitationAllowed REV-04
     * @param usuallyPassed REV-06: share of appeals that pass; of an appeal only
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PlatformRule(
            String pack,
            String rule,
            String way,
            boolean invitationAllowed,
            @Nullable Double usuallyPassed,
            @Nullable Long usuallyTakesSeconds) {}

    /** An earlier case and how it ended. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Precedent(
            String reviewId,
            String productId,
            @JsonProperty("class") String reviewClass,
            int postedStars,
            int stars,
            @Nullable String compensated,
            @Nullable Boolean appealApproved,
            boolean hidden,
            Instant postedAt) {}

    /** The three checks. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Checks(PlatformRule platformRule, List<Precedent> precedents, Proposed alternatives) {}

    @GET
    public Checks checks(@PathParam("sellerId") String sellerId, @PathParam("reviewId") String reviewId) {
        return transactions.read(sellerId, tx -> checks(tx, sellerId, reviewId));
    }

    private Checks checks(Connection tx, String sellerId, String reviewId) throws SQLException {
        CaseFile file = files.files(tx, sellerId, List.of(reviewId)).get(reviewId);
        if (file == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Pack pack = remedies.pack(tx, sellerId, clock.instant())
                .orElseThrow(() -> new ProblemException(
                        ReviewProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in."));
        return new Checks(
                rule(file, pack),
                precedents(tx, sellerId, file, pack.reviews().negativeUpTo()),
                remedies.of(tx, sellerId, file));
    }

    private static PlatformRule rule(CaseFile file, Pack pack) {
        boolean appeal = file.reviewClass() == ReviewClass.MALICIOUS;
        var usual = pack.reviews().expectations();
        return new PlatformRule(
                pack.label(),
                appeal ? "REV-06" : "REV-03",
                appeal ? "APPEAL" : "STAGES",
                pack.reviews().invitation().allowed(),
                appeal ? usual.appealsPassed() : null,
                appeal ? usual.appealTakes().toSeconds() : null);
    }

    private static List<Precedent> precedents(Connection tx, String sellerId, CaseFile file, int negativeUpTo)
            throws SQLException {
        String product = product(tx, sellerId, file.reviewId());
        String own = file.reviewClass().name();
        List<Precedent> precedents = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(PRECEDENTS)) {
            select.setString(1, sellerId);
            select.setString(2, file.reviewId());
            select.setObject(3, file.postedAt().atOffset(ZoneOffset.UTC));
            select.setInt(4, negativeUpTo);
            select.setString(5, product);
            select.setString(6, own);
            select.setString(7, product);
            select.setString(8, own);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    precedents.add(precedent(row));
                }
            }
        }
        return precedents;
    }

    private static String product(Connection tx, String sellerId, String reviewId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(PRODUCT)) {
            select.setString(1, sellerId);
            select.setString(2, reviewId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static Precedent precedent(ResultSet row) throws SQLException {
        String currency = row.getString("cost_currency");
        return new Precedent(
                row.getString("review_id"),
                row.getString("product_id"),
                row.getString("class"),
                row.getInt("posted_stars"),
                row.getInt("stars"),
                currency == null
                        ? null
                        : currency + " " + row.getBigDecimal("cost_value").toPlainString(),
                row.getObject("approved", Boolean.class),
                row.getObject("hidden_at") != null,
                row.getObject("posted_at", OffsetDateTime.class).toInstant());
    }
}
