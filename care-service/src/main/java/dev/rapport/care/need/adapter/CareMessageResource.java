package dev.rapport.care.need.adapter;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.care.CareProblem;
import dev.rapport.care.CareRefusals;
import dev.rapport.care.need.application.ManualCare;
import dev.rapport.care.need.application.ManualCare.Result;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.events.SuppressionReason;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.idempotency.IdempotencyKeys;
import dev.rapport.kit.idempotency.StoredAnswer;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/care-messages}: what was sent, is planned or was not sent and why; and the manual kind (CARE-04). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/care-messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class CareMessageResource {
    private final SellerTransactions transactions;
    private final IdempotencyKeys keys;
    private final ManualCare manual;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final ObjectMapper json;
    private final Clock clock;

    CareMessageResource(
            SellerTransactions transactions,
            IdempotencyKeys keys,
            ManualCare manual,
            CurrentCaller caller,
            RoutingContext request,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.manual = manual;
        this.caller = caller;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What a person wants to tell a buyer.
     *
     * @param orderId about which order: its buyer gets it
     * @param text plain text (MSG-20)
     * @param channel {@code IN_SITE} when left out
     */
    record Body(
            @JsonProperty(required = true) @JsonAlias("order")
            String orderId,

            @JsonProperty(required = true) String text,
            @Nullable Channel channel,
            @Nullable String buyerId) {
        Body {
            List<Violation> wrong = new ArrayList<>();
            if (orderId == null || !orderId.matches("[A-Za-z0-9._:~-]{1,64}")) {
                wrong.add(Violation.ofField("orderId", "is the number of an order"));
            }
            if (text == null) {
                wrong.add(Violation.ofField("text", "is a string"));
            }
            if (!wrong.isEmpty()) {
                throw new ProblemException(CommonProblem.MALFORMED_BODY, "A message has an order and a text.", wrong);
            }
        }
    }

    /** A seller's care messages, the newest need first. */
    @GET
    public Page<CareMessageView> list(
            @PathParam("sellerId") String sellerId,
            @QueryParam("status") List<String> status,
            @QueryParam("reason") List<String> reason,
            @QueryParam("orderId") @Nullable String orderId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        List<String> states = known(
                "status", status, Arrays.stream(CareMessage.Status.values()).map(Enum::name));
        List<String> reasons = known(
                "reason",
                reason,
                Stream.concat(
                        Arrays.stream(SuppressionReason.values()).map(Enum::name),
                        Stream.of(CareMessageView.QUIET_HOURS)));
        String canonical = String.join("|", "care-messages", sellerId, "" + states, "" + reasons, "" + orderId);
        PageRequest page = PageRequest.of(limit, cursor, canonical);
        List<CareMessage> found =
                transactions.read(sellerId, tx -> select(tx, sellerId, states, reasons, orderId, page));
        return Page.of(
                        page,
                        found,
                        message -> List.of(
                                message.need().neededAt(), message.need().needId()))
                .map(CareMessageView::of);
    }

    private static List<CareMessage> select(
            Connection tx,
            String sellerId,
            List<String> states,
            List<String> reasons,
            @Nullable String orderId,
            PageRequest page)
            throws SQLException {
        Cursor after = page.after();
        StringBuilder query = new StringBuilder("SELECT * FROM care_message WHERE seller_id = ?");
        query.append(states.isEmpty() ? "" : " AND status = ANY (?)");
        // The night is no reason for ever: it is not kept as one.
        query.append(
                reasons.isEmpty()
                        ? ""
                        : " AND CASE status WHEN 'DEFERRED' THEN 'QUIET_HOURS' ELSE reason END = ANY (?)");
        query.append(orderId == null ? "" : " AND order_id = ?");
        query.append(after == null ? "" : " AND (needed_at, need_id) < (?, ?)");
        query.append(" ORDER BY needed_at DESC, need_id DESC LIMIT ?");
        try (PreparedStatement select = tx.prepareStatement(query.toString())) {
            int at = 1;
            select.setString(at++, sellerId);
            for (List<String> names : List.of(states, reasons)) {
                if (!names.isEmpty()) {
                    select.setArray(at++, tx.createArrayOf("text", names.toArray()));
                }
            }
            if (orderId != null) {
                select.setString(at++, orderId);
            }
            if (after != null) {
                select.setObject(at++, after.instant(0).atOffset(ZoneOffset.UTC));
                select.setString(at++, after.text(1));
            }
            select.setInt(at, page.fetch());
            List<CareMessage> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(PostgresCareMessages.read(rows));
                }
            }
            return found;
        }
    }

    private static List<String> known(String parameter, List<String> values, Stream<String> names) {
        List<String> all = names.toList();
        List<String> wanted = values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (!all.containsAll(wanted)) {
            String message = "is one or more of " + String.join(", ", all);
            throw new ProblemException(
                    CommonProblem.BAD_PARAMETER,
                    parameter + " " + message + ".",
                    List.of(Violation.ofField(parameter, message)));
        }
        return wanted;
    }

    /** Sends by hand, or keeps it until the buyer's night is over. */
    @POST
    @APIResponseSchema(value = CareMessageView.class, responseCode = "201")
    public Response send(
            @PathParam("sellerId") String sellerId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Nullable Body body) {
        if (body == null) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "A message has an order and a text.");
        }
        var wish = new ManualCare.Wish(
                new OrderKey(sellerId, body.orderId()),
                caller.caller().agentId(),
                body.channel() == null ? Channel.IN_SITE : body.channel(),
                body.text(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Trace.of(request).traceparent());
        byte[] asked = (request.request().path() + '\n' + body).getBytes(StandardCharsets.UTF_8);
        return switch (transactions.write(
                sellerId, tx -> keys.once(tx, sellerId, idempotencyKey, asked, () -> answer(tx, wish)))) {
            case IdempotencyKeys.Outcome.Done done -> response(done.answer()).build();
            case IdempotencyKeys.Outcome.Replayed before ->
                response(before.answer()).header("Idempotent-Replay", true).build();
            case IdempotencyKeys.Outcome.Reused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    /** A refusal leaves by an exception, which takes everything back; but what was blocked stays written down (MSG-11). */
    private StoredAnswer answer(Connection tx, ManualCare.Wish wish) throws SQLException {
        return switch (manual.send(tx, wish)) {
            case Result.Accepted accepted -> stored(CareMessageView.of(accepted.message()));
            case Result.Blocked blocked -> {
                tx.commit();
                throw CareRefusals.blocked(blocked.findings());
            }
            case Result.NoSuchOrder _ ->
                throw new ProblemException(
                        CareProblem.ORDER_UNKNOWN,
                        "Name an order of this seller that has been placed.",
                        List.of(Violation.ofField("orderId", "is no order of this seller")));
            case Result.PackUnknown _ ->
                throw new ProblemException(
                        CareProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in.");
            case Result.Frozen frozen ->
                throw new ProblemException(Problem.of(CareProblem.SENDING_FROZEN, "It thaws at " + frozen.until() + ".")
                        .with("thawsAt", frozen.until()));
            case Result.Unfit unfit -> throw CareRefusals.unfit(unfit.faults(), unfit.longest());
            case Result.CapReached reached -> throw new ProblemException(capReached(reached.nextFreeAt()));
        };
    }

    private static Problem capReached(@Nullable Instant nextFreeAt) {
        var problem = Problem.of(CareProblem.CAP_REACHED, "Wait until a slot of this buyer frees up.");
        return nextFreeAt == null ? problem : problem.with("nextFreeAt", nextFreeAt);
    }

    private StoredAnswer stored(CareMessageView view) {
        String location = "/api/v1/sellers/" + view.sellerId() + "/care-messages?orderId=" + view.orderId();
        try {
            return new StoredAnswer(Response.Status.CREATED.getStatusCode(), location, json.writeValueAsString(view));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response.ResponseBuilder response(StoredAnswer stored) {
        return Response.status(stored.status())
                .header("Location", stored.location())
                .entity(stored.body());
    }
}
