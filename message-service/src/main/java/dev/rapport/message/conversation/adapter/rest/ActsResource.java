package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.Acts;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Roster;
import dev.rapport.message.conversation.application.StaleProblem;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.TurnTriage;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.price.model.Prices;
import dev.rapport.message.rest.AgentIds;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What is done to one conversation: {@code POST …/claim}, {@code /release}, {@code /assign}, {@code /read}, {@code /handle}, {@code /triage}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}")
@Produces(MediaType.APPLICATION_JSON)
final class ActsResource {

    private static final Pattern AGENT_ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    private final SellerTransactions transactions;
    private final Acts acts;
    private final Conversations conversations;
    private final Roster roster;
    private final PriceBook priceBook;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final Clock clock;

    ActsResource(
            SellerTransactions transactions,
            Acts acts,
            Conversations conversations,
            Roster roster,
            PriceBook priceBook,
            CurrentCaller caller,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.acts = acts;
        this.conversations = conversations;
        this.roster = roster;
        this.priceBook = priceBook;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    /** High or low. */
    enum Level {
        HIGH,
        LOW
    }

    /**
     * To whom; all of it may be left out: then it is whose turn it is.
     *
     * @param agentId by hand
     * @param category of the product the question is about: whom it concerns
     */
    record Assignment(@Nullable String agentId, @Nullable String category) {}

    /** MSG-06, otherwise than the rules; what is left out stays as it is. */
    record TriageOverride(
            @Nullable Level urgency,
            @Nullable Level value,
            @Nullable String reason) {}

    @POST
    @Path("/claim")
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response claim(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return act(sellerId, conversationId, ifMatch, _ -> new ConversationCommand.Claim(agent()));
    }

    @POST
    @Path("/release")
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response release(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return act(sellerId, conversationId, ifMatch, _ -> new ConversationCommand.Release(agent(), supervises()));
    }

    @POST
    @Path("/read")
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response read(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return act(sellerId, conversationId, ifMatch, _ -> new ConversationCommand.MarkRead());
    }

    @POST
    @Path("/handle")
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response handle(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        Instant now = now();
        return act(sellerId, conversationId, ifMatch, _ -> new ConversationCommand.Handle(agent(), now));
    }

    @POST
    @Path("/triage")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response triage(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            TriageOverride body) {
        if (body.urgency() == null && body.value() == null) {
            throw invalid("urgency", "or value has to be given");
        }
        if (body.reason() != null && (body.reason().isBlank() || body.reason().length() > 200)) {
            throw invalid("reason", "has 1 to 200 characters");
        }
        Instant now = now();
        return act(
                sellerId,
                conversationId,
                ifMatch,
                conversation -> new ConversationCommand.Retriage(overridden(conversation, body), now));
    }

    private TurnTriage overridden(Conversation conversation, TriageOverride body) {
        TurnTriage before = conversation.watch().triage();
        boolean urgent = body.urgency() == null ? before != null && before.urgent() : body.urgency() == Level.HIGH;
        boolean valuable = body.value() == null ? before != null && before.valuable() : body.value() == Level.HIGH;
        var reasons = new ArrayList<String>(before == null ? List.of() : before.reasons());
        reasons.add(body.reason() == null ? "agent" : "agent: " + body.reason().replaceAll("\\s+", " "));
        return new TurnTriage(urgent, valuable, reasons, agent());
    }

    @POST
    @Path("/assign")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ConversationView.class, responseCode = "200")
    public Response assign(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable Assignment wanted) {
        Assignment body = wanted == null ? new Assignment(null, null) : wanted;
        if (body.agentId() != null && !AGENT_ID.matcher(body.agentId()).matches()) {
            throw invalid("agentId", "is no agent's id");
        }
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = now();
        return answer(transactions.write(sellerId, tx -> {
            String to = body.agentId() == null ? next(tx, key, body.category(), now) : body.agentId();
            Acts.Result given = acts.act(tx, act(key, ifMatch, _ -> new ConversationCommand.Assign(to)));
            if (given instanceof Acts.Result.Done) {
                roster.given(tx, sellerId, to, now);
            }
            return outcome(tx, ifMatch, given);
        }));
    }

    /** MSG-17: whose turn it is. The roster is held before the conversation, by everybody. */
    private String next(Connection tx, ConversationKey key, @Nullable String category, Instant now)
            throws SQLException {
        var found = conversations.recall(tx, List.of(key)).conversations();
        if (found.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        String next = roster.next(tx, key.sellerId(), found.getFirst().buyer().language(), category, now);
        if (next == null) {
            throw new ProblemException(
                    MessageProblem.NO_AGENT_FREE,
                    "Nobody on shift has capacity left and the buyer's language; assign it by hand.");
        }
        return next;
    }

    private Response act(
            String sellerId,
            String conversationId,
            @Nullable String ifMatch,
            Function<Conversation, ConversationCommand> command) {
        Acts.Act act = act(ConversationPaths.key(sellerId, conversationId), ifMatch, command);
        return answer(transactions.write(sellerId, tx -> outcome(tx, ifMatch, acts.act(tx, act))));
    }

    /** What came of an act, and the prices of its seller. */
    private record Outcome(Acts.Result result, @Nullable Prices prices) {}

    /** MSG-17: what is stale is refused with what changed. */
    private Outcome outcome(Connection tx, @Nullable String ifMatch, Acts.Result result) throws SQLException {
        if (result instanceof Acts.Result.Stale stale) {
            throw new ProblemException(
                    StaleProblem.of(tx, conversations, stale.present(), ETags.seen(ifMatch), clock.instant()));
        }
        if (result instanceof Acts.Result.Done done) {
            String seller = done.conversation().key().sellerId();
            return new Outcome(result, priceBook.of(tx, List.of(seller)).get(seller));
        }
        return new Outcome(result, null);
    }

    private Acts.Act act(
            ConversationKey key, @Nullable String ifMatch, Function<Conversation, ConversationCommand> command) {
        return new Acts.Act(
                key,
                agent(),
                supervises(),
                command,
                version -> ETags.holds(ifMatch, version),
                Trace.of(request).traceparent());
    }

    private Response answer(Outcome outcome) {
        return switch (outcome.result) {
            case Acts.Result.Done done -> {
                var view = ConversationView.of(done.conversation(), done.clocks(), outcome.prices, clock.instant());
                yield Response.ok(view).header("ETag", ETags.of(view.version())).build();
            }
            case Acts.Result.NoSuchConversation _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case Acts.Result.Stale _ -> throw new IllegalStateException("refused before, with what changed");
            case Acts.Result.NobodyWaits _ ->
                throw new ProblemException(MessageProblem.NOBODY_WAITS, "The buyer is not waiting for an answer.");
            case Acts.Result.InOtherHands other ->
                throw new ProblemException(
                        Problem.of(MessageProblem.IN_OTHER_HANDS, "It can be released or assigned to you.")
                                .with("assignee", other.assignee()));
        };
    }

    private String agent() {
        return AgentIds.of(caller.caller().agentId());
    }

    private boolean supervises() {
        return caller.caller().hasAnyOf(Role.SUPERVISOR.andAbove());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
