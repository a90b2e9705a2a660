package dev.rapport.review.reply.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.review.casework.StageKeeping;
import dev.rapport.review.reply.application.ReplyToReview;
import dev.rapport.review.review.model.ReviewKey;
import io.vertx.ext.web.RoutingContext;
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
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code POST …/reviews/{reviewId}/replies}: an agent answers a review. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews/{reviewId}/replies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ReplyResource {

    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final ReplyToReview replies;
    private final StageKeeping stages;
    private final Outbox outbox;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final ObjectMapper json;
    private final Clock clock;

    ReplyResource(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            ReplyToReview replies,
            StageKeeping stages,
            Outbox outbox,
            CurrentCaller caller,
            RoutingContext request,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.replies = replies;
        this.stages = stages;
        this.outbox = outbox;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What the agent writes.
     *
     * @param text plain text (MSG-20), with a template's variables filled in
     * @param templateId REV-05: the template it was made from, as message-service names it
     */
    record Body(
            @JsonProperty(required = true) String text,
            @Nullable String templateId) {
        private static final int LONGEST_ID = 200;

        Body {
            // JSON knows null.
            if (text == null) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "text is a string.",
                        List.of(Violation.ofField("text", "is a string")));
            }
            if (templateId != null && (templateId.isBlank() || templateId.length() > LONGEST_ID)) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "templateId names a template.",
                        List.of(Violation.ofField("templateId", "is empty or too long")));
            }
        }
    }

    /** The answer: the reply as it was accepted; {@code version} is the review's, for the next {@code If-Match}. */
    record Sent(
            String replyId,
            String reviewId,
            String sellerId,
            String text,
            Instant repliedAt,
            Delivery delivery,
            long version) {

        record Delivery(String dispatchId, String state, int attempts) {}
    }

    @POST
    @APIResponseSchema(value = Sent.class, responseCode = "201")
    public Response reply(
            @PathParam("sellerId") String sellerId,
            @PathParam("reviewId") String reviewId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Body body) {
        var reply = new ReplyToReview.Reply(
                new ReviewKey(sellerId, reviewId),
                caller.caller().agentId(),
                body.text(),
                body.templateId(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                version -> ETags.holds(ifMatch, version),
                Trace.of(request).traceparent());
        byte[] asked = (request.request().path() + '\n' + body.templateId() + '\n' + body.text())
                .getBytes(StandardCharsets.UTF_8);
        return switch (transactions.write(
                sellerId, tx -> keys.once(tx, sellerId, idempotencyKey, asked, () -> send(tx, reply)))) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    /** A refusal leaves by an exception, which takes everything back and is not remembered under the key. */
    private StoredAnswer send(Connection tx, ReplyToReview.Reply reply) throws SQLException {
        return switch (replies.reply(tx, reply)) {
            case ReplyToReview.Result.Accepted accepted -> {
                // REV-03: an agent's reply is the apology.
                outbox.append(tx, stages.replied(tx, reply.review(), reply.agentId()));
                yield stored(reply, accepted);
            }
            case ReplyToReview.Result.Blocked blocked -> {
                tx.commit();
                throw new ProblemException(ReplyProblems.blocked(blocked));
            }
            case ReplyToReview.Result.NoSuchReview _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case ReplyToReview.Result.Stale stale -> throw new ProblemException(ReplyProblems.stale(stale));
            case ReplyToReview.Result.PackUnknown unknown ->
                throw new ProblemException(ReplyProblems.packUnknown(unknown));
            case ReplyToReview.Result.Refused refused -> throw new ProblemException(ReplyProblems.refused(refused));
        };
    }

    private StoredAnswer stored(ReplyToReview.Reply reply, ReplyToReview.Result.Accepted accepted) {
        ReviewKey key = reply.review();
        var sent = new Sent(
                reply.replyId(),
                key.reviewId(),
                key.sellerId(),
                accepted.reply().text(),
                accepted.reply().repliedAt(),
                new Sent.Delivery(reply.dispatchId(), "accepted", 1),
                accepted.version());
        String location = "/api/v1/sellers/" + key.sellerId() + "/reviews/" + key.reviewId();
        try {
            return new StoredAnswer(Response.Status.CREATED.getStatusCode(), location, json.writeValueAsString(sent));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response.ResponseBuilder answer(StoredAnswer stored) {
        try {
            long version = json.readTree(stored.body()).required("version").longValue();
            return Response.status(stored.status())
                    .header("Location", stored.location())
                    .header("ETag", ETags.of(version))
                    .entity(stored.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
