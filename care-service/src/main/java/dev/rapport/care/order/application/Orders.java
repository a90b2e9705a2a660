package dev.rapport.care.order.application;

import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders this service knows of. */
public interface Orders {

    /**
     * Joins the reports of one batch to what is known. The caller holds the exclusive locks of all their sellers, so nobody
     * else writes these orders in between.
     *
     * @param tx transaction of the worker role
     * @param reports what was told, any order, any repetition
     * @param due when a changed order is to be looked at for care
     * @return number of orders that changed; 0 when everything was known
     */
    int join(Connection tx, Collection<Order> reports, CareDue due, Instant now) throws SQLException;

    /** What is known of these orders; without an entry for those never heard of. */
    Map<OrderKey, KnownOrder> known(Connection tx, Collection<OrderKey> keys) throws SQLException;

    /** One order; null when it was never heard of. */
    @Nullable
    KnownOrder known(Connection tx, OrderKey key) throws SQLException;

    /** Orders of a seller by their number, from behind {@code after} on. */
    List<KnownOrder> page(Connection tx, String sellerId, String after, int most) throws SQLException;

    /**
     * That an order was looked at.
     *
     * @param through up to which moment; null when it was not
     * @param nextAt when it is to be looked at next; null for never
     */
    record Look(@Nullable Instant through, @Nullable Instant nextAt) {}

    /** Notes that these orders were looked at. */
    void looked(Connection tx, Map<OrderKey, Look> looks) throws SQLException;

    /** Has these orders looked at by then at the latest. */
    void hasten(Connection tx, Map<OrderKey, Instant> due) throws SQLException;
}
