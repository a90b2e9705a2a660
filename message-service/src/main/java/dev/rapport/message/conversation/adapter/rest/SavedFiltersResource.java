package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.http.KnownFieldsOnly;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.InboxFilter;
import dev.rapport.message.conversation.application.SavedFilters;
import dev.rapport.message.conversation.application.SavedFilters.SavedFilter;
import dev.rapport.message.rest.Posts;
import dev.rapport.message.rest.Versioned;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /saved-filters}: the caller's own, for the queue over all sellers of the token. */
@Singleton
@Path("/api/v1/saved-filters")
@Produces(MediaType.APPLICATION_JSON)
final class SavedFiltersResource {

    /** They belong to no seller. */
    private static final Set<String> NO_SELLER = Set.of();

    private static final int LONGEST_NAME = 80;
    private static final long LONGEST_DUE = Duration.ofDays(30).toSeconds();

    private final SellerTransactions transactions;
    private final Posts posts;
    private final SavedFilters filters;
    private final CurrentCaller caller;

    SavedFiltersResource(SellerTransactions transactions, Posts posts, SavedFilters filters, CurrentCaller caller) {
        this.transactions = transactions;
        this.posts = posts;
        this.filters = filters;
        this.caller = caller;
    }

    /**
     * A filter as it is saved.
     *
     * @param name 1 to 80 characters, one filter of an agent each
     * @param filter as the inbox takes it; nothing in it for all conversations
     */
    @KnownFieldsOnly
    record Wanted(@Nullable String name, @Nullable Look filter) {}

    /** What is looked for; see the parameters of {@code GET /conversations}. The sort is written in lower case there. */
    @KnownFieldsOnly
    record Look(
            @Nullable String sellerId,
            @Nullable String status,
            @Nullable String kind,
            @Nullable String scene,
            @Nullable String assignee,
            @Nullable Long clockDueWithinSeconds,
            @Nullable String sort,
            @Nullable String q) {

        static Look of(InboxFilter filter) {
            return new Look(
                    filter.sellerId(),
                    name(filter.status()),
                    name(filter.kind()),
                    name(filter.scene()),
                    filter.assignee(),
                    filter.clockDueWithinSeconds(),
                    filter.sort() == null ? null : InboxParameters.written(filter.sort()),
                    filter.q());
        }

        private static @Nullable String name(@Nullable Enum<?> constant) {
            return constant == null ? null : constant.name();
        }
    }

    record FilterView(String filterId, String name, Look filter, long version) {
        static FilterView of(SavedFilter saved) {
            return new FilterView(saved.filterId(), saved.name(), Look.of(saved.filter()), saved.version());
        }
    }

    @GET
    public Page<FilterView> all(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "saved-filters");
        String after = page.after() == null ? "" : page.after().text(0);
        List<SavedFilter> found = transactions.read(NO_SELLER, tx -> filters.all(tx, agent(), after, page.fetch()));
        return Page.of(page, found, saved -> List.of(saved.filterId())).map(FilterView::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = FilterView.class, responseCode = "201")
    public Response save(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, Wanted wanted) {
        var saved = new SavedFilter(UUID.randomUUID().toString(), name(wanted), filter(wanted), 1);
        return posts.once(itself(), idempotencyKey, wanted, tx -> {
            demandName(filters.keep(tx, agent(), saved));
            return new Posts.Result.Created("/api/v1/saved-filters/" + saved.filterId(), FilterView.of(saved));
        });
    }

    /** Answers are remembered by seller; in place of one stands the agent, whose name may be of any form. */
    private String itself() {
        return "agent~" + UUID.nameUUIDFromBytes(agent().getBytes(StandardCharsets.UTF_8));
    }

    @GET
    @Path("/{filterId}")
    @APIResponseSchema(value = FilterView.class, responseCode = "200")
    public Response one(@PathParam("filterId") String filterId) {
        SavedFilter saved = transactions
                .read(NO_SELLER, tx -> Optional.ofNullable(filters.find(tx, agent(), filterId)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return Response.ok(FilterView.of(saved))
                .header("ETag", ETags.of(saved.version()))
                .build();
    }

    @PUT
    @Path("/{filterId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = FilterView.class, responseCode = "200")
    public Response replace(
            @PathParam("filterId") String filterId, @HeaderParam("If-Match") @Nullable String ifMatch, Wanted wanted) {
        String name = name(wanted);
        InboxFilter filter = filter(wanted);
        SavedFilter kept = transactions.write(NO_SELLER, tx -> {
            SavedFilter before = filters.lock(tx, agent(), filterId);
            if (before == null) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            ETags.demand(ifMatch, before.version());
            var next = new SavedFilter(filterId, name, filter, before.version() + 1);
            demandName(filters.keep(tx, agent(), next));
            return next;
        });
        return Response.ok(FilterView.of(kept))
                .header("ETag", ETags.of(kept.version()))
                .build();
    }

    @DELETE
    @Path("/{filterId}")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(@PathParam("filterId") String filterId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return Versioned.removed(
                transactions,
                NO_SELLER,
                ifMatch,
                tx -> {
                    SavedFilter before = filters.lock(tx, agent(), filterId);
                    return before == null ? null : before.version();
                },
                tx -> filters.remove(tx, agent(), filterId));
    }

    private static void demandName(boolean free) {
        if (!free) {
            throw new ProblemException(Problem.of(MessageProblem.FILTER_NAME_TAKEN, "Choose another name.")
                    .violation(Violation.ofField("name", "is another filter's")));
        }
    }

    private static String name(Wanted wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name", "has 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private InboxFilter filter(Wanted wanted) {
        Look look =
                wanted.filter() == null ? new Look(null, null, null, null, null, null, null, null) : wanted.filter();
        if (look.sellerId() != null && !caller.caller().mayName(look.sellerId())) {
            throw invalid("filter.sellerId", "is no seller of the token");
        }
        Long due = look.clockDueWithinSeconds();
        if (due != null && (due < 0 || due > LONGEST_DUE)) {
            throw invalid("filter.clockDueWithinSeconds", "is 0 to " + LONGEST_DUE);
        }
        var read = InboxParameters.read(look.status(), look.kind(), look.scene(), look.sort(), look.q());
        return new InboxFilter(
                look.sellerId(),
                read.status(),
                read.kind(),
                read.scene(),
                InboxParameters.given(look.assignee()),
                due,
                read.sort(),
                InboxParameters.given(look.q()));
    }

    /** The token's own words: they are never shown to anybody else. */
    private String agent() {
        return caller.caller().agentId();
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
