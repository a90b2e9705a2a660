package dev.rapport.message.order.adapter;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.order.OrderView;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** {@code GET …/orders/{orderId}}: what the marketplace has told of an order, for who answers about it. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/orders/{orderId}")
@Produces(MediaType.APPLICATION_JSON)
final class OrdersResource {

    private final SellerTransactions transactions;
    private final Orders orders;

    OrdersResource(SellerTransactions transactions, Orders orders) {
        this.transactions = transactions;
        this.orders = orders;
    }

    @GET
    public OrderView order(@PathParam("sellerId") String sellerId, @PathParam("orderId") String orderId) {
        var key = new OrderKey(sellerId, orderId);
        return transactions
                .read(
                        sellerId,
                        tx -> Optional.ofNullable(orders.files(tx, List.of(key)).get(key)))
                .map(OrderView::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }
}
