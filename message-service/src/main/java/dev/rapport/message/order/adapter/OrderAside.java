package dev.rapport.message.order.adapter;

import dev.rapport.message.conversation.application.Aside;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.order.OrderView;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order a conversation is about, beside it. */
@Singleton
final class OrderAside implements Aside {

    private final Orders orders;

    OrderAside(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "order";
    }

    @Override
    public @Nullable OrderView beside(Connection tx, Conversation conversation, Instant now) throws SQLException {
        if (conversation.orderId() == null) {
            return null;
        }
        var key = new OrderKey(conversation.key().sellerId(), conversation.orderId());
        OrderFile file = orders.files(tx, List.of(key)).get(key);
        return file == null ? null : OrderView.of(file);
    }
}
