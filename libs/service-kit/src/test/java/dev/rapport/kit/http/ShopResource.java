package dev.rapport.kit.http;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A service as small as one can be, on routes of the table: says who called, reads bodies, and fails in every way there is. */
@Path("/api/v1")
public class ShopResource {

    @Inject
    CurrentCaller current;

    record Seen(String agentId, @Nullable String seller, List<String> visible) {}

    record Reply(String text, @Nullable Tone tone, @Nullable List<Line> lines) {
        Reply {
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("text is needed");
            }
        }
    }

    enum Tone {
        WARM,
        PLAIN
    }

    record Line(int quantity, BigDecimal price) {
        Line {
            if (quantity < 1) {
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY,
                        "A line has at least one piece.",
                        List.of(Violation.ofField("quantity", "is at least 1")));
            }
        }
    }

    @GET
    @Path("/sellers/{sellerId}/conversations/{conversationId}")
    public Seen one(@PathParam("conversationId") String conversationId) {
        return seen();
    }

    @GET
    @Path("/conversations")
    public Seen all() {
        return seen();
    }

    @POST
    @Path("/sellers/{sellerId}/conversations/{conversationId}/replies")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> reply(Reply reply) {
        return Map.of("text", reply.text());
    }

    @POST
    @Path("/sellers/{sellerId}/inbound")
    @Consumes({"application/cloudevents+json", "application/cloudevents-batch+json"})
    public Map<String, Integer> inbound(byte[] body) {
        return Map.of("bytes", body.length);
    }

    @PUT
    @Path("/sellers/{sellerId}")
    public void put(@HeaderParam("If-Match") @Nullable String ifMatch, Map<String, Object> body) {
        ETags.demand(ifMatch, 7L);
    }

    @GET
    @Path("/sellers/{sellerId}/score")
    public Map<String, Object> score(@QueryParam("window") int window, @QueryParam("asOf") @Nullable Instant asOf) {
        return Map.of("window", window);
    }

    @GET
    @Path("/packs/{name}")
    public String fail(@PathParam("name") String how) throws Exception {
        switch (how) {
            case "rule" ->
                throw new ProblemException(Problem.of(CommonProblem.INVALID, "It names a messenger.")
                        .rule("MSG-10")
                        .violation(Violation.ofSpan(3, 9, "MSG-10.handle", "names a messenger"))
                        .with("thawsAt", Instant.parse("2026-11-22T10:00:00Z")));
            case "busy" ->
                throw new ProblemException(
                        Problem.of(CommonProblem.TOO_MANY_REQUESTS).retryAfter(Duration.ofMillis(1500)));
            case "connection" -> throw new IllegalStateException(new SQLException("connection refused", "08001"));
            case "pool" -> throw new SQLException("Sorry, acquisition timeout!");
            case "deadlock" -> throw new SQLException("deadlock detected", "40P01");
            case "statement" -> throw new SQLException("relation \"conversation\" does not exist", "42P01");
            case "broker" -> throw new TimeoutException("Topic rapport.inbound not present in metadata");
            case "null" -> throw new NullPointerException("Cannot invoke \"dev.rapport.Secret.value()\"");
            case "own-json" ->
                new com.fasterxml.jackson.databind.ObjectMapper().readValue("{\"quantity\":[]}", Line.class);
            case "gone" -> throw new jakarta.ws.rs.NotFoundException();
            default -> {
                return how;
            }
        }
        return "";
    }

    @GET
    @Path("/{rest:.+}")
    public void readAnythingElse() {}

    @POST
    @Path("/{rest:.+}")
    public void writeAnythingElse() {}

    @PUT
    @Path("/{rest:.+}")
    public void putAnythingElse() {}

    @DELETE
    @Path("/{rest:.+}")
    public void deleteAnythingElse() {}

    private Seen seen() {
        return new Seen(
                current.caller().agentId(),
                current.sellerOrNull(),
                current.visibleSellers().stream().sorted().toList());
    }
}
