package dev.rapport.message.connector.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.outward.Destination;
import dev.rapport.kit.outward.Destinations;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.connector.ConnectorConfig;
import dev.rapport.message.rest.Versioned;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code …/connector}: through which of Rapport's own connectors a seller's messages go (MSG-15). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/connector")
@Produces(MediaType.APPLICATION_JSON)
final class ConnectorResource {

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_URL = 2_000;
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 200;

    private static final String FIND =
            "SELECT c.kind, c.url, c.secret, c.active, c.version FROM connector c WHERE c.seller_id = ?";

    private static final String KEEP = """
            INSERT INTO connector (seller_id, kind, url, secret, active, version) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id) DO UPDATE
               SET kind = excluded.kind, url = excluded.url, secret = excluded.secret, active = excluded.active,
                   version = excluded.version
            """;

    private final SellerTransactions transactions;
    private final Destinations destinations;
    private final ConnectorConfig config;
    private final SecureRandom random = new SecureRandom();

    ConnectorResource(SellerTransactions transactions, Destinations destinations, ConnectorConfig config) {
        this.transactions = transactions;
        this.destinations = destinations;
        this.config = config;
    }

    /** What there is. */
    enum Kind {
        WEBHOOK,
        FILE
    }

    /**
     * What is wanted.
     *
     * @param url of a webhook
     * @param secret of a webhook, 16 to 200 characters; made here when it is left out and there is none
     * @param active true when it is left out
     */
    record Wanted(
            @Nullable Kind kind,
            @Nullable String url,
            @Nullable String secret,
            @Nullable Boolean active) {}

    /** @param secret shown once, when it was made here; left out otherwise */
    record ConnectorView(
            String kind,
            @Nullable String url,
            @JsonProperty("active") boolean active,
            long version,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {}

    private record Stored(
            String kind, @Nullable String url, @Nullable String secret, boolean active, long version) {}

    @GET
    @APIResponseSchema(value = ConnectorView.class, responseCode = "200")
    public Response connector(@PathParam("sellerId") String sellerId) {
        Stored found = transactions
                .read(sellerId, tx -> Optional.ofNullable(find(tx, sellerId, false)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return answer(found, null);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ConnectorView.class, responseCode = "200")
    public Response put(
            @PathParam("sellerId") String sellerId, @HeaderParam("If-Match") @Nullable String ifMatch, Wanted wanted) {
        check(wanted);
        return transactions.write(sellerId, tx -> {
            Stored present = find(tx, sellerId, true);
            if (present != null) {
                ETags.demand(ifMatch, present.version());
            }
            boolean webhook = wanted.kind() == Kind.WEBHOOK;
            String kept = wanted.secret() == null && present != null ? present.secret() : wanted.secret();
            String made = webhook && kept == null ? secret() : null;
            var saved = new Stored(
                    Objects.requireNonNull(wanted.kind()).name(),
                    webhook ? wanted.url() : null,
                    webhook ? Objects.requireNonNullElse(made, kept) : null,
                    wanted.active() == null || wanted.active(),
                    present == null ? 1 : present.version() + 1);
            keep(tx, sellerId, saved);
            return answer(saved, made);
        });
    }

    @DELETE
    @APIResponse(responseCode = "204", description = "Removed")
    public Response delete(@PathParam("sellerId") String sellerId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return Versioned.removed(
                transactions,
                Set.of(sellerId),
                ifMatch,
                tx -> {
                    Stored present = find(tx, sellerId, true);
                    return present == null ? null : present.version();
                },
                tx -> {
                    try (PreparedStatement delete = tx.prepareStatement("DELETE FROM connector WHERE seller_id = ?")) {
                        delete.setString(1, sellerId);
                        delete.executeUpdate();
                    }
                });
    }

    private void check(Wanted wanted) {
        if (wanted.kind() == null) {
            throw invalid("kind", "is WEBHOOK or FILE");
        }
        switch (wanted.kind()) {
            case FILE -> {
                if (config.folder().isEmpty()) {
                    throw invalid("kind", "FILE needs rapport.connectors.folder in the configuration");
                }
            }
            case WEBHOOK -> checkWebhook(wanted.url(), wanted.secret());
        }
    }

    private void checkWebhook(@Nullable String url, @Nullable String secret) {
        if (url == null || url.length() > LONGEST_URL) {
            throw invalid("url", "is an http or https URL");
        }
        if (secret != null && (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET)) {
            throw invalid("secret", "has " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters");
        }
        if (destinationOf(url) instanceof Destination.Closed(String fault)) {
            throw new ProblemException(Problem.of(MessageProblem.TARGET_REFUSED, "The URL " + fault + ".")
                    .violations(List.of(Violation.ofField("url", fault))));
        }
    }

    private Destination destinationOf(String url) {
        try {
            return destinations.of(url);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service stops", e);
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static @Nullable Stored find(Connection tx, String sellerId, boolean lock) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(FIND + (lock ? " FOR UPDATE" : ""))) {
            query.setString(1, sellerId);
            return Rows.first(
                    query,
                    row -> new Stored(
                            row.getString("kind"),
                            row.getString("url"),
                            row.getString("secret"),
                            row.getBoolean("active"),
                            row.getLong("version")));
        }
    }

    private static void keep(Connection tx, String sellerId, Stored stored) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement(KEEP)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, stored.kind());
            upsert.setString(3, stored.url());
            upsert.setString(4, stored.secret());
            upsert.setBoolean(5, stored.active());
            upsert.setLong(6, stored.version());
            upsert.executeUpdate();
        }
    }

    private static Response answer(Stored stored, @Nullable String made) {
        return Response.ok(new ConnectorView(stored.kind(), stored.url(), stored.active(), stored.version(), made))
                .header("ETag", ETags.of(stored.version()))
                .build();
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
