package dev.rapport.message.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.events.MessageFact.BuyerErased;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.PersonalDataBook.BuyerKey;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.order.OrderView;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.sql.Rows;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET …/buyers/{buyerId}/export} and {@code DELETE …/buyers/{buyerId}}: a buyer's data, for admins (MSG-18). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/buyers/{buyerId}")
@Produces(MediaType.APPLICATION_JSON)
final class BuyersResource {

    private static final String MESSAGES = """
            SELECT c.conversation_id, c.kind, c.buyer_name, c.buyer_country, c.buyer_language, c.order_id, c.product_id,
                   m.message_id, m.author, m.text, m.sent_at
              FROM conversation c
              LEFT JOIN message m ON m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id
             WHERE c.seller_id = ? AND c.buyer_id = ?
             ORDER BY c.conversation_id, m.sent_at, m.stored_at, m.message_id
            """;

    private static final String ORDERS =
            "SELECT o.order_id FROM order_event o WHERE o.seller_id = ? AND o.buyer_id = ? ORDER BY o.at, o.order_id";

    private final SellerTransactions transactions;
    private final PersonalDataBook personalData;
    private final Orders orders;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;
    private final RoutingContext request;
    private final Clock clock;

    BuyersResource(
            SellerTransactions transactions,
            PersonalDataBook personalData,
            Orders orders,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.personalData = personalData;
        this.orders = orders;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
        this.request = request;
        this.clock = clock;
    }

    /**
     * All that is kept of a buyer here. Reviews and care messages are exported by who keeps them.
     *
     * @param erasedAt when it was last erased; null when it never was
     */
    record Export(
            String sellerId,
            String buyerId,
            @Nullable String name,
            @Nullable String country,
            @Nullable String language,
            @Nullable Instant erasedAt,
            Instant exportedAt,
            List<ThreadView> conversations,
            List<OrderView> orders) {}

    /** A conversation with all its messages, oldest first, unmasked: it is the buyer's own. */
    record ThreadView(
            String conversationId,
            String kind,
            @Nullable String orderId,
            @Nullable String productId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dataRequests,
            List<MessageView> messages) {}

    record MessageView(String messageId, String author, String text, Instant sentAt) {}

    /** A row of the join; a conversation without messages has one with nulls. */
    private record Row(
            String conversationId,
            String kind,
            @Nullable String name,
            @Nullable String country,
            @Nullable String language,
            @Nullable String orderId,
            @Nullable String productId,
            @Nullable MessageView message) {}

    @GET
    @Path("/export")
    public Export export(@PathParam("sellerId") String sellerId, @PathParam("buyerId") String buyerId) {
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> export(tx, new BuyerKey(sellerId, buyerId), now));
    }

    @DELETE
    @APIResponse(responseCode = "204", description = "Erased")
    public Response erase(@PathParam("sellerId") String sellerId, @PathParam("buyerId") String buyerId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String trace = Trace.of(request).traceparent();
        transactions.write(sellerId, tx -> {
            if (!new Erasure(tx, sellerId, buyerId, now).done()) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            String pack = clockBook.of(profiles.get(tx, sellerId)).pack(now);
            var fact = new BuyerErased(sellerId, buyerId, now);
            outbox.append(
                    tx,
                    List.of(Fact.of(fact, now, pack, buyerId, now.toString()).tracedBy(trace)));
            return now;
        });
        return Response.noContent().build();
    }

    private Export export(Connection tx, BuyerKey buyer, Instant now) throws SQLException {
        List<Row> rows = rows(tx, buyer);
        List<OrderView> placed = orders(tx, buyer);
        Instant erasedAt = personalData.erased(tx, List.of(buyer)).get(buyer);
        if (rows.isEmpty() && placed.isEmpty() && erasedAt == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        var last = rows.isEmpty() ? null : rows.getLast();
        return new Export(
                buyer.sellerId(),
                buyer.buyerId(),
                last == null ? null : last.name,
                last == null ? null : last.country,
                last == null ? null : last.language,
                erasedAt,
                now,
                threads(tx, buyer.sellerId(), rows),
                placed);
    }

    private static List<Row> rows(Connection tx, BuyerKey buyer) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(MESSAGES)) {
            query.setString(1, buyer.sellerId());
            query.setString(2, buyer.buyerId());
            return Rows.all(query, BuyersResource::row);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        String messageId = row.getString("message_id");
        return new Row(
                row.getString("conversation_id"),
                row.getString("kind"),
                row.getString("buyer_name"),
                row.getString("buyer_country"),
                row.getString("buyer_language"),
                row.getString("order_id"),
                row.getString("product_id"),
                messageId == null
                        ? null
                        : new MessageView(
                                messageId,
                                row.getString("author").toLowerCase(Locale.ROOT),
                                row.getString("text"),
                                Rows.time(row, "sent_at")));
    }

    private List<ThreadView> threads(Connection tx, String sellerId, List<Row> rows) throws SQLException {
        var keys = rows.stream()
                .map(row -> new ConversationKey(sellerId, row.conversationId))
                .distinct()
                .toList();
        var requests = personalData.requests(tx, keys);
        var threads = new ArrayList<ThreadView>();
        for (var key : keys) {
            var own = rows.stream()
                    .filter(row -> row.conversationId.equals(key.conversationId()))
                    .toList();
            Row first = own.getFirst();
            threads.add(new ThreadView(
                    key.conversationId(),
                    first.kind,
                    first.orderId,
                    first.productId,
                    requests.getOrDefault(key, Set.of()).stream()
                            .map(Enum::name)
                            .toList(),
                    own.stream().map(Row::message).filter(Objects::nonNull).toList()));
        }
        return threads;
    }

    private List<OrderView> orders(Connection tx, BuyerKey buyer) throws SQLException {
        List<OrderKey> keys;
        try (PreparedStatement query = tx.prepareStatement(ORDERS)) {
            query.setString(1, buyer.sellerId());
            query.setString(2, buyer.buyerId());
            keys = Rows.all(query, row -> new OrderKey(buyer.sellerId(), row.getString("order_id")));
        }
        return orders.files(tx, keys).values().stream()
                .map(OrderView::of)
                .sorted(Comparator.comparing(OrderView::orderId))
                .toList();
    }
}
