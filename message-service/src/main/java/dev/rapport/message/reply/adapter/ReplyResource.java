package dev.rapport.message.reply.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.reply.application.SendReply;
import dev.rapport.text.screening.Verdict;
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
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST …/conversations/{conversationId}/replies}: an agent answers. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/replies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ReplyResource {

    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final SendReply replies;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final ObjectMapper json;
    private final Clock clock;

    ReplyResource(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            SendReply replies,
            CurrentCaller caller,
            RoutingContext request,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.replies = replies;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What the agent writes.
     *
     * @param text plain text (MSG-20)
     */
    record Body(@JsonProperty(required = true) String text) {}

    /** The answer: the message as it was accepted; {@code version} is the conversation's, for the next {@code If-Match}. */
    record Sent(
            String messageId,
            String conversationId,
            String sellerId,
            String author,
            String text,
            Instant sentAt,
            Delivery delivery,
            long version) {

        record Delivery(String dispatchId, String state, int attempts) {}
    }

    @POST
    public Response reply(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Body body) {
        ConversationKey key = ConversationKey.inPath(sellerId, conversationId);
        if (key == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        var reply = new SendReply.Reply(
                key,
                AgentIds.of(caller.caller().agentId()),
                body.text(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                version -> ETags.holds(ifMatch, version),
                Trace.of(request).traceparent());
        byte[] asked = (request.request().path() + '\n' + body.text()).getBytes(StandardCharsets.UTF_8);
        return switch (sendOnce(reply, idempotencyKey, asked)) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    private IdempotencyKeys.Outcome sendOnce(SendReply.Reply reply, @Nullable String idempotencyKey, byte[] asked) {
        String sellerId = reply.conversation().sellerId();
        try {
            return transactions.write(
                    sellerId, tx -> keys.once(tx, sellerId, idempotencyKey, asked, () -> send(tx, reply)));
        } catch (BlockedException blocked) {
            transactions.write(sellerId, tx -> replies.tellOfAttempt(tx, reply, blocked.verdict));
            throw new ProblemException(ReplyProblems.blocked(blocked.verdict));
        }
    }

    /** Takes the transaction back in which a text was found to be one that must not leave. */
    private static final class BlockedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Verdict verdict;

        BlockedException(Verdict verdict) {
            super("blocked", null, false, false);
            this.verdict = verdict;
        }
    }

    /** A refusal leaves by an exception, which takes everything back and is not remembered under the key. */
    private StoredAnswer send(Connection tx, SendReply.Reply reply) throws SQLException {
        return switch (replies.send(tx, reply)) {
            case SendReply.Result.Accepted accepted -> stored(reply, accepted);
            case SendReply.Result.NoSuchConversation _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case SendReply.Result.Stale stale -> throw new ProblemException(ReplyProblems.stale(stale));
            case SendReply.Result.Refused refused -> throw new ProblemException(ReplyProblems.refused(refused));
            case SendReply.Result.Blocked blocked -> throw new BlockedException(blocked.verdict());
        };
    }

    private StoredAnswer stored(SendReply.Reply reply, SendReply.Result.Accepted accepted) {
        var key = reply.conversation();
        var sent = new Sent(
                accepted.message().messageId(),
                key.conversationId(),
                key.sellerId(),
                "human",
                accepted.message().text(),
                accepted.message().sentAt(),
                new Sent.Delivery(reply.dispatchId(), "accepted", 1),
                accepted.version());
        String location = "/api/v1/sellers/" + key.sellerId() + "/conversations/" + key.conversationId() + "/messages/"
                + sent.messageId();
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
