package dev.rapport.message.promise.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Evidence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where promises are kept. All methods work inside the caller's transaction. */
public interface Promises {

    /** Adds promises and changes those there are. */
    void keep(Connection tx, Collection<Promise> promises) throws SQLException;

    /** Those of these that there are. */
    List<Promise> find(Connection tx, Collection<Promise.Key> keys) throws SQLException;

    /** The same, held for writing until the transaction ends; null when there is none. */
    @Nullable
    Promise lock(Connection tx, Promise.Key key) throws SQLException;

    /** All of a conversation, by their due times. */
    List<Promise> of(Connection tx, ConversationKey conversation) throws SQLException;

    /** The open ones about these orders. */
    List<Promise> open(Connection tx, Collection<OrderKey> orders) throws SQLException;

    /**
     * A page of a seller's, by their due times.
     *
     * @param state null for all
     * @param dueBefore null for all
     * @param after the last of the page before; null for the first
     */
    List<Promise> page(
            Connection tx,
            String sellerId,
            Promise.@Nullable State state,
            @Nullable Instant dueBefore,
            @Nullable Position after,
            int fetch)
            throws SQLException;

    /** Where one stands in the list. */
    record Position(Instant dueAt, String promiseId) {}

    /** What is known besides of each of these. */
    Map<Promise.Key, Evidence> evidence(Connection tx, Collection<Promise> promises) throws SQLException;
}
