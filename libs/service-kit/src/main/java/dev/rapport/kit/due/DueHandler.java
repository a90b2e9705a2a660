package dev.rapport.kit.due;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Does what was due. */
@FunctionalInterface
public interface DueHandler {

    /**
     * Acts on rows in a transaction of the worker role that holds the exclusive locks of their sellers and the rows themselves. Afterwards
     * no row may be due at the time it had: its due time is moved on, emptied, or the row removed. No effect outside the transaction.
     *
     * @param tx neither committed, rolled back nor closed here
     * @param rows never empty, in the order of their due times
     * @param now the moment of firing, never before a due time
     * @throws SQLException a data failure, or any RuntimeException, is traced to its row, which is left for a while; the others fire
     */
    void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException;
}
