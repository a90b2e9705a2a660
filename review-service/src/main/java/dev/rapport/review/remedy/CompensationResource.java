package dev.rapport.review.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.Money;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.review.ReviewProblem;
import dev.rapport.review.action.AgentActions;
import dev.rapport.review.action.AgentActions.Call;
import dev.rapport.review.cluster.ClusterWatch;
import dev.rapport.review.review.application.CaseFiles;
import dev.rapport.review.review.application.Proposals.Alternative;
import dev.rapport.review.review.application.Proposals.Offered;
import dev.rapport.review.review.application.Proposals.Proposed;
import dev.rapport.review.review.model.CaseFile;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code POST …/reviews/{reviewId}/compensation}: an offer the buyer accepted, with what it cost (REV-08). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews/{reviewId}/compensation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class CompensationResource {
    private final AgentActions actions;
    private final CaseFiles files;
    private final Remedies remedies;
    private final ClusterWatch watch;
    private final ObjectMapper json;

    CompensationResource(
            AgentActions actions, CaseFiles files, Remedies remedies, ClusterWatch watch, ObjectMapper json) {
        this.actions = actions;
        this.files = files;
        this.remedies = remedies;
        this.watch = watch;
        this.json = json;
    }

    /** An amount as on the wire. */
    record Amount(@Nullable String currency, @Nullable String value) {
        static Amount of(Money money) {
            return new Amount(money.currency(), money.value().toPlainString());
        }
    }

    /**
     * What was accepted.
     *
     * @param alternative its number in the proposals
     * @param cost what it costs the seller
     */
    record Accepted(@Nullable Integer alternative, @Nullable Amount cost) {

        Money money() {
            Amount amount = cost;
            if (amount == null || amount.currency == null || amount.value == null) {
                throw bad("cost", "has a currency and a decimal string as its value");
            }
            try {
                return new Money(amount.currency, new BigDecimal(amount.value));
            } catch (RuntimeException malformed) {
                throw bad("cost", "is no amount of at least 0 in a known currency");
            }
        }
    }

    /** What was given. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Given(
            String compensationId,
            String reviewId,
            String buyerId,
            List<Offered> remedies,
            Amount cost,
            String agentId,
            Instant acceptedAt) {}

    @POST
    @APIResponseSchema(value = Given.class, responseCode = "201")
    public Response accept(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable Accepted body) {
        if (body == null) {
            throw bad("alternative", "is missing");
        }
        Money cost = body.money();
        return actions.once(sellerId, key, body, (tx, call) -> accept(tx, sellerId, reviewId, body, cost, call));
    }

    private Given accept(Connection tx, String sellerId, String reviewId, Accepted body, Money cost, Call call)
            throws SQLException {
        CaseFile file = files.files(tx, sellerId, List.of(reviewId)).get(reviewId);
        if (file == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Proposed proposed = remedies.of(tx, sellerId, file);
        if (proposed.why() != null) {
            throw new ProblemException(
                    Problem.of(ReviewProblem.NOTHING_PROPOSED, "The matrix proposes nothing: " + proposed.why() + "."));
        }
        Alternative chosen = proposed.alternatives().stream()
                .filter(one -> body.alternative != null && one.number() == body.alternative)
                .findFirst()
                .orElseThrow(() -> bad(
                        "alternative",
                        "is a number from 1 to " + proposed.alternatives().size()));
        String id = FactId.of(EventType.REVIEW_RECEIVED, sellerId, reviewId, "compensation");
        if (!remedies.keep(tx, sellerId, id, file, written(chosen.remedies()), cost, call.agentId(), call.now())) {
            throw new ProblemException(ReviewProblem.COMPENSATED);
        }
        watch.look(tx, sellerId, call.now());
        return new Given(id, reviewId, file.buyerId(), chosen.remedies(), Amount.of(cost), call.agentId(), call.now());
    }

    private static ProblemException bad(String field, String message) {
        return new ProblemException(
                CommonProblem.MALFORMED_BODY, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
