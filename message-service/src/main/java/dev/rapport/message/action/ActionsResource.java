package dev.rapport.message.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.ProblemType;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.strike.model.Ledger;
import dev.rapport.policy.Strikes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code GET …/conversations/{conversationId}/actions}. The actions themselves check again; this only tells before. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/actions")
@Produces(MediaType.APPLICATION_JSON)
final class ActionsResource {

    private final SellerTransactions transactions;
    private final Conversations conversations;
    private final Violations violations;
    private final PersonalDataBook personalData;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final CurrentCaller caller;
    private final Clock clock;

    ActionsResource(
            SellerTransactions transactions,
            Conversations conversations,
            Violations violations,
            PersonalDataBook personalData,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            CurrentCaller caller,
            Clock clock) {
        this.transactions = transactions;
        this.conversations = conversations;
        this.violations = violations;
        this.personalData = personalData;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * One action.
     *
     * @param code why it is not allowed, as its refusal would say
     * @param rule whose rule that is
     * @param remaining of a reply: strikes that are left before sending is frozen
     * @param resetsAt when it will be allowed again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Action(
            String action,
            @JsonProperty("allowed") boolean allowed,
            @Nullable String code,
            @Nullable String rule,
            @Nullable Integer remaining,
            @Nullable Instant resetsAt) {

        static Action of(String action, @Nullable ProblemType refusal) {
            return new Action(
                    action,
                    refusal == null,
                    refusal == null ? null : refusal.name(),
                    refusal == null ? null : refusal.rule(),
                    null,
                    null);
        }
    }

    /** What a caller may do, with the version it is about. */
    record Actions(String conversationId, long version, List<Action> items) {}

    @GET
    @APIResponseSchema(value = Actions.class, responseCode = "200")
    public Response actions(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = clock.instant();
        Actions found = transactions.read(sellerId, tx -> actions(tx, key, now));
        return Response.ok(found).header("ETag", ETags.of(found.version())).build();
    }

    private Actions actions(Connection tx, ConversationKey key, Instant now) throws SQLException {
        var found = conversations.recall(tx, List.of(key)).conversations();
        if (found.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Conversation conversation = found.getFirst();
        Ledger ledger = Objects.requireNonNull(
                violations.ledgers(tx, List.of(key.sellerId())).get(key.sellerId()));
        Strikes rules =
                clockBook.of(profiles.get(tx, key.sellerId())).rules(now).strikes();
        boolean erased = personalData.silenced(tx, key);
        ProblemType hands = inHands(conversation);
        ProblemType waits = conversation.waiting() ? null : MessageProblem.NOBODY_WAITS;
        return new Actions(
                key.conversationId(),
                conversation.version(),
                List.of(
                        reply(erased ? MessageProblem.BUYER_ERASED : hands, ledger, rules, now),
                        Action.of("claim", agents(claimable(conversation))),
                        Action.of("release", agents(hands)),
                        Action.of("assign", agents(null)),
                        Action.of("read", agents(null)),
                        Action.of("handle", agents(hands == null ? waits : hands)),
                        Action.of("triage", agents(waits)),
                        Action.of("escalate", agents(null)),
                        Action.of("promise", agents(null))));
    }

    private Action reply(@Nullable ProblemType hands, Ledger ledger, Strikes rules, Instant now) {
        Instant frozenUntil = ledger.frozenUntil(now);
        ProblemType refusal = agents(frozenUntil == null ? hands : MessageProblem.SENDING_FROZEN);
        int left = Math.max(0, rules.freezeAt() - ledger.count(now, rules));
        return new Action(
                "reply",
                refusal == null,
                refusal == null ? null : refusal.name(),
                refusal == null ? null : refusal.rule(),
                left,
                frozenUntil);
    }

    private @Nullable ProblemType agents(@Nullable ProblemType otherwise) {
        return caller.caller().hasAnyOf(Role.AGENT.andAbove()) ? otherwise : CommonProblem.ROLE_REQUIRED;
    }

    private @Nullable ProblemType inHands(Conversation conversation) {
        boolean supervises = caller.caller().hasAnyOf(Role.SUPERVISOR.andAbove());
        return supervises ? null : claimable(conversation);
    }

    private @Nullable ProblemType claimable(Conversation conversation) {
        String assignee = conversation.atHand().assignee();
        boolean mine =
                assignee == null || assignee.equals(AgentIds.of(caller.caller().agentId()));
        return mine ? null : MessageProblem.IN_OTHER_HANDS;
    }
}
