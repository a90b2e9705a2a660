package dev.rapport.message.order.application;

import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.order.model.ProductKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where orders and disputes are kept. All methods work inside the caller's transaction. */
public interface Orders {

    /** News of an order or a dispute. */
    sealed interface News {

        String sellerId();

        record Happened(OrderKey order, Happening what) implements News {
            @Override
            public String sellerId() {
                return order.sellerId();
            }
        }

        /** Opened or closed: what it leaves out stays as it is. */
        record Disputed(String sellerId, Dispute dispute) implements News {}

        /** So many of a product are on hand now. */
        record Stocked(ProductKey product, long available, Instant at) implements News {
            @Override
            public String sellerId() {
                return product.sellerId();
            }
        }
    }

    /** One buyer of one seller. */
    record BuyerKey(String sellerId, String buyerId) {}

    /** Writes what was told, in as many statements however much it is; in whatever order it comes, the result is the same. */
    void keep(Connection tx, List<News> news) throws SQLException;

    /** What is known of orders; one that was never told of is left out. */
    Map<OrderKey, OrderFile> files(Connection tx, Collection<OrderKey> keys) throws SQLException;

    /** How many of each product are on hand; one never told of is left out. */
    Map<ProductKey, Long> stock(Connection tx, Collection<ProductKey> products) throws SQLException;

    /** How many orders each buyer has placed with the seller; one without any is left out. */
    Map<BuyerKey, Integer> placed(Connection tx, Collection<BuyerKey> buyers) throws SQLException;
}
