package dev.rapport.review.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Runs an agent's action in one transaction that sees one seller; a repeat under the same key gets the same answer. */
@Singleton
public final class AgentActions {
    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final ObjectMapper json;
    private final Clock clock;

    AgentActions(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            CurrentCaller caller,
            RoutingContext request,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Who acts, and when.
     *
     * @param traceparent W3C trace context of the request
     */
    public record Call(
            String agentId, Instant now, @Nullable String traceparent) {}

    /** The action: what it made. Refusals are thrown. */
    @FunctionalInterface
    public interface Action {
        Object run(Connection tx, Call call) throws SQLException;
    }

    /**
     * Does it once.
     *
     * @param asked what tells one request from another under the same key
     * @return 201 with what was made
     */
    public Response once(String sellerId, @Nullable String key, Object asked, Action action) {
        Call call = new Call(
                caller.caller().agentId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Trace.of(request).traceparent());
        byte[] body = (request.request().path() + '\n' + written(asked)).getBytes(StandardCharsets.UTF_8);
        return switch (transactions.write(
                sellerId,
                tx -> keys.once(
                        tx, sellerId, key, body, () -> new StoredAnswer(201, null, written(action.run(tx, call)))))) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    private static Response.ResponseBuilder answer(StoredAnswer stored) {
        return Response.status(stored.status()).type(MediaType.APPLICATION_JSON).entity(stored.body());
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
