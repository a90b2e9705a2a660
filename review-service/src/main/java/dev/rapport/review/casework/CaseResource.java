package dev.rapport.review.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.ReviewClass;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.review.ReviewProblem;
import dev.rapport.review.casework.CaseSteps.May;
import dev.rapport.review.casework.CaseSteps.Result;
import dev.rapport.review.casework.CaseSteps.Step;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.ReviewKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Evidence and invitation (REV-03, REV-04), the correction of a class (REV-01), and what may be done now. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews/{reviewId}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class CaseResource {
    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final CaseSteps steps;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final ObjectMapper json;
    private final Clock clock;

    CaseResource(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            CaseSteps steps,
            CurrentCaller caller,
            RoutingContext request,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.steps = steps;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * REV-03: proof of what was promised; at least one of the two.
     *
     * @param trackingNumber of the parcel or of the goods sent again
     * @param note what was done
     */
    record Evidence(
            @Nullable String trackingNumber, @Nullable String note) {
        private static final int LONGEST = 2_000;

        Evidence {
            boolean empty = (trackingNumber == null || trackingNumber.isBlank()) && (note == null || note.isBlank());
            boolean tooLong = trackingNumber != null && trackingNumber.length() > LONGEST
                    || note != null && note.length() > LONGEST;
            if (empty || tooLong) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "Evidence has a tracking number or a note of at most " + LONGEST + " characters.",
                        List.of(Violation.ofField("note", "is missing or too long")));
            }
        }
    }

    /** REV-01: the class it has. */
    record Correction(
            @JsonProperty(value = "class", required = true) ReviewClass reviewClass) {
        Correction {
            if (reviewClass == null) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "class is one of the classes of reviews.",
                        List.of(Violation.ofField("class", "is missing")));
            }
        }
    }

    /** The case as it stands after a step; {@code version} is the review's. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CaseView(
            String reviewId,
            @JsonProperty("class") ReviewClass reviewClass,
            ReviewClass guess,
            @Nullable ReviewClass corrected,
            @Nullable Instant invitedAt,
            List<StageView> stages,
            long version) {

        static CaseView of(CaseFile file, long version, Instant now) {
            return new CaseView(
                    file.reviewId(),
                    file.reviewClass(),
                    file.guess(),
                    file.corrected(),
                    file.invitedAt(),
                    file.stages().stream()
                            .map(clock -> new StageView(
                                    clock.stage().name(),
                                    clock.dueAt(),
                                    clock.completedAt(),
                                    clock.agentId(),
                                    clock.outcome(),
                                    clock.state(now).name()))
                            .toList(),
                    version);
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StageView(
            String name,
            Instant dueAt,
            @Nullable Instant completedAt,
            @Nullable String owner,
            Map<String, String> outcome,
            String state) {}

    @POST
    @Path("/evidence")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Response evidence(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Evidence body) {
        if (body == null) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "Evidence has a tracking number or a note.");
        }
        String outcome = written(body);
        return once(sellerId, reviewId, ifMatch, key, outcome, (tx, step) -> steps.evidence(tx, step, outcome));
    }

    @POST
    @Path("/invitation")
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Response invitation(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        return once(sellerId, reviewId, ifMatch, key, "", steps::invite);
    }

    @POST
    @Path("/classification")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Response classification(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Correction body) {
        if (body == null) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "class is one of the classes of reviews.");
        }
        String asked = body.reviewClass().name();
        return once(
                sellerId, reviewId, ifMatch, key, asked, (tx, step) -> steps.classify(tx, step, body.reviewClass()));
    }

    /** What may be done now; {@code code} says why not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Action(
            String action,
            boolean allowed,
            @Nullable String code,
            @Nullable String rule) {}

    record Actions(List<Action> items) {}

    @GET
    @Path("/actions")
    public Actions actions(@PathParam("sellerId") String sellerId, @PathParam("reviewId") String reviewId) {
        Step step = step(sellerId, reviewId, null);
        Map<String, May> may = transactions.read(sellerId, tx -> new LinkedHashMap<>(steps.actions(tx, step)));
        if (may.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new Action("reply", true, null, null));
        for (String name : List.of("evidence", "invitation")) {
            May answer = may.getOrDefault(name, May.NOT_STAGED);
            // REV-04: where the marketplace forbids it, the action is absent.
            if (answer != May.FORBIDDEN) {
                ReviewProblem why = answer == May.YES ? null : problem(answer);
                actions.add(new Action(
                        name, why == null, why == null ? null : why.name(), why == null ? null : why.rule()));
            }
        }
        actions.add(mayAppeal(sellerId, reviewId));
        return new Actions(actions);
    }

    /** REV-06: one at a time. */
    private Action mayAppeal(String sellerId, String reviewId) {
        boolean standing = transactions.read(sellerId, tx -> steps.appealed(tx, new ReviewKey(sellerId, reviewId)));
        ReviewProblem why = standing ? ReviewProblem.APPEALED : null;
        return new Action("appeal", !standing, why == null ? null : why.name(), why == null ? null : why.rule());
    }

    /** What a request asks for. */
    @FunctionalInterface
    private interface Asked {
        Result of(Connection tx, Step step) throws SQLException;
    }

    private Response once(
            String sellerId,
            String reviewId,
            @Nullable String ifMatch,
            @Nullable String key,
            String asked,
            Asked what) {
        Step step = step(sellerId, reviewId, ifMatch);
        byte[] body = (request.request().path() + '\n' + asked).getBytes(StandardCharsets.UTF_8);
        return switch (transactions.write(
                sellerId, tx -> keys.once(tx, sellerId, key, body, () -> stored(what.of(tx, step), step.now())))) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    private StoredAnswer stored(Result result, Instant now) {
        return switch (result) {
            case Result.Done done ->
                new StoredAnswer(201, null, written(CaseView.of(done.file(), done.version(), now)));
            case Result.NoSuchReview _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case Result.Stale stale ->
                throw new ProblemException(
                        Problem.of(CommonProblem.STALE, "The review has changed: read it again first.")
                                .with("currentETag", ETags.of(stale.version())));
            case Result.PackUnknown _ ->
                throw new ProblemException(
                        ReviewProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in.");
            case Result.No no -> throw new ProblemException(problem(no.why()));
        };
    }

    private static ReviewProblem problem(May why) {
        return switch (why) {
            case YES -> throw new IllegalStateException("what may be done is no problem");
            case NOT_STAGED -> ReviewProblem.REVIEW_NOT_STAGED;
            case DONE -> ReviewProblem.STEP_DONE;
            case NO_EVIDENCE -> ReviewProblem.EVIDENCE_MISSING;
            case FORBIDDEN -> ReviewProblem.INVITATION_FORBIDDEN;
            case SCORE_TOO_LOW -> ReviewProblem.SCORE_TOO_LOW;
            case FROZEN -> ReviewProblem.SENDING_FROZEN;
        };
    }

    private Response.ResponseBuilder answer(StoredAnswer stored) {
        try {
            long version = json.readTree(stored.body()).required("version").longValue();
            return Response.status(stored.status())
                    .header("ETag", ETags.of(version))
                    .entity(stored.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Step step(String sellerId, String reviewId, @Nullable String ifMatch) {
        return new Step(
                new ReviewKey(sellerId, reviewId),
                caller.caller().agentId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                version -> ETags.holds(ifMatch, version),
                Trace.of(request).traceparent());
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
