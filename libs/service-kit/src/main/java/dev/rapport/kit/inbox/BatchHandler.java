package dev.rapport.kit.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Applies a batch of events to a service's state. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Applies the batch inside a transaction of the worker role that already holds the exclusive locks of all its sellers. It must
     * leave no effect outside the transaction, because a batch may be rolled back and applied again, whole or in parts.
     *
     * @param tx the transaction; neither committed, rolled back nor closed here
     * @param batch events of interest that were not applied before, never empty; those of one partition in the order of the log
     * @param now the moment of application
     * @throws Unappliable to send one record to the dead letters; the rest is applied again without it
     * @throws SQLException a data failure (SQLSTATE class 21, 22, 23, 44, 54, P0) is traced to its record, which goes to the dead
     *     letters, as with any other RuntimeException; any other is waited out and the batch applied again
     */
    void apply(Connection tx, List<Received> batch, Instant now) throws SQLException;
}
