package dev.rapport.review.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ReviewFact.ReviewAppealed;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Reviews.Expectations;
import dev.rapport.review.ReviewProblem;
import dev.rapport.review.action.AgentActions;
import dev.rapport.review.action.AgentActions.Call;
import dev.rapport.review.dispatch.Dispatches;
import dev.rapport.review.review.application.CaseFiles;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Appeals over REST (REV-06): made, listed, and the evidence they carry, as JSON or as a page to print. */
@Singleton
@Path("/api/v1/sellers/{sellerId}")
@Produces(MediaType.APPLICATION_JSON)
final class AppealResource {
    private static final int LONGEST = 4_000;
    private static final String CHANNEL = "IN_SITE";

    private final AgentActions actions;
    private final SellerTransactions transactions;
    private final Reviews reviews;
    private final CaseFiles files;
    private final Appeals appeals;
    private final EvidenceBuilding evidence;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Dispatches dispatches;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    AppealResource(
            AgentActions actions,
            SellerTransactions transactions,
            Reviews reviews,
            CaseFiles files,
            Appeals appeals,
            EvidenceBuilding evidence,
            SellerProfiles profiles,
            Rulebook rulebook,
            Dispatches dispatches,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.actions = actions;
        this.transactions = transactions;
        this.reviews = reviews;
        this.files = files;
        this.appeals = appeals;
        this.evidence = evidence;
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.dispatches = dispatches;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /** Why the review should go. */
    record Statement(@Nullable String statement) {

        String checked() {
            String said = statement;
            if (said == null || said.isBlank() || said.length() > LONGEST) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "An appeal has a statement of at most " + LONGEST + " characters.",
                        List.of(Violation.ofField("statement", "is missing or too long")));
            }
            return said;
        }
    }

    /**
     * An appeal as clients see it.
     *
     * @param usuallyPassed share of appeals that are approved, by the pack; null when it is not here
     * @param usuallyDecidedBy when a decision is usual by
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AppealView(
            String appealId,
            String reviewId,
            String state,
            String statement,
            String agentId,
            Instant appealedAt,
            @Nullable Instant decidedAt,
            @Nullable Double usuallyPassed,
            @Nullable Instant usuallyDecidedBy) {

        static AppealView of(Appeal appeal, @Nullable Expectations usual) {
            return new AppealView(
                    appeal.appealId(),
                    appeal.reviewId(),
                    appeal.state().name(),
                    appeal.statement(),
                    appeal.agentId(),
                    appeal.appealedAt(),
                    appeal.decidedAt(),
                    usual == null ? null : usual.appealsPassed(),
                    usual == null ? null : appeal.appealedAt().plus(usual.appealTakes()));
        }
    }

    /** Appeals against a review; one at a time, and none against one that is hidden. */
    @POST
    @Path("/reviews/{reviewId}/appeal")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = AppealView.class, responseCode = "201")
    public Response appeal(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Statement body) {
        String statement = (body == null ? new Statement(null) : body).checked();
        return actions.once(
                sellerId, key, statement, (tx, call) -> appeal(tx, new ReviewKey(sellerId, reviewId), statement, call));
    }

    private AppealView appeal(Connection tx, ReviewKey key, String statement, Call call) throws SQLException {
        Review review = reviews.lock(tx, key).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        CaseFile file = Objects.requireNonNull(
                files.files(tx, key.sellerId(), List.of(key.reviewId())).get(key.reviewId()), "it was posted");
        List<Appeal> before = appeals.ofReview(tx, key.sellerId(), key.reviewId());
        if (before.stream().anyMatch(one -> one.state() != Appeal.State.REJECTED)) {
            throw new ProblemException(ReviewProblem.APPEALED);
        }
        String id =
                FactId.of(EventType.REVIEW_APPEALED, key.sellerId(), key.reviewId(), Integer.toString(before.size()));
        var pack = evidence.build(tx, id, statement, review, file, call.now());
        Appeal appeal =
                new Appeal(id, key.reviewId(), statement, call.agentId(), call.now(), written(pack), null, null);
        appeals.make(tx, key.sellerId(), appeal);
        outbox.append(
                tx,
                facts(tx, review, appeal).stream()
                        .map(fact -> fact.tracedBy(call.traceparent()))
                        .toList());
        return AppealView.of(appeal, usual(tx, key.sellerId(), call.now()));
    }

    private List<Fact> facts(Connection tx, Review review, Appeal appeal) throws SQLException {
        var posting = review.posted();
        String seller = review.key().sellerId();
        var fact = new ReviewAppealed(seller, appeal.reviewId(), posting.postedAt());
        var request = new DispatchRequested(
                seller,
                appeal.appealId(),
                1,
                DispatchKind.APPEAL,
                CHANNEL,
                profiles.get(tx, seller).marketplace(),
                null,
                appeal.reviewId(),
                posting.orderId(),
                posting.buyerId(),
                appeal.statement(),
                null);
        return List.of(
                Fact.of(fact, appeal.appealedAt(), posting.pack(), appeal.appealId()),
                dispatches.ask(tx, request, appeal.appealedAt(), posting.pack()));
    }

    /** A seller's appeals, newest first; {@code state} is OPEN, APPROVED or REJECTED. */
    @GET
    @Path("/appeals")
    public Page<AppealView> appeals(
            @PathParam("sellerId") String sellerId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Appeal.State wanted = state(state);
        PageRequest request = PageRequest.of(limit, cursor, String.join("|", "appeals", sellerId, "" + wanted));
        Cursor after = request.after();
        return transactions.read(sellerId, tx -> {
            List<Appeal> rows = appeals.page(
                    tx,
                    sellerId,
                    wanted,
                    after == null ? null : after.instant(0),
                    after == null ? "" : after.text(1),
                    request.fetch());
            Expectations usual = usual(tx, sellerId, clock.instant());
            return Page.of(request, rows, one -> List.of(one.appealedAt(), one.appealId()))
                    .map(one -> AppealView.of(one, usual));
        });
    }

    private static Appeal.@Nullable State state(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        return Arrays.stream(Appeal.State.values())
                .filter(one -> one.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.BAD_PARAMETER,
                        "state is OPEN, APPROVED or REJECTED.",
                        List.of(Violation.ofField("state", "is OPEN, APPROVED or REJECTED"))));
    }

    /** The pack as it was when the appeal was made; {@code format=html} or {@code Accept: text/html} for a page to print. */
    @GET
    @Path("/appeals/{appealId}/evidence-pack")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @APIResponse(
            responseCode = "200",
            description = "As data, or as a page to print",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EvidencePack.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
            })
    public Response evidencePack(
            @PathParam("sellerId") String sellerId,
            @PathParam("appealId") String appealId,
            @QueryParam("format") @Nullable String format,
            @HeaderParam("Accept") @Nullable String accept) {
        Appeal appeal = transactions
                .read(sellerId, tx -> Optional.ofNullable(appeals.one(tx, sellerId, appealId)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        boolean page = format == null ? accept != null && accept.startsWith("text/html") : format.equals("html");
        if (format != null && !page && !format.equals("json")) {
            throw new ProblemException(
                    CommonProblem.BAD_PARAMETER,
                    "format is json or html.",
                    List.of(Violation.ofField("format", "is json or html")));
        }
        try {
            return page
                    ? Response.ok(EvidencePage.of(json.readTree(appeal.evidence())), "text/html; charset=utf-8")
                            .build()
                    : Response.ok(appeal.evidence(), MediaType.APPLICATION_JSON).build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Expectations usual(Connection tx, String sellerId, Instant at) throws SQLException {
        return rulebook.of(profiles.get(tx, sellerId), at)
                .map(rules -> rules.pack().reviews().expectations())
                .orElse(null);
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
