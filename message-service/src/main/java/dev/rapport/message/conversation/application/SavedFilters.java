package dev.rapport.message.conversation.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters that agents keep. All methods work inside the caller's transaction and see one agent's filters only. */
public interface SavedFilters {

    /**
     * A filter under a name.
     *
     * @param version rises with every change
     */
    record SavedFilter(String filterId, String name, InboxFilter filter, long version) {}

    /** Those of an agent after this id, by id. */
    List<SavedFilter> all(Connection tx, String agentId, String after, int fetch) throws SQLException;

    /** Null when there is none. */
    @Nullable
    SavedFilter find(Connection tx, String agentId, String filterId) throws SQLException;

    /** The same, and nobody else changes it until the transaction ends. */
    @Nullable
    SavedFilter lock(Connection tx, String agentId, String filterId) throws SQLException;

    /** Keeps a filter; false when the agent has another one of this name. */
    boolean keep(Connection tx, String agentId, SavedFilter filter) throws SQLException;

    void remove(Connection tx, String agentId, String filterId) throws SQLException;
}
