package dev.rapport.message.reply.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.StaleProblem;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.promise.application.Wishes;
import dev.rapport.message.reply.application.SendReply;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.message.rest.Posts;
import dev.rapport.message.template.application.FillProblems;
import dev.rapport.message.template.application.TemplateBook;
import dev.rapport.text.screening.Finding;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code POST …/conversations/{conversationId}/replies}: an agent answers. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/replies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ReplyResource {

    private final Posts posts;
    private final SendReply replies;
    private final TemplateBook templates;
    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final Clock clock;

    ReplyResource(
            Posts posts,
            SendReply replies,
            TemplateBook templates,
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            CurrentCaller caller,
            RoutingContext request,
            Clock clock) {
        this.posts = posts;
        this.replies = replies;
        this.templates = templates;
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    /**
     * What the agent writes.
     *
     * @param text plain text (MSG-20); or a template:
     * @param templateId MSG-08
     * @param variables by name; they go before what is known of the conversation
     * @param promise MSG-16: what is promised with it, beside what its words promise
     * @param language of the template's text; the buyer's when it is left out
     */
    record Body(
            @Nullable String text,
            @Nullable String templateId,
            @Nullable Map<String, String> variables,
            @Nullable String language,
            @Nullable Pledge promise) {

        /** @param what a deed, or words */
        record Pledge(@Nullable String what, @Nullable Instant dueAt) {}
    }

    /**
     * The answer: the message as it was accepted.
     *
     * @param version the conversation's, for the next {@code If-Match}
     * @param warnings what the text should rather not have said; left out when nothing
     */
    record Sent(
            String messageId,
            String conversationId,
            String sellerId,
            String author,
            String text,
            Instant sentAt,
            Delivery delivery,
            long version,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> warnings) {

        record Delivery(String dispatchId, String state, int attempts) {}
    }

    @POST
    @APIResponseSchema(value = Sent.class, responseCode = "201")
    public Response reply(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Body body) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        if (body.text() == null && body.templateId() == null) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "text or templateId has to be given.");
        }
        if (body.text() != null && body.templateId() != null) {
            String message = "and templateId exclude each other";
            throw new ProblemException(
                    CommonProblem.INVALID, "text " + message + ".", List.of(Violation.ofField("text", message)));
        }
        return posts.once(sellerId, idempotencyKey, body, tx -> send(tx, reply(tx, key, ifMatch, body), body, ifMatch));
    }

    private SendReply.Reply reply(Connection tx, ConversationKey key, @Nullable String ifMatch, Body body)
            throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new SendReply.Reply(
                key,
                AgentIds.of(caller.caller().agentId()),
                caller.caller().hasAnyOf(Role.SUPERVISOR.andAbove()),
                body.text() == null ? filled(tx, key, body, now) : body.text(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                now,
                version -> ETags.holds(ifMatch, version),
                wish(body.promise(), now),
                Trace.of(request).traceparent());
    }

    private static PromiseBook.@Nullable Wish wish(Body.@Nullable Pledge pledge, Instant now) {
        return pledge == null ? null : Wishes.wish(pledge.what(), pledge.dueAt(), now, "promise.");
    }

    /** MSG-08: the template's text with every gap filled. */
    private String filled(Connection tx, ConversationKey key, Body body, Instant now) throws SQLException {
        var found = conversations.recall(tx, List.of(key)).conversations();
        if (found.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        var wanted = new TemplateBook.Wanted(
                Objects.requireNonNull(body.templateId()),
                body.language(),
                Objects.requireNonNullElse(body.variables(), Map.<String, String>of()),
                found.getFirst());
        var pack = clockBook.of(profiles.get(tx, key.sellerId())).rules(now);
        return FillProblems.filled(templates.fill(tx, key.sellerId(), wanted, pack))
                .text();
    }

    private Posts.Result send(Connection tx, SendReply.Reply reply, Body body, @Nullable String ifMatch)
            throws SQLException {
        return switch (replies.send(tx, reply)) {
            case SendReply.Result.Accepted accepted -> {
                if (body.templateId() != null) {
                    templates.used(tx, reply.conversation().sellerId(), body.templateId(), reply.at());
                }
                yield created(reply, accepted);
            }
            case SendReply.Result.NoSuchConversation _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case SendReply.Result.Stale stale ->
                throw new ProblemException(
                        StaleProblem.of(tx, conversations, stale.present(), ETags.seen(ifMatch), reply.at()));
            case SendReply.Result.InOtherHands refused ->
                throw new ProblemException(ReplyProblems.inOtherHands(refused));
            case SendReply.Result.BuyerErased _ -> throw new ProblemException(ReplyProblems.buyerErased());
            case SendReply.Result.Refused refused -> throw new ProblemException(ReplyProblems.refused(refused));
            case SendReply.Result.Frozen frozen ->
                throw new ProblemException(ReplyProblems.frozen(frozen.until(), reply.at()));
            case SendReply.Result.Blocked blocked -> new Posts.Result.Logged(ReplyProblems.blocked(blocked));
        };
    }

    private static Posts.Result created(SendReply.Reply reply, SendReply.Result.Accepted accepted) {
        var key = reply.conversation();
        var sent = new Sent(
                accepted.message().messageId(),
                key.conversationId(),
                key.sellerId(),
                "human",
                accepted.message().text(),
                accepted.message().sentAt(),
                new Sent.Delivery(reply.dispatchId(), "accepted", accepted.waits() ? 0 : 1),
                accepted.version(),
                accepted.warnings());
        String location = "/api/v1/sellers/" + key.sellerId() + "/conversations/" + key.conversationId() + "/messages/"
                + sent.messageId();
        return new Posts.Result.Created(location, sent);
    }
}
