package dev.rapport.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.EventType;
import dev.rapport.gateway.live.LiveEvents;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.outward.Destination;
import dev.rapport.kit.outward.Destinations;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
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
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code …/webhooks}: where a seller is called, the log of the calls, and calls made again by hand (api.md, Webhooks). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_URL = 2_000;
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 200;
    private static final int MOST_AGAIN = 100;

    private static final Set<String> NAMES = Stream.of(EventType.values())
            .filter(LiveEvents::told)
            .map(LiveEvents::name)
            .collect(Collectors.toSet());

    private final SellerTransactions transactions;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final SealedSecrets secrets;
    private final Destinations destinations;
    private final IdempotencyKeys keys;
    private final WebhookConfig config;
    private final ObjectMapper json;
    private final RoutingContext request;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    WebhookResource(
            SellerTransactions transactions,
            Webhooks webhooks,
            Deliveries deliveries,
            SealedSecrets secrets,
            Destinations destinations,
            IdempotencyKeys keys,
            WebhookConfig config,
            ObjectMapper json,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.destinations = destinations;
        this.keys = keys;
        this.config = config;
        this.json = json;
        this.request = request;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param events names of live events, or {@code *} alone; all when it is left out
     * @param secret 16 to 200 characters; made here when it is left out. Only when the webhook is made
     * @param active true when it is left out
     */
    public record Wanted(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String secret,
            @Nullable Boolean active) {}

    /**
     * What is shown.
     *
     * @param state {@code ACTIVE}, {@code OFF} (by hand) or {@code DISABLED} (by itself, for {@code reason})
     * @param secret shown once, when it was made here; left out otherwise
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            String webhookId,
            String url,
            List<String> events,
            String state,
            @Nullable String reason,
            @Nullable Instant disabledAt,
            @Nullable Instant succeededAt,
            Instant createdAt,
            long version,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {}

    /** All of the seller's. */
    public record Listed(List<View> items, @Nullable String next) {}

    /** What is to be delivered again. */
    public record Again(@Nullable List<String> deliveryIds) {}

    /** What came of it. @param status {@code QUEUED} or {@code NOT_OVER} (unknown, or still tried) */
    public record Queued(String deliveryId, String status) {}

    /** What came of all. */
    public record AllQueued(List<Queued> items) {}

    @GET
    public Listed list(@PathParam("sellerId") String sellerId) {
        List<Webhook> found = transactions.read(sellerId, tx -> webhooks.of(tx, sellerId));
        return new Listed(found.stream().map(each -> view(each, null)).toList(), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @PathParam("sellerId") String sellerId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            Wanted wanted) {
        String url = checked(wanted);
        String place = "answer " + sellerId;
        String asked = request.request().path() + '\n' + text(wanted);
        IdempotencyKeys.Outcome outcome = transactions.write(
                sellerId,
                tx -> keys.once(tx, sellerId, key, asked.getBytes(UTF_8), () -> {
                    View made = make(tx, sellerId, url, wanted);
                    String location = request.request().path() + '/' + made.webhookId();
                    // The answer holds the secret, so it is remembered sealed.
                    String sealed = Base64.getEncoder().encodeToString(secrets.seal(text(made), place));
                    return new StoredAnswer(201, location, sealed);
                }));
        return switch (outcome) {
            case IdempotencyKeys.Outcome.Done done ->
                created(done.answer(), place).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                created(before.answer(), place)
                        .header("Idempotent-Replay", true)
                        .build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    @GET
    @Path("/{webhookId}")
    public Response get(@PathParam("sellerId") String sellerId, @PathParam("webhookId") String webhookId) {
        return answer(transactions.read(sellerId, tx -> existing(tx, sellerId, webhookId, false)), null);
    }

    @PUT
    @Path("/{webhookId}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("sellerId") String sellerId,
            @PathParam("webhookId") String webhookId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            Wanted wanted) {
        String url = checked(wanted);
        if (wanted.secret() != null) {
            throw invalid("secret", "is changed by POST …/secret");
        }
        Instant now = now();
        return answer(
                transactions.write(sellerId, tx -> {
                    Webhook present = existing(tx, sellerId, webhookId, true);
                    ETags.demand(ifMatch, present.version());
                    boolean active = wanted.active() == null || wanted.active();
                    Webhook changed = new Webhook(
                            sellerId,
                            webhookId,
                            url,
                            events(wanted),
                            present.sealedSecret(),
                            active,
                            null,
                            null,
                            present.succeededAt(),
                            present.createdAt(),
                            active && !present.active() ? now : present.activeSince(),
                            present.version() + 1);
                    webhooks.keep(tx, changed);
                    if (!active) {
                        deliveries.drop(tx, sellerId, webhookId, "the webhook was switched off", now);
                    }
                    return changed;
                }),
                null);
    }

    @DELETE
    @Path("/{webhookId}")
    public Response delete(
            @PathParam("sellerId") String sellerId,
            @PathParam("webhookId") String webhookId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        transactions.write(sellerId, tx -> {
            ETags.demand(ifMatch, existing(tx, sellerId, webhookId, true).version());
            webhooks.remove(tx, sellerId, webhookId);
            return webhookId;
        });
        return Response.noContent().build();
    }

    /** A new secret, shown once; the old one is good no longer. */
    @POST
    @Path("/{webhookId}/secret")
    public Response rotate(
            @PathParam("sellerId") String sellerId,
            @PathParam("webhookId") String webhookId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        String secret = drawn();
        byte[] sealed = secrets.seal(secret, Webhook.place(sellerId, webhookId));
        return answer(
                transactions.write(sellerId, tx -> {
                    Webhook present = existing(tx, sellerId, webhookId, true);
                    ETags.honour(ifMatch, present.version());
                    Webhook changed = new Webhook(
                            sellerId,
                            webhookId,
                            present.url(),
                            present.events(),
                            sealed,
                            present.active(),
                            present.disabledReason(),
                            present.disabledAt(),
                            present.succeededAt(),
                            present.createdAt(),
                            present.activeSince(),
                            present.version() + 1);
                    webhooks.keep(tx, changed);
                    return changed;
                }),
                secret);
    }

    /** The log of the calls, the newest first. */
    @GET
    @Path("/{webhookId}/deliveries")
    public Page<Deliveries.Logged> deliveries(
            @PathParam("sellerId") String sellerId,
            @PathParam("webhookId") String webhookId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Deliveries.State wanted = state == null ? null : state(state);
        PageRequest page = PageRequest.of(limit, cursor, "deliveries " + sellerId + ' ' + webhookId + ' ' + state);
        List<Deliveries.Logged> found = transactions.read(sellerId, tx -> {
            existing(tx, sellerId, webhookId, false);
            return deliveries.page(tx, sellerId, webhookId, wanted, page.after(), page.fetch());
        });
        return Page.of(page, found, last -> List.of(last.createdAt(), last.deliveryId()));
    }

    /** Makes calls that are over once more; the receiver knows them by the same {@code Rapport-Id}. */
    @POST
    @Path("/{webhookId}/redelivery")
    @Consumes(MediaType.APPLICATION_JSON)
    public AllQueued redeliver(
            @PathParam("sellerId") String sellerId, @PathParam("webhookId") String webhookId, Again again) {
        List<String> ids = again == null ? null : again.deliveryIds();
        if (ids == null
                || ids.isEmpty()
                || ids.size() > MOST_AGAIN
                || ids.stream().anyMatch(Objects::isNull)) {
            throw invalid("deliveryIds", "names 1 to " + MOST_AGAIN + " deliveries");
        }
        Instant now = now();
        return transactions.write(sellerId, tx -> {
            if (!existing(tx, sellerId, webhookId, true).active()) {
                throw new ProblemException(WebhookProblem.WEBHOOK_DISABLED, "Switch it on first.");
            }
            List<Queued> queued = new java.util.ArrayList<>();
            for (String id : new TreeSet<>(ids)) {
                boolean taken = deliveries.again(tx, sellerId, webhookId, id, now);
                queued.add(new Queued(id, taken ? "QUEUED" : "NOT_OVER"));
            }
            return new AllQueued(queued);
        });
    }

    private View make(Connection tx, String sellerId, String url, Wanted wanted) throws SQLException {
        if (webhooks.of(tx, sellerId).size() >= config.ofASeller()) {
            throw new ProblemException(
                    WebhookProblem.TOO_MANY_WEBHOOKS, "A seller has at most " + config.ofASeller() + ".");
        }
        Instant now = now();
        String webhookId = UUID.randomUUID().toString();
        String drawn = wanted.secret() == null ? drawn() : null;
        String secret = drawn == null ? Objects.requireNonNull(wanted.secret()) : drawn;
        Webhook made = new Webhook(
                sellerId,
                webhookId,
                url,
                events(wanted),
                secrets.seal(secret, Webhook.place(sellerId, webhookId)),
                wanted.active() == null || wanted.active(),
                null,
                null,
                null,
                now,
                now,
                1);
        webhooks.keep(tx, made);
        return view(made, drawn);
    }

    private Webhook existing(Connection tx, String sellerId, String webhookId, boolean lock) throws SQLException {
        Webhook found = webhooks.find(tx, sellerId, webhookId, lock);
        if (found == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        return found;
    }

    /** The URL, when everything is in order. */
    private String checked(@Nullable Wanted wanted) {
        if (wanted == null || wanted.url() == null || wanted.url().length() > LONGEST_URL) {
            throw invalid("url", "is an http or https URL");
        }
        String secret = wanted.secret();
        if (secret != null && (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET)) {
            throw invalid("secret", "has " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters");
        }
        List<String> events = events(wanted);
        boolean known = events.equals(List.of(Webhook.EVERY_EVENT)) || NAMES.containsAll(events);
        if (events.isEmpty() || !known) {
            throw invalid("events", "are * alone or names of live events");
        }
        if (destinationOf(wanted.url()) instanceof Destination.Closed(String fault)) {
            throw new ProblemException(Problem.of(WebhookProblem.TARGET_REFUSED, "The URL " + fault + ".")
                    .violations(List.of(Violation.ofField("url", fault))));
        }
        return wanted.url();
    }

    private static List<String> events(Wanted wanted) {
        List<String> events = wanted.events();
        return events == null
                ? List.of(Webhook.EVERY_EVENT)
                : events.stream().map(String::valueOf).distinct().sorted().toList();
    }

    private Destination destinationOf(String url) {
        try {
            return destinations.of(url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the gateway stops", e);
        }
    }

    private static Deliveries.State state(String name) {
        return Arrays.stream(Deliveries.State.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.BAD_PARAMETER,
                        "state is PENDING, DELIVERED or FAILED.",
                        List.of(Violation.ofField("state", "is PENDING, DELIVERED or FAILED"))));
    }

    private Response.ResponseBuilder created(StoredAnswer stored, String place) {
        String body = secrets.open(Base64.getDecoder().decode(stored.body()), place);
        return Response.status(stored.status())
                .header("Location", stored.location())
                .header("ETag", ETags.of(tree(body).path("version").asLong()))
                .entity(body);
    }

    private static Response answer(Webhook webhook, @Nullable String secret) {
        return Response.ok(view(webhook, secret))
                .header("ETag", ETags.of(webhook.version()))
                .build();
    }

    private static View view(Webhook webhook, @Nullable String secret) {
        String state = webhook.active() ? "ACTIVE" : webhook.disabledAt() == null ? "OFF" : "DISABLED";
        return new View(
                webhook.webhookId(),
                webhook.url(),
                webhook.events(),
                state,
                webhook.disabledReason(),
                webhook.disabledAt(),
                webhook.succeededAt(),
                webhook.createdAt(),
                webhook.version(),
                secret);
    }

    private String drawn() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
