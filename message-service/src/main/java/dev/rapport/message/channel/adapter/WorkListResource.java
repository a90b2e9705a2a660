package dev.rapport.message.channel.adapter;

import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** MSG-15, for an outage: {@code GET …/work-list.csv}, to work by at the marketplace itself. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/work-list.csv")
final class WorkListResource {

    private static final int MOST_ROWS = 10_000;

    private static final String HEADER =
            "dueAt,clock,conversationId,kind,status,buyerId,buyerName,country,language,scene,openedAt,orderId,productId,assignee,"
                    + "lastMessage\r\n";

    private static final String OPEN_TURNS = """
            SELECT c.binding_due_at, c.conversation_id, c.kind, c.status, c.buyer_id, c.buyer_name, c.buyer_country, c.buyer_language,
                   c.turn_scene, c.turn_opened_at, c.order_id, c.product_id, c.assignee,
                   CASE c.binding_due_at
                     WHEN CASE WHEN c.turn_responded_at IS NULL THEN c.turn_first_response_due_at END THEN 'first-response'
                     WHEN c.turn_follow_up_due_at THEN 'follow-up'
                     WHEN c.turn_house_due_at THEN 'house'
                     ELSE 'answer' END AS clock,
                   (SELECT m.text FROM message m
                     WHERE m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id AND m.author = 'BUYER'
                     ORDER BY m.sent_at DESC, m.stored_at DESC LIMIT 1) AS last_message
              FROM conversation c
             WHERE c.seller_id = ? AND c.binding_due_at < 'infinity'
             ORDER BY c.binding_due_at, c.conversation_id
             LIMIT ?
            """;

    private final SellerTransactions transactions;

    WorkListResource(SellerTransactions transactions) {
        this.transactions = transactions;
    }

    @GET
    @Produces("text/csv; charset=utf-8")
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response workList(@PathParam("sellerId") String sellerId) {
        String rows = transactions.read(sellerId, tx -> {
            try (PreparedStatement query = tx.prepareStatement(OPEN_TURNS)) {
                query.setString(1, sellerId);
                query.setInt(2, MOST_ROWS);
                return String.join("", Rows.all(query, WorkListResource::line));
            }
        });
        return Response.ok(HEADER + rows)
                .header("Content-Disposition", "attachment; filename=\"work-list.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String line(ResultSet row) throws SQLException {
        return Stream.of(
                                Rows.time(row, "binding_due_at").toString(),
                                row.getString("clock"),
                                row.getString("conversation_id"),
                                row.getString("kind"),
                                row.getString("status"),
                                row.getString("buyer_id"),
                                row.getString("buyer_name"),
                                row.getString("buyer_country"),
                                row.getString("buyer_language"),
                                row.getString("turn_scene"),
                                Objects.toString(Rows.timeOrNull(row, "turn_opened_at"), ""),
                                row.getString("order_id"),
                                row.getString("product_id"),
                                row.getString("assignee"),
                                row.getString("last_message"))
                        .map(WorkListResource::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** RFC 4180; what a spreadsheet would take for a formula is made a text. */
    private static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
