package dev.rapport.review.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.review.cluster.OpenClusters;
import dev.rapport.review.cluster.Returns;
import dev.rapport.review.review.application.Rulebook;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET …/review-insights}: class mix, reply rate, stage rates, improvement by class and agent, what is raised
 * (REV-07), what compensation brought (REV-08), and how often agents agree with the guess (REV-01). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/review-insights")
@Produces(MediaType.APPLICATION_JSON)
final class InsightResource {
    private static final Duration BACK = Duration.ofDays(30);

    /** REV-03, where the seller's pack is not here. */
    private static final int NEGATIVE_UP_TO = 3;

    private static final String CLASSES = """
            SELECT coalesce(corrected, guess) AS class, count(*) AS reviews, count(*) FILTER (WHERE posted_stars <= 3) AS negative,
                   count(*) FILTER (WHERE replied_at <= reply_due_at) AS replied,
                   count(*) FILTER (WHERE reply_due_at <= ?) AS reply_due,
                   count(*) FILTER (WHERE replied_at <= reply_due_at AND reply_due_at <= ?) AS replied_of_due,
                   count(invited_at) AS invited,
                   count(*) FILTER (WHERE invited_at IS NOT NULL AND stars > posted_stars) AS invited_improved,
                   count(*) FILTER (WHERE invited_at IS NULL AND posted_stars <= 3 AND stars > posted_stars) AS uninvited_improved,
                   count(*) FILTER (WHERE corrected IS NOT NULL) AS judged, count(*) FILTER (WHERE corrected = guess) AS agreed
              FROM review WHERE seller_id = ? AND posted_at > ? AND posted_at <= ? GROUP BY 1 ORDER BY 1
            """;

    private static final String STAGES = """
            SELECT s.stage, count(*) FILTER (WHERE s.due_at <= ?) AS due,
                   count(*) FILTER (WHERE s.due_at <= ? AND s.completed_at <= s.due_at) AS in_time
              FROM review_stage s JOIN review r USING (seller_id, review_id)
             WHERE s.seller_id = ? AND r.posted_at > ? AND r.posted_at <= ? GROUP BY 1 ORDER BY min(s.due_at - r.posted_at)
            """;

    private final SellerTransactions transactions;
    private final OpenClusters clusters;
    private final Returns returns;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Clock clock;

    InsightResource(
            SellerTransactions transactions,
            OpenClusters clusters,
            Returns returns,
            SellerProfiles profiles,
            Rulebook rulebook,
            Clock clock) {
        this.transactions = transactions;
        this.clusters = clusters;
        this.returns = returns;
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.clock = clock;
    }

