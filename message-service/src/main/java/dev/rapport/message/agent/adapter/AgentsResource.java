package dev.rapport.message.agent.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.WorkingHours;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.agent.model.Agent;
import dev.rapport.message.rest.Versioned;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/agents}: capacity, languages, categories, shifts (MSG-17). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/agents")
@Produces(MediaType.APPLICATION_JSON)
final class AgentsResource {

    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}");

    private final SellerTransactions transactions;
    private final PostgresRoster roster;

    AgentsResource(SellerTransactions transactions, PostgresRoster roster) {
        this.transactions = transactions;
        this.roster = roster;
    }

    /**
     * An agent as it is put.
     *
     * @param capacity 0 to 1000; 10 when it is left out
     * @param zone of the shifts; UTC when it is left out
     * @param shifts always on when they are left out
     * @param active true when it is left out
     */
    record Wanted(
            @Nullable Integer capacity,
            @Nullable List<String> languages,
            @Nullable List<String> categories,
            @Nullable String zone,
            @Nullable Hours shifts,
            @Nullable Boolean active) {}

    /** An agent as it is shown. */
    record AgentView(
            String agentId,
            int capacity,
            List<String> languages,
            List<String> categories,
            String zone,
            @Nullable Hours shifts,
            @JsonProperty("active") boolean active,
            long version) {

        static AgentView of(Agent agent) {
            return new AgentView(
                    agent.agentId(),
                    agent.capacity(),
                    agent.languages(),
                    agent.categories(),
                    agent.zone(),
                    agent.shifts() == null ? null : Hours.of(agent.shifts()),
                    agent.active(),
                    agent.version());
        }
    }

    @GET
    public Page<AgentView> all(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "agents|" + sellerId);
        String after = page.after() == null ? "" : page.after().text(0);
        List<Agent> agents = transactions.read(sellerId, tx -> roster.all(tx, sellerId, after, page.fetch()));
        return Page.of(page, agents, agent -> List.of(agent.agentId())).map(AgentView::of);
    }

    @GET
    @Path("/{agentId}")
    @APIResponseSchema(value = AgentView.class, responseCode = "200")
    public Response one(@PathParam("sellerId") String sellerId, @PathParam("agentId") String agentId) {
        Agent agent = transactions
                .read(sellerId, tx -> Optional.ofNullable(roster.find(tx, sellerId, agentId)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return answer(agent, false);
    }

    @PUT
    @Path("/{agentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = AgentView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = AgentView.class)))
    public Response put(
            @PathParam("sellerId") String sellerId,
            @PathParam("agentId") String agentId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            Wanted wanted) {
        Agent checked = checked(agentId, wanted);
        boolean[] created = new boolean[1];
        Agent kept = transactions.write(sellerId, tx -> {
            Agent before = roster.lock(tx, sellerId, agentId);
            ETags.demand(ifMatch, before == null ? null : before.version());
            created[0] = before == null;
            Agent next = withVersion(checked, before == null ? 1 : before.version() + 1);
            roster.keep(tx, sellerId, next);
            return next;
        });
        return answer(kept, created[0]);
    }

    @DELETE
    @Path("/{agentId}")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(
            @PathParam("sellerId") String sellerId,
            @PathParam("agentId") String agentId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return Versioned.removed(
                transactions,
                Set.of(sellerId),
                ifMatch,
                tx -> {
                    Agent before = roster.lock(tx, sellerId, agentId);
                    return before == null ? null : before.version();
                },
                tx -> roster.remove(tx, sellerId, agentId));
    }

    private static Response answer(Agent agent, boolean created) {
        return Versioned.answer(AgentView.of(agent), agent.version(), created);
    }

    private static Agent checked(String agentId, Wanted wanted) {
        int capacity = Objects.requireNonNullElse(wanted.capacity(), 10);
        if (capacity < 0 || capacity > 1000) {
            throw invalid("capacity", "is 0 to 1000");
        }
        List<String> languages = Objects.requireNonNullElse(wanted.languages(), List.<String>of());
        if (!languages.stream().allMatch(language -> LANGUAGE.matcher(language).matches())) {
            throw invalid("languages", "are ISO 639-1 codes");
        }
        List<String> categories = Objects.requireNonNullElse(wanted.categories(), List.<String>of());
        if (!categories.stream().allMatch(category -> !category.isBlank() && category.length() <= 64)) {
            throw invalid("categories", "have 1 to 64 characters");
        }
        return new Agent(
                agentId,
                capacity,
                languages.stream()
                        .map(language -> language.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList(),
                categories.stream().distinct().toList(),
                zone(Objects.requireNonNullElse(wanted.zone(), "UTC")),
                hours(wanted.shifts()),
                Objects.requireNonNullElse(wanted.active(), true),
                0);
    }

    /** Its own problem: a clock in a zone that does not exist would never run. */
    private static String zone(String name) {
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException _) {
            throw new ProblemException(
                    Problem.of(MessageProblem.UNKNOWN_ZONE, "Use an IANA name such as Asia/Shanghai.")
                            .violation(Violation.ofField("zone", "is no IANA time zone")));
        }
    }

    private static @Nullable WorkingHours hours(@Nullable Hours hours) {
        if (hours == null) {
            return null;
        }
        try {
            return hours.hours();
        } catch (RuntimeException _) {
            throw invalid("shifts", "are days with times from HH:MM to HH:MM that do not overlap");
        }
    }

    private static Agent withVersion(Agent agent, long version) {
        return new Agent(
                agent.agentId(),
                agent.capacity(),
                agent.languages(),
                agent.categories(),
                agent.zone(),
                agent.shifts(),
                agent.active(),
                version);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
