package dev.rapport.kit.outbox;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where a service leaves the facts it wants published: in its own database, inside the transaction that makes them true. */
@Singleton
public final class Outbox {

    /**
     * Appends facts in the given order. Nothing is published before the transaction commits, and everything is once it has.
     *
     * <p>Call it last in a transaction that already holds its seller's lock and, from REST, the row of its one aggregate
     * ({@link dev.rapport.kit.seller.SellerLocks}): the writing transaction's id is the order in which consumers see the facts.
     *
     * @param tx connection inside a transaction, of the rest role (then only facts of the sellers it may see) or of the worker role
     * @param facts may be empty
     * @throws EventTooLarge when one exceeds 256 KB; nothing has been written then
     * @throws SQLException when the database refuses
     */
    public void append(Connection tx, List<Fact> facts) throws SQLException {
        throw new IllegalStateException("not filled in yet");
    }
}
