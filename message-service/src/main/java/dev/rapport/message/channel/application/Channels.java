package dev.rapport.message.channel.application;

import dev.rapport.message.channel.model.Receipts;
import dev.rapport.message.conversation.model.MessageKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where is kept how channels do. All methods work inside the caller's transaction. */
public interface Channels {

    /**
     * How a seller's channel stands.
     *
     * @param degradedSince null while it does well
     * @param lookAt when to look again; null when there is nothing to look at
     */
    record State(
            String sellerId,
            @Nullable Instant degradedSince,
            @Nullable Instant lookAt) {}

    /** Since when a seller's channel is degraded; null while it does well. */
    @Nullable
    Instant degradedSince(Connection tx, String sellerId) throws SQLException;

    /** Has the channels of sellers looked at as soon as everything published is applied. */
    void look(Connection tx, Collection<String> sellers, Instant at) throws SQLException;

    /** Has those channels looked at again that are degraded: something was delivered. */
    void lookAgain(Connection tx, Collection<String> sellers, Instant at) throws SQLException;

    /** How they stand; those never looked at are left out. */
    List<State> states(Connection tx, Collection<String> sellers) throws SQLException;

    /** Writes how they stand from now on. */
    void keep(Connection tx, Collection<State> states) throws SQLException;

    /** What was reported of each since an instant, by our clock and the connectors'. */
    Map<String, Receipts> receipts(Connection tx, Map<String, Instant> since) throws SQLException;

    /** How many replies wait. */
    long waiting(Connection tx, String sellerId) throws SQLException;

    /** Those of a seller that have waited longest. */
    List<MessageKey> waiting(Connection tx, String sellerId, int most) throws SQLException;
}
