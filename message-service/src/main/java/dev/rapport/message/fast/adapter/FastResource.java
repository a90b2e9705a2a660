package dev.rapport.message.fast.adapter;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.Aside;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.fast.application.FastCases;
import dev.rapport.message.fast.model.FastCase;
import dev.rapport.message.fast.model.FastCase.Task;
import dev.rapport.message.fast.model.Step;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** MSG-14: {@code …/conversations/{conversationId}/fast} and {@code POST …/escalate}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}")
@Produces(MediaType.APPLICATION_JSON)
final class FastResource {

    private static final int LONGEST_NOTE = 2_000;

    private final SellerTransactions transactions;
    private final Posts posts;
    private final FastBook book;
    private final FastCases cases;
    private final Conversations conversations;
    private final Outbox outbox;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final Clock clock;

    FastResource(
            SellerTransactions transactions,
            Posts posts,
            FastBook book,
            FastCases cases,
            Conversations conversations,
            Outbox outbox,
            CurrentCaller caller,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.posts = posts;
        this.book = book;
        this.cases = cases;
        this.conversations = conversations;
        this.outbox = outbox;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    /**
     * How a conversation follows FAST.
     *
     * @param current the step that is to be done now; null when all are
     * @param agreedAt when no supervisor was needed any more; null before
     */
    record CaseView(
            String caseId,
            String conversationId,
            String sellerId,
            String reason,
            @Nullable String disputeId,
            Instant openedAt,
            @Nullable Instant agreedAt,
            @Nullable String current,
            List<StepView> steps) {

        static CaseView of(FastCase one, Instant now) {
            Step current = one.current();
            return new CaseView(
                    one.caseId(),
                    one.conversation().conversationId(),
                    one.conversation().sellerId(),
                    one.reason().name(),
                    one.disputeId(),
                    one.openedAt(),
                    one.agreedAt(),
                    current == null ? null : current.name(),
                    one.steps().stream().map(task -> StepView.of(task, now)).toList());
        }
    }

    /**
     * One step.
     *
     * @param state {@code open}, {@code overdue}, {@code done}, {@code late} (done, but after it was due) or {@code waived}
     * @param remainingSeconds until it is due; null once it is over, negative when it is overdue
     */
    record StepView(
            String step,
            Instant dueAt,
            String state,
            @Nullable Long remainingSeconds,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String note) {

        static StepView of(Task task, Instant now) {
            return new StepView(
                    task.step().name(),
                    task.dueAt(),
                    state(task, now),
                    task.isOpen() ? Duration.between(now, task.dueAt()).toSeconds() : null,
                    task.doneAt(),
                    task.doneBy(),
                    task.note());
        }

        private static String state(Task task, Instant now) {
            Instant doneAt = task.doneAt();
            if (doneAt != null) {
                return doneAt.isAfter(task.dueAt()) ? "late" : "done";
            }
            return task.waived() ? "waived" : now.isAfter(task.dueAt()) ? "overdue" : "open";
        }
    }

    /** @param note what was done, in an agent's words */
    record Note(@Nullable String note) {}

    @GET
    @Path("/fast")
    public CaseView fast(@PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = now();
        return transactions
                .read(sellerId, tx -> Optional.ofNullable(cases.newest(tx, key)))
                .map(found -> CaseView.of(found, now))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @POST
    @Path("/escalate")
    @APIResponseSchema(value = CaseView.class, responseCode = "201")
    public Response escalate(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Instant now = now();
        return posts.once(sellerId, idempotencyKey, "", tx -> opened(tx, key, now));
    }

    private Posts.Result opened(Connection tx, ConversationKey key, Instant now) throws SQLException {
        lock(tx, key);
        var opening = new FastBook.Opening(
                key,
                FastCase.Reason.AGENT,
                UUID.randomUUID().toString(),
                now,
                now,
                Trace.of(request).traceparent());
        List<Fact> facts = book.open(tx, List.of(opening));
        FastCase present = cases.newest(tx, key);
        if (facts.isEmpty() || present == null) {
            throw new ProblemException(
                    MessageProblem.ALREADY_ESCALATED, "The conversation follows FAST; do its steps first.");
        }
        outbox.append(tx, facts);
        String path = request.request().path();
        return new Posts.Result.Created(
                path.substring(0, path.length() - "escalate".length()) + "fast", CaseView.of(present, now));
    }

    @POST
    @Path("/fast/{step}")
    @Consumes(MediaType.APPLICATION_JSON)
    public CaseView done(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @PathParam("step") String name,
            @Nullable Note body) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        String note = body == null ? null : body.note();
        if (note != null && (note.isBlank() || note.length() > LONGEST_NOTE)) {
            String message = "has 1 to " + LONGEST_NOTE + " characters";
            throw new ProblemException(
                    CommonProblem.INVALID, "note " + message + ".", List.of(Violation.ofField("note", message)));
        }
        Instant now = now();
        return transactions.write(sellerId, tx -> {
            lock(tx, key);
            var facts = new ArrayList<Fact>();
            FastCase after = name.equals("AGREEMENT")
                    ? book.agree(tx, key, now, facts)
                    : book.done(tx, key, step(name), agent(), note, now, facts);
            if (after == null) {
                throw new ProblemException(
                        MessageProblem.STEP_NOT_OPEN, "The step is done or not needed, or there is no case.");
            }
            outbox.append(tx, facts);
            return CaseView.of(after, now);
        });
    }

    /** Only a supervisor takes a supervisor's part. */
    private Step step(String name) {
        for (Step step : Step.values()) {
            if (step.name().equals(name)) {
                if (step == Step.SUPERVISOR && !caller.caller().hasAnyOf(Role.SUPERVISOR.andAbove())) {
                    throw new ProblemException(CommonProblem.ROLE_REQUIRED);
                }
                return step;
            }
        }
        throw new ProblemException(CommonProblem.NOT_FOUND);
    }

    /** Ordering law: the conversation's row first, whatever of it is then changed. */
    private void lock(Connection tx, ConversationKey key) throws SQLException {
        if (conversations.lock(tx, key).conversations().isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
    }

    private String agent() {
        return AgentIds.of(caller.caller().agentId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The case beside its conversation. */
    @Singleton
    static final class FastAside implements Aside {

        private final FastCases cases;

        FastAside(FastCases cases) {
            this.cases = cases;
        }

        @Override
        public String name() {
            return "fast";
        }

        @Override
        public @Nullable CaseView beside(Connection tx, Conversation conversation, Instant now) throws SQLException {
            FastCase found = cases.newest(tx, conversation.key());
            return found == null ? null : CaseView.of(found, now);
        }
    }
}