    /**
     * One class of reviews.
     *
     * @param share of all reviews
     * @param replyRate replied to in time, of those whose time has come; null without any
     * @param improved REV-05: of the invited ones
     * @param agreement REV-01: of those an agent judged
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ClassView(
            String name,
            long reviews,
            double share,
            long negative,
            @Nullable Double replyRate,
            long invited,
            @Nullable Double improved,
            long uninvitedImproved,
            long judged,
            @Nullable Double agreement) {}

    /** One stage: of those whose time has come. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StageView(
            String name, long due, long inTime, @Nullable Double rate) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Insights(
            Instant from,
            Instant to,
            long reviews,
            @Nullable Double replyRate,
            @Nullable Double agreement,
            List<ClassView> classes,
            List<StageView> stages,
            List<Improvement.AgentView> agents,
            List<Improvement.TemplateView> templates,
            Improvement.MethodView method,
            List<OpenClusters.OpenCluster> clusters,
            Returns.@Nullable Return compensation) {}

    /**
     * Of the last 30 days, or of the time given; with {@code format=csv} or {@code Accept: text/csv} one table of it: {@code classes},
     * {@code stages}, {@code agents} or {@code templates}.
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @APIResponse(
            responseCode = "200",
            description = "All of it as data, or one table of it",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Insights.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Response insights(
            @PathParam("sellerId") String sellerId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("format") @Nullable String format,
            @QueryParam("table") @Nullable String table,
            @HeaderParam("Accept") @Nullable String accept) {
        Instant now = clock.instant();
        Instant until = instant("to", to, now);
        Instant since = instant("from", from, until.minus(BACK));
        boolean csv = format == null ? accept != null && accept.startsWith("text/csv") : format.equals("csv");
        if (format != null && !csv && !format.equals("json")) {
            throw bad("format", "is json or csv");
        }
        InsightTable wanted = InsightTable.of(table);
        if (wanted == null) {
            throw bad("table", "is one of " + InsightTable.names());
        }
        Insights insights = transactions.read(sellerId, tx -> insights(tx, sellerId, since, until, now));
        return csv
                ? Response.ok(wanted.csv(insights), "text/csv; charset=utf-8").build()
                : Response.ok(insights, MediaType.APPLICATION_JSON).build();
    }

    private Insights insights(Connection tx, String sellerId, Instant from, Instant to, Instant now)
            throws SQLException {
        List<ClassView> classes = new ArrayList<>();
        long reviews = 0;
        long due = 0;
        long replied = 0;
        long judged = 0;
        long agreed = 0;
        try (PreparedStatement select = tx.prepareStatement(CLASSES)) {
            bind(select, sellerId, from, to, now);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reviews += row.getLong("reviews");
                    due += row.getLong("reply_due");
                    replied += row.getLong("replied_of_due");
                    judged += row.getLong("judged");
                    agreed += row.getLong("agreed");
                    classes.add(view(row));
                }
            }
        }
        long all = reviews;
        List<ClassView> shares = classes.stream().map(one -> share(one, all)).toList();
        var rules = rulebook.of(profiles.get(tx, sellerId), now).orElse(null);
        int negativeUpTo =
                rules == null ? NEGATIVE_UP_TO : rules.pack().reviews().negativeUpTo();
        var span = new Improvement.Span(sellerId, from, to, negativeUpTo);
        return new Insights(
                from,
                to,
                reviews,
                rate(replied, due),
                rate(agreed, judged),
                shares,
                stages(tx, sellerId, from, to, now),
                Improvement.byAgent(tx, span),
                Improvement.byTemplate(tx, span),
                Improvement.byMethod(
                        tx, span, rules == null ? null : rules.pack().reviews().expectations()),
                rules == null ? List.of() : clusters.of(tx, sellerId, rules.pack()),
                rules == null
                        ? null
                        : returns.of(
                                tx,
                                sellerId,
                                from,
                                to,
                                now,
                                rules.pack().triage().rates()));
    }

    private static ClassView view(ResultSet row) throws SQLException {
        long invited = row.getLong("invited");
        long judged = row.getLong("judged");
        return new ClassView(
                row.getString("class"),
                row.getLong("reviews"),
                0,
                row.getLong("negative"),
                rate(row.getLong("replied_of_due"), row.getLong("reply_due")),
                invited,
                rate(row.getLong("invited_improved"), invited),
                row.getLong("uninvited_improved"),
                judged,
                rate(row.getLong("agreed"), judged));
    }

    private static ClassView share(ClassView one, long all) {
        return new ClassView(
                one.name,
                one.reviews,
                (double) one.reviews / all,
                one.negative,
                one.replyRate,
                one.invited,
                one.improved,
                one.uninvitedImproved,
                one.judged,
                one.agreement);
    }

    private static List<StageView> stages(Connection tx, String sellerId, Instant from, Instant to, Instant now)
            throws SQLException {
        List<StageView> stages = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(STAGES)) {
            bind(select, sellerId, from, to, now);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long due = row.getLong("due");
                    long inTime = row.getLong("in_time");
                    stages.add(new StageView(row.getString("stage"), due, inTime, rate(inTime, due)));
                }
            }
        }
        return stages;
    }

    private static void bind(PreparedStatement select, String sellerId, Instant from, Instant to, Instant now)
            throws SQLException {
        select.setObject(1, now.atOffset(ZoneOffset.UTC));
        select.setObject(2, now.atOffset(ZoneOffset.UTC));
        select.setString(3, sellerId);
        select.setObject(4, from.atOffset(ZoneOffset.UTC));
        select.setObject(5, to.atOffset(ZoneOffset.UTC));
    }

    private static @Nullable Double rate(long count, long sample) {
        return sample == 0 ? null : (double) count / sample;
    }

    private static Instant instant(String parameter, @Nullable String value, Instant otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException malformed) {
            throw bad(parameter, "is an instant such as 2026-11-22T10:00:00Z");
        }
    }

    private static ProblemException bad(String parameter, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER,
                parameter + " " + message + ".",
                List.of(Violation.ofField(parameter, message)));
    }
}
