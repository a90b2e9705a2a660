package dev.rapport.kit.tenancy;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Transactions of the rest role, in which row-level security shows the named sellers' rows only. They are plain JDBC transactions on a
 * connection of their own: not to be nested in one another or in a JTA transaction.
 */
@Singleton
public class SellerTransactions {

    /**
     * Work inside one transaction.
     *
     * @param <T> what it finds or makes
     */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection tx) throws SQLException;
    }

    /**
     * Reads in a read-only transaction that sees one seller.
     *
     * @throws TransactionFailed when the database refuses or is away
     */
    public <T> T read(String sellerId, Work<T> work) {
        return read(Set.of(sellerId), work);
    }

    /** Reads in a read-only transaction that sees these sellers; {@code *} alone for an operator, who sees all. */
    public <T> T read(Set<String> sellers, Work<T> work) {
        throw new IllegalStateException("not filled in yet");
    }

    /**
     * Writes in a transaction that sees one seller and holds its lock shared (ordering law: lock the one aggregate row with
     * {@code SELECT … FOR UPDATE} before any other write). A deadlock or serialization failure runs the work again, so it must have no
     * effect outside the transaction.
     *
     * @throws TransactionFailed when the database refuses or is away; nothing was written then, unless the connection broke during
     *     the commit
     */
    public <T> T write(String sellerId, Work<T> work) {
        return write(Set.of(sellerId), work);
    }

    /** The same for several sellers; their locks are taken in one global order. An operator's {@code *} cannot write. */
    public <T> T write(Set<String> sellers, Work<T> work) {
        throw new IllegalStateException("not filled in yet");
    }
}
