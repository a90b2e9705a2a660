package dev.rapport.care.order.application;

import dev.rapport.care.order.model.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The orders this service knows of. */
public interface Orders {

    /**
     * Joins the reports of one batch to what is known. The caller holds the exclusive locks of all their sellers, so nobody
     * else writes these orders in between.
     *
     * @param tx transaction of the worker role
     * @param reports what was told, any order, any repetition
     * @return number of orders that changed; 0 when everything was known
     */
    int join(Connection tx, Collection<Order> reports) throws SQLException;
}
