package dev.rapport.gateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.gateway.audit.AuditRows.Position;
import dev.rapport.gateway.audit.AuditRows.Recorded;
import dev.rapport.gateway.audit.AuditRows.Wanted;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code …/audit} and {@code …/audit.csv}: who did what to which seller (api.md). The newest first. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final int EXPORTED_AT_ONCE = 1_000;
    private static final int LONGEST_FILTER = 200;
    private static final String HEADER =
            "at,auditId,sellerId,actor,roles,action,method,path,ids,outcome,status,settledAt,created,traceId\r\n";

    private final SellerTransactions transactions;
    private final AuditRows rows;
    private final CurrentCaller caller;

    @Inject
    AuditResource(SellerTransactions transactions, AuditRows rows, CurrentCaller caller) {
        this.transactions = transactions;
        this.rows = rows;
        this.caller = caller;
    }

    /**
     * What is shown.
     *
     * @param sellerId null where the path named none
     * @param roles those of the actor's that opened the route
     * @param action the operation's id in {@code /openapi}
     * @param path the template
     * @param ids what stood in the template's places, but for the seller
     * @param outcome {@code DONE}, {@code REFUSED} (4xx), {@code FAILED} (5xx) or {@code UNKNOWN}
     * @param created path of what was made
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            String auditId,
            Instant at,
            @Nullable String sellerId,
            String actor,
            List<String> roles,
            String action,
            String method,
            String path,
            Map<String, String> ids,
            String outcome,
            @Nullable Integer status,
            @Nullable Instant settledAt,
            @Nullable String created,
            String traceId) {

        static View of(Recorded entry) {
            Intent intent = entry.intent();
            return new View(
                    intent.auditId().toString(),
                    intent.at(),
                    intent.sellerId().equals(Intent.NO_SELLER) ? null : intent.sellerId(),
                    intent.actor(),
                    intent.roles(),
                    intent.action(),
                    intent.method(),
                    intent.path(),
                    new TreeMap<>(intent.ids()),
                    outcome(entry.status()),
                    entry.status(),
                    entry.settledAt(),
                    entry.location(),
                    intent.traceId());
        }

        private static String outcome(@Nullable Integer status) {
            if (status == null) {
                return "UNKNOWN";
            }
            return status < 400 ? "DONE" : status < 500 ? "REFUSED" : "FAILED";
        }
    }

    @GET
    @Path("/sellers/{sellerId}/audit")
    public Page<View> ofSeller(
            @PathParam("sellerId") String sellerId,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(Set.of(sellerId), sellerId, wanted(actor, action, from, to), limit, cursor);
    }

    /** Of all the token's sellers; for an operator also what named no seller. */
    @GET
    @Path("/audit")
    public Page<View> ofAll(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(caller.visibleSellers(), null, wanted(actor, action, from, to), limit, cursor);
    }

    /** The whole of it as a table, piece by piece: however long it is, little of it is in memory. */
    @GET
    @Path("/sellers/{sellerId}/audit.csv")
    @Produces("text/csv; charset=utf-8")
    public Response csv(
            @PathParam("sellerId") String sellerId,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Wanted wanted = wanted(actor, action, from, to);
        // The first piece before anything is answered: a refusal can still be one.
        List<Recorded> first = piece(sellerId, wanted, null);
        StreamingOutput table = out -> write(out, sellerId, wanted, first);
        return Response.ok(table)
                .header("Content-Disposition", "attachment; filename=\"audit-" + sellerId + ".csv\"")
                .build();
    }

    private void write(OutputStream out, String sellerId, Wanted wanted, List<Recorded> first) throws IOException {
        out.write(HEADER.getBytes(UTF_8));
        List<Recorded> piece = first;
        while (true) {
            String lines = piece.stream().map(View::of).map(AuditResource::line).collect(Collectors.joining());
            out.write(lines.getBytes(UTF_8));
            if (piece.size() < EXPORTED_AT_ONCE) {
                return;
            }
            Intent last = piece.getLast().intent();
            piece = piece(sellerId, wanted, new Position(last.at(), last.auditId()));
        }
    }

    private List<Recorded> piece(String sellerId, Wanted wanted, @Nullable Position after) {
        return transactions.read(sellerId, tx -> rows.page(tx, sellerId, wanted, after, EXPORTED_AT_ONCE));
    }

    private Page<View> page(
            Set<String> sellers,
            @Nullable String sellerId,
            Wanted wanted,
            @Nullable String limit,
            @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "audit " + sellerId + ' ' + wanted);
        Cursor after = page.after();
        Position position = after == null ? null : new Position(after.instant(0), uuid(after));
        List<Recorded> found =
                transactions.read(sellers, tx -> rows.page(tx, sellerId, wanted, position, page.fetch()));
        return Page.of(
                        page,
                        found,
                        last -> List.of(
                                last.intent().at(), last.intent().auditId().toString()))
                .map(View::of);
    }

    private static UUID uuid(Cursor after) {
        try {
            return UUID.fromString(after.text(1));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonProblem.BAD_CURSOR);
        }
    }

    private static Wanted wanted(
            @Nullable String actor, @Nullable String action, @Nullable String from, @Nullable String to) {
        return new Wanted(text("actor", actor), text("action", action), time("from", from), time("to", to));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0)) {
            throw bad(name, "has 1 to " + LONGEST_FILTER + " characters");
        }
        return value;
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        try {
            Instant at = value == null ? null : Instant.parse(value);
            if (at == null || (at.isAfter(Instant.EPOCH) && at.isBefore(Instant.parse("9999-12-31T00:00:00Z")))) {
                return at;
            }
        } catch (DateTimeException notATime) {
            // refused below
        }
        throw bad(name, "is a moment such as 2026-11-22T10:00:00Z");
    }

    private static ProblemException bad(String name, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER, name + " " + message + ".", List.of(Violation.ofField(name, message)));
    }

    private static String line(View view) {
        return Stream.of(
                                view.at(),
                                view.auditId(),
                                view.sellerId(),
                                view.actor(),
                                String.join(" ", view.roles()),
                                view.action(),
                                view.method(),
                                view.path(),
                                view.ids().entrySet().stream()
                                        .map(id -> id.getKey() + '=' + id.getValue())
                                        .collect(Collectors.joining(" ")),
                                view.outcome(),
                                view.status(),
                                view.settledAt(),
                                view.created(),
                                view.traceId())
                        .map(AuditResource::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** RFC 4180; what a spreadsheet would take for a formula is made a text. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
