package dev.rapport.message.template.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.message.rest.Posts;
import dev.rapport.message.rest.Versioned;
import dev.rapport.message.screening.TemplateTexts;
import dev.rapport.message.template.application.OwnTemplate;
import dev.rapport.message.template.application.TemplateBook;
import dev.rapport.message.template.application.Templates;
import dev.rapport.policy.Pack;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.template.Template;
import dev.rapport.text.template.Variable;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/templates}: the shipped library and the seller's own on top of it (MSG-08). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/templates")
@Produces(MediaType.APPLICATION_JSON)
final class TemplatesResource {

    private static final Pattern TEMPLATE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final SellerTransactions transactions;
    private final Posts posts;
    private final TemplateBook book;
    private final Templates templates;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final CurrentCaller caller;
    private final Clock clock;

    TemplatesResource(
            SellerTransactions transactions,
            Posts posts,
            TemplateBook book,
            Templates templates,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            CurrentCaller caller,
            Clock clock) {
        this.transactions = transactions;
        this.posts = posts;
        this.book = book;
        this.templates = templates;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A template as it is saved.
     *
     * @param templateId for a new one; made up when it is left out
     * @param kind the conversations it is for; all when it is left out
     * @param scene any when it is left out
     * @param texts by language, ISO 639-1
     */
    record Saved(
            @Nullable String templateId,
            @Nullable Kind kind,
            @Nullable Scene scene,
            @JsonProperty(required = true) Map<String, String> texts) {}

    /**
     * A template as it is shown.
     *
     * @param shipped not the seller's own
     * @param variables all its texts name
     * @param used how often it went out
     */
    record TemplateView(
            String templateId,
            @Nullable Kind kind,
            @Nullable Scene scene,
            Map<String, String> texts,
            List<String> variables,
            @JsonProperty("shipped") boolean shipped,
            long version,
            @Nullable Instant savedAt,
            @Nullable String savedBy,
            long used,
            @Nullable Instant lastUsedAt) {

        static TemplateView of(OwnTemplate template, Templates.@Nullable Usage usage) {
            var variables = new TreeSet<String>();
            for (String text : template.texts().values()) {
                if (Template.parse(text) instanceof Template.Sound(Template sound)) {
                    sound.variables().stream().map(Variable::written).forEach(variables::add);
                }
            }
            return new TemplateView(
                    template.templateId(),
                    template.kind(),
                    template.scene(),
                    template.texts(),
                    List.copyOf(variables),
                    template.isShipped(),
                    template.version(),
                    template.savedAt(),
                    template.savedBy(),
                    usage == null ? 0 : usage.used(),
                    usage == null ? null : usage.lastUsedAt());
        }
    }

    @GET
    public Page<TemplateView> all(
            @PathParam("sellerId") String sellerId,
            @QueryParam("kind") @Nullable String wantedKind,
            @QueryParam("scene") @Nullable String wantedScene,
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Kind kind = constant("kind", wantedKind, Kind.values());
        Scene scene = constant("scene", wantedScene, Scene.values());
        PageRequest page = PageRequest.of(
                limit, cursor, String.join("|", "templates", sellerId, "" + kind, "" + scene, "" + language));
        String after = page.after() == null ? "" : page.after().text(0);
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> {
            Map<String, Templates.Usage> usage = templates.usage(tx, sellerId);
            var found = book.all(tx, sellerId, pack(tx, sellerId, now)).stream()
                    .filter(template -> template.templateId().compareTo(after) > 0)
                    .filter(template -> kind == null || template.kind() == null || template.kind() == kind)
                    .filter(template -> scene == null || template.scene() == scene)
                    .filter(template -> language == null || template.texts().containsKey(language))
                    .limit(page.fetch())
                    .toList();
            return Page.of(page, found, template -> List.of(template.templateId()))
                    .map(template -> TemplateView.of(template, usage.get(template.templateId())));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = TemplateView.class, responseCode = "201")
    public Response add(
            @PathParam("sellerId") String sellerId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            Saved saved) {
        String id = Objects.requireNonNullElseGet(
                saved.templateId(), () -> UUID.randomUUID().toString());
        checkId(id);
        Instant now = now();
        return posts.once(sellerId, idempotencyKey, saved, tx -> {
            TemplateTexts.check(saved.texts(), pack(tx, sellerId, now), screenings);
            long version = templates.lock(tx, sellerId, id);
            if (templates.find(tx, sellerId, id) != null) {
                throw new ProblemException(CommonProblem.CONFLICT, "There is one of this id: change it by PUT.");
            }
            OwnTemplate template = template(id, saved, version + 1, now);
            templates.keep(tx, sellerId, template);
            return new Posts.Result.Created(
                    "/api/v1/sellers/" + sellerId + "/templates/" + id, TemplateView.of(template, null));
        });
    }

    @GET
    @Path("/{templateId}")
    @APIResponseSchema(value = TemplateView.class, responseCode = "200")
    public Response one(@PathParam("sellerId") String sellerId, @PathParam("templateId") String templateId) {
        Instant now = clock.instant();
        TemplateView view = transactions
                .read(sellerId, tx -> {
                    OwnTemplate template = book.find(tx, sellerId, templateId, pack(tx, sellerId, now));
                    return template == null
                            ? Optional.<TemplateView>empty()
                            : Optional.of(TemplateView.of(
                                    template, templates.usage(tx, sellerId).get(templateId)));
                })
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return answer(view, false);
    }

    /** Every text the seller's own one ever had, the newest first. */
    @GET
    @Path("/{templateId}/versions")
    public Page<TemplateView> versions(
            @PathParam("sellerId") String sellerId, @PathParam("templateId") String templateId) {
        var versions = transactions.read(sellerId, tx -> templates.versions(tx, sellerId, templateId));
        return new Page<>(
                versions.stream().map(version -> TemplateView.of(version, null)).toList(), null);
    }

    @PUT
    @Path("/{templateId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = TemplateView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = TemplateView.class)))
    public Response put(
            @PathParam("sellerId") String sellerId,
            @PathParam("templateId") String templateId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            Saved saved) {
        checkId(templateId);
        Instant now = now();
        boolean[] created = new boolean[1];
        TemplateView kept = transactions.write(sellerId, tx -> {
            TemplateTexts.check(saved.texts(), pack(tx, sellerId, now), screenings);
            long version = templates.lock(tx, sellerId, templateId);
            OwnTemplate before = templates.find(tx, sellerId, templateId);
            ETags.demand(ifMatch, before == null ? null : before.version());
            created[0] = before == null;
            OwnTemplate template = template(templateId, saved, version + 1, now);
            templates.keep(tx, sellerId, template);
            return TemplateView.of(template, templates.usage(tx, sellerId).get(templateId));
        });
        return answer(kept, created[0]);
    }

    @DELETE
    @Path("/{templateId}")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(
            @PathParam("sellerId") String sellerId,
            @PathParam("templateId") String templateId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return Versioned.removed(
                transactions,
                Set.of(sellerId),
                ifMatch,
                tx -> {
                    templates.lock(tx, sellerId, templateId);
                    OwnTemplate before = templates.find(tx, sellerId, templateId);
                    return before == null ? null : before.version();
                },
                tx -> templates.remove(tx, sellerId, templateId));
    }

    private OwnTemplate template(String id, Saved saved, long version, Instant now) {
        return new OwnTemplate(
                id,
                saved.kind(),
                saved.scene(),
                saved.texts(),
                version,
                now,
                AgentIds.of(caller.caller().agentId()));
    }

    private Pack pack(Connection tx, String sellerId, Instant now) throws SQLException {
        return clockBook.of(profiles.get(tx, sellerId)).rules(now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Response answer(TemplateView view, boolean created) {
        return Versioned.answer(view, view.version(), created);
    }

    private static <E extends Enum<E>> @Nullable E constant(String name, @Nullable String value, E[] constants) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.BAD_PARAMETER,
                        name + " is none there is.",
                        List.of(Violation.ofField(name, "is none there is"))));
    }

    private static void checkId(String templateId) {
        if (!TEMPLATE_ID.matcher(templateId).matches()) {
            String message = "has lower-case letters, digits and dashes";
            throw new ProblemException(
                    CommonProblem.INVALID,
                    "templateId " + message + ".",
                    List.of(Violation.ofField("templateId", message)));
        }
    }
}
