package dev.rapport.care.rule.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.care.CareProblem;
import dev.rapport.care.eligibility.CareRulebook;
import dev.rapport.care.eligibility.Eligibility;
import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.score.KnownScore;
import dev.rapport.care.score.SellerScores;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Care;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/care-rules}: CARE-01. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/care-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class CareRuleResource {
    /** Every order event is looked at by all rules of its seller. */
    private static final int MOST_RULES = 100;

    private static final String ORDERS =
            "SELECT count(*) FROM (SELECT 1 FROM orders WHERE seller_id = ? LIMIT ?) AS known";

    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final CareRules rules;
    private final SellerProfiles profiles;
    private final SellerScores scores;
    private final CareRulebook rulebook;
    private final ObjectMapper json;
    private final Clock clock;

    CareRuleResource(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            CareRules rules,
            SellerProfiles profiles,
            SellerScores scores,
            CareRulebook rulebook,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.rules = rules;
        this.profiles = profiles;
        this.scores = scores;
        this.rulebook = rulebook;
        this.json = json;
        this.clock = clock;
    }

    /** A seller's rules, oldest first. */
    @GET
    public Page<RuleView> list(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor, "care-rules|" + sellerId);
        return transactions.read(sellerId, tx -> {
            Seller seller = seller(tx, sellerId);
            List<CareRule> all = rules.of(tx, List.of(sellerId)).getOrDefault(sellerId, List.of());
            Cursor after = request.after();
            List<CareRule> rest = all.stream()
                    .filter(rule -> after == null || isBehind(rule, after))
                    .limit(request.fetch())
                    .toList();
            Page<CareRule> page = Page.of(request, rest, rule -> List.of(rule.createdAt(), rule.ruleId()));
            return page.map(rule -> RuleView.of(rule, seller.rules, seller.may));
        });
    }

    private static boolean isBehind(CareRule rule, Cursor after) {
        int byTime = rule.createdAt().compareTo(after.instant(0));
        return byTime > 0 || byTime == 0 && rule.ruleId().compareTo(after.text(1)) > 0;
    }

    @GET
    @Path("/{ruleId}")
    @APIResponseSchema(value = RuleView.class, responseCode = "200")
    public Response read(@PathParam("sellerId") String sellerId, @PathParam("ruleId") String ruleId) {
        RuleView view = transactions.read(sellerId, tx -> {
            Seller seller = seller(tx, sellerId);
            return RuleView.of(existing(rules.find(tx, sellerId, ruleId)), seller.rules, seller.may);
        });
        return Response.ok(view).header("ETag", ETags.of(view.version())).build();
    }

    @POST
    @APIResponseSchema(value = RuleView.class, responseCode = "201")
    public Response create(
            @PathParam("sellerId") String sellerId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            RuleBody body) {
        present(body);
        String ruleId = UUID.randomUUID().toString();
        byte[] asked = ("POST care-rules\n" + body).getBytes(StandardCharsets.UTF_8);
        return switch (transactions.write(
                sellerId,
                tx -> keys.once(tx, sellerId, idempotencyKey, asked, () -> create(tx, sellerId, ruleId, body)))) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    private StoredAnswer create(Connection tx, String sellerId, String ruleId, RuleBody body) throws SQLException {
        Seller seller = seller(tx, sellerId);
        if (rules.of(tx, List.of(sellerId)).getOrDefault(sellerId, List.of()).size() >= MOST_RULES) {
            throw new ProblemException(CommonProblem.CONFLICT, "A seller has at most " + MOST_RULES + " care rules.");
        }
        Instant now = now();
        CareRule rule = body.rule(sellerId, ruleId, seller.rules, now);
        rules.keep(tx, rule, rule.on() ? now : null);
        String location = "/api/v1/sellers/" + sellerId + "/care-rules/" + ruleId;
        try {
            String view = json.writeValueAsString(RuleView.of(rule, seller.rules, seller.may));
            return new StoredAnswer(Response.Status.CREATED.getStatusCode(), location, view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response.ResponseBuilder answer(StoredAnswer stored) {
        return Response.status(stored.status())
                .header("Location", stored.location())
                .header("ETag", ETags.of(1))
                .entity(stored.body());
    }

    @PUT
    @Path("/{ruleId}")
    @APIResponseSchema(value = RuleView.class, responseCode = "200")
    public Response replace(
            @PathParam("sellerId") String sellerId,
            @PathParam("ruleId") String ruleId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            RuleBody body) {
        present(body);
        RuleView view = transactions.write(sellerId, tx -> {
            CareRule before = existing(rules.lock(tx, sellerId, ruleId));
            ETags.demand(ifMatch, before.version());
            Seller seller = seller(tx, sellerId);
            Instant now = now();
            CareRule after = before.rewritten(body.rule(sellerId, ruleId, seller.rules, now), now);
            boolean begins = after.on() && after.since().equals(now);
            rules.keep(tx, after, begins ? now : null);
            return RuleView.of(after, seller.rules, seller.may);
        });
        return Response.ok(view).header("ETag", ETags.of(view.version())).build();
    }

    /** What it has planned is suppressed as {@code RULE_OFF} when its time comes. */
    @DELETE
    @Path("/{ruleId}")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204", description = "Removed")
    public Response delete(
            @PathParam("sellerId") String sellerId,
            @PathParam("ruleId") String ruleId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        transactions.write(sellerId, tx -> {
            CareRule rule = existing(rules.lock(tx, sellerId, ruleId));
            ETags.demand(ifMatch, rule.version());
            rules.remove(tx, rule);
            return rule;
        });
        return Response.noContent().build();
    }

    private static void present(@Nullable RuleBody body) {
        if (body == null) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "A rule has a trigger and a template.");
        }
    }

    private static CareRule existing(@Nullable CareRule rule) {
        if (rule == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        return rule;
    }

    private record Seller(SellerRules rules, RuleView.May may) {}

    private Seller seller(Connection tx, String sellerId) throws SQLException {
        Instant now = now();
        SellerChanged profile = profiles.get(tx, sellerId);
        SellerRules under = rulebook.of(profile, now)
                .orElseThrow(() -> new ProblemException(
                        CareProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in."));
        KnownScore score = scores.of(tx, List.of(sellerId)).getOrDefault(sellerId, KnownScore.NONE);
        Care.Eligibility wanted = under.care().eligibility();
        var eligibility = Eligibility.of(profile, wanted, score, now);
        var may =
                new RuleView.May(eligibility.eligible(), eligibility.obstacles(), advice(tx, sellerId, wanted, score));
        return new Seller(under, may);
    }

    /** CARE-04: what a new store is advised to wait for. */
    private static List<String> advice(Connection tx, String sellerId, Care.Eligibility wanted, KnownScore score)
            throws SQLException {
        List<String> advice = new ArrayList<>();
        try (PreparedStatement count = tx.prepareStatement(ORDERS)) {
            count.setString(1, sellerId);
            count.setInt(2, wanted.adviseFromOrders());
            try (ResultSet row = count.executeQuery()) {
                if (row.next() && row.getInt(1) < wanted.adviseFromOrders()) {
                    advice.add("WAIT_FOR_" + wanted.adviseFromOrders() + "_ORDERS");
                }
            }
        }
        Double known = score.score();
        if (known == null || known < wanted.adviseFromScore()) {
            advice.add("WAIT_FOR_SCORE_" + Math.round(wanted.adviseFromScore()));
        }
        return advice;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
