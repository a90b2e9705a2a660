package dev.rapport.score.alerts;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.SellerPath;
import dev.rapport.score.alerts.AlertRows.State;
import dev.rapport.score.card.Question;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/alerts}: the alerts of all services. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/alerts")
@Produces(MediaType.APPLICATION_JSON)
final class AlertResource {
    private final SellerTransactions sellers;
    private final CurrentCaller current;
    private final Clock clock;

    AlertResource(SellerTransactions sellers, CurrentCaller current, Clock clock) {
        this.sellers = sellers;
        this.current = current;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Alerts of a seller, newest first")
    public Page<Alert> list(
            @PathParam("sellerId") String sellerId,
            @QueryParam("state") @Nullable String stateText,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        String seller = SellerPath.check(sellerId);
        State state = state(stateText);
        PageRequest request = PageRequest.of(limit, cursor, "alerts " + seller + " " + state);
        List<Alert> found =
                sellers.read(seller, tx -> AlertRows.read(tx, seller, state, request.after(), request.fetch()));
        return Page.of(request, found, alert -> List.of(alert.raisedAt(), alert.alertId()));
    }

    private static State state(@Nullable String text) {
        return switch (text == null ? "any" : text) {
            case "any" -> State.ANY;
            case "open" -> State.OPEN;
            case "raised" -> State.RAISED;
            case "acknowledged" -> State.ACKNOWLEDGED;
            case "resolved" -> State.RESOLVED;
            default ->
                throw Question.refused(
                        ScoreProblem.STATE_UNKNOWN, "state", "is open, raised, acknowledged or resolved");
        };
    }

    @POST
    @Path("{alertId}/acknowledgement")
    @Operation(summary = "Says that somebody has seen an alert; who said so first stays on record")
    @APIResponseSchema(value = Alert.class, responseCode = "200")
    public Response acknowledge(
            @PathParam("sellerId") String sellerId,
            @PathParam("alertId") String alertId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        String seller = SellerPath.check(sellerId);
        String agent = current.caller().agentId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Alert alert = sellers.write(seller, tx -> acknowledge(tx, seller, alertId, agent, ifMatch, now));
        return Response.ok(alert)
                .header(HttpHeaders.ETAG, ETags.of(alert.version()))
                .build();
    }

    private static Alert acknowledge(
            Connection tx, String seller, String alertId, String agent, @Nullable String ifMatch, Instant now)
            throws SQLException {
        Alert before = AlertRows.lock(tx, seller, alertId);
        if (before == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        ETags.honour(ifMatch, before.version());
        if (before.acknowledgedAt() != null) {
            return before;
        }
        AlertRows.acknowledge(tx, seller, alertId, agent, now);
        Alert after = AlertRows.lock(tx, seller, alertId);
        if (after == null) {
            throw new IllegalStateException("the locked row of an alert is gone");
        }
        return after;
    }
}
