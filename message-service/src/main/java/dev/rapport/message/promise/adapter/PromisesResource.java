package dev.rapport.message.promise.adapter;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.promise.application.Promises;
import dev.rapport.message.promise.application.Wishes;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.message.rest.Posts;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** MSG-16: {@code …/conversations/{conversationId}/promises}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/promises")
@Produces(MediaType.APPLICATION_JSON)
final class PromisesResource {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    private final SellerTransactions transactions;
    private final Posts posts;
    private final Promises promises;
    private final PromiseBook book;
    private final PromiseViews views;
    private final Conversations conversations;
    private final Outbox outbox;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final Clock clock;

    PromisesResource(
            SellerTransactions transactions,
            Posts posts,
            Promises promises,
            PromiseBook book,
            PromiseViews views,
            Conversations conversations,
            Outbox outbox,
            CurrentCaller caller,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.posts = posts;
        this.promises = promises;
        this.book = book;
        this.views = views;
        this.conversations = conversations;
        this.outbox = outbox;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    /**
     * What an agent promised, by whatever way.
     *
     * @param what a deed ({@code SHIP}, {@code DELIVER}, {@code REFUND}, {@code REPLACE}, {@code REPLY}) or words
     * @param dueAt until when, at most a year from now
     * @param orderId the conversation's when it is left out
     */
    record Made(
            @Nullable String what,
            @Nullable Instant dueAt,
            @Nullable String orderId) {}

    /** What became of it. */
    enum Outcome {
        KEPT,
        WITHDRAWN
    }

    /** An agent's word. */
    record Settlement(@Nullable Outcome outcome) {}

    /** All of a conversation. */
    record PromiseList(
            List<PromiseViews.PromiseView> items, @Nullable String next) {}

    @GET
    public PromiseList ofConversation(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> {
            if (conversations.recall(tx, List.of(key)).conversations().isEmpty()) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            return new PromiseList(views.views(tx, sellerId, promises.of(tx, key), now), null);
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = PromiseViews.PromiseView.class, responseCode = "201")
    public Response make(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Made body) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = now();
        if (body.orderId() != null && !ID.matcher(body.orderId()).matches()) {
            throw invalid("orderId", "is no order's id");
        }
        PromiseBook.Wish wish = Wishes.wish(body.what(), body.dueAt(), now, "");
        return posts.once(sellerId, idempotencyKey, body, tx -> {
            var found = conversations.lock(tx, key).conversations();
            if (found.isEmpty()) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            return made(tx, found.getFirst(), body.orderId(), wish, now);
        });
    }

    private Posts.Result made(
            Connection tx, Conversation conversation, @Nullable String orderId, PromiseBook.Wish wish, Instant now)
            throws SQLException {
        var facts = new ArrayList<Fact>();
        Promise promise = book.record(
                tx,
                conversation.key(),
                UUID.randomUUID().toString(),
                orderId == null ? conversation.orderId() : orderId,
                wish,
                agent(),
                now,
                Trace.of(request).traceparent(),
                facts);
        outbox.append(tx, facts);
        var view = views.views(tx, conversation.key().sellerId(), List.of(promise), now)
                .getFirst();
        return new Posts.Result.Created(request.request().path() + "/" + promise.promiseId(), view);
    }

    @POST
    @Path("/{promiseId}/settlement")
    @Consumes(MediaType.APPLICATION_JSON)
    public PromiseViews.PromiseView settle(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @PathParam("promiseId") String promiseId,
            Settlement body) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Promise.State outcome =
                switch (body.outcome()) {
                    case null -> throw invalid("outcome", "is KEPT or WITHDRAWN");
                    case KEPT -> Promise.State.KEPT;
                    case WITHDRAWN -> Promise.State.LAPSED;
                };
        Instant now = now();
        return transactions.write(sellerId, tx -> switch (book.settle(tx, key, promiseId, outcome, agent(), now)) {
            case PromiseBook.Settled.Done done -> {
                outbox.append(tx, done.facts());
                yield views.views(tx, sellerId, List.of(done.promise()), now).getFirst();
            }
            case PromiseBook.Settled.NoSuchPromise _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case PromiseBook.Settled.Before before ->
                throw new ProblemException(
                        Problem.of(MessageProblem.PROMISE_SETTLED, "What became of it stands, and is not changed.")
                                .with("state", before.promise().state().name().toLowerCase(Locale.ROOT)));
        });
    }

    private String agent() {
        return AgentIds.of(caller.caller().agentId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
