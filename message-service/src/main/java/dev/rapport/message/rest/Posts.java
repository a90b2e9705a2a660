package dev.rapport.message.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.ProblemJson;
import dev.rapport.kit.tenancy.SellerTransactions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a {@code POST} once under its {@code Idempotency-Key}, in one transaction, and makes the answer. A refusal leaves by a
 * {@link ProblemException}, which takes everything back and is not remembered; one that has to be remembered, like a logged attempt, is a
 * {@link Result.Logged}.
 */
@Singleton
public final class Posts {

    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final RoutingContext request;
    private final ObjectMapper json;

    Posts(SellerTransactions transactions, IdempotencyKeys keys, RoutingContext request, ObjectMapper json) {
        this.transactions = transactions;
        this.keys = keys;
        this.request = request;
        this.json = json;
    }

    /** What came of the work. */
    public sealed interface Result {

        /**
         * Something was made.
         *
         * @param location where it is
         * @param body its representation; a member {@code version} becomes the {@code ETag}
         */
        record Created(String location, Object body) implements Result {}

        /** Refused, and what was written about the refusal stays. */
        record Logged(Problem problem) implements Result {}
    }

    /** The work, in a transaction of the rest role that holds the seller's lock shared. */
    @FunctionalInterface
    public interface Work {
        Result run(Connection tx) throws SQLException;
    }

    /**
     * Does it.
     *
     * @param key the header; null when the request has none
     * @param body what makes the request this one beside its path, as it was read
     */
    public Response once(String sellerId, @Nullable String key, Object body, Work work) {
        byte[] asked = (request.request().path() + '\n' + text(body)).getBytes(StandardCharsets.UTF_8);
        IdempotencyKeys.Outcome outcome =
                transactions.write(sellerId, tx -> keys.once(tx, sellerId, key, asked, () -> stored(work.run(tx))));
        return switch (outcome) {
            case IdempotencyKeys.Outcome.Done done -> answer(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                answer(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    private StoredAnswer stored(Result result) {
        return switch (result) {
            case Result.Created created ->
                new StoredAnswer(Response.Status.CREATED.getStatusCode(), created.location(), text(created.body()));
            case Result.Logged logged -> {
                byte[] document = ProblemJson.write(
                        logged.problem(),
                        request.request().path(),
                        Trace.of(request).traceId());
                yield new StoredAnswer(logged.problem().status(), null, new String(document, StandardCharsets.UTF_8));
            }
        };
    }

    private Response.ResponseBuilder answer(StoredAnswer stored) {
        var answer = Response.status(stored.status()).entity(stored.body());
        if (stored.status() >= Response.Status.BAD_REQUEST.getStatusCode()) {
            return answer.type(ProblemJson.MEDIA_TYPE);
        }
        answer.type(MediaType.APPLICATION_JSON_TYPE);
        if (stored.location() != null) {
            answer.header("Location", stored.location());
        }
        JsonNode version = tree(stored.body()).path("version");
        return version.isIntegralNumber() ? answer.header("ETag", ETags.of(version.longValue())) : answer;
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(Object body) {
        try {
            return body instanceof String text ? text : json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
