package dev.rapport.message.fast.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.fast.model.FastCase;
import dev.rapport.message.order.model.OrderKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where cases are kept. All methods work inside the caller's transaction. */
public interface FastCases {

    /** Names a case. */
    record Key(String sellerId, String caseId) {}

    /** A dispute of a seller. */
    record DisputeKey(String sellerId, String disputeId) {}

    /** Adds cases; of a conversation that has an open one, or of a case there was, none. Those that were added. */
    Set<Key> add(Connection tx, Collection<FastCase> cases) throws SQLException;

    /** Changes cases there are. */
    void keep(Connection tx, Collection<FastCase> cases) throws SQLException;

    List<FastCase> find(Connection tx, Collection<Key> keys) throws SQLException;

    /** The newest of a conversation; null when there is none. */
    @Nullable
    FastCase newest(Connection tx, ConversationKey conversation) throws SQLException;

    /** The open ones that opened with these disputes. */
    List<FastCase> open(Connection tx, Collection<DisputeKey> disputes) throws SQLException;

    /** The conversation about each order in which something was last said; one without any is left out. */
    Map<OrderKey, ConversationKey> conversations(Connection tx, Collection<OrderKey> orders) throws SQLException;
}
