package dev.rapport.kit.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All or nothing on one connection of the worker role. Requests go through {@code SellerTransactions} instead, which shows them their sellers. */
public final class WorkerTransaction {

    private WorkerTransaction() {}

    /**
     * What is done in one.
     *
     * @param <X> what it throws beside SQLException; inferred
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        T run(Connection tx) throws SQLException, X;
    }

    /** Commits when the work returns and rolls back whatever it throws, errors included. */
    public static <T extends @Nullable Object, X extends Exception> T run(DataSource worker, Work<T, X> work)
            throws SQLException, X {
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            try {
                T result = work.run(tx);
                tx.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(tx, failure);
                throw failure;
            }
        }
    }

    private static void rollBack(Connection tx, Throwable failure) {
        try {
            tx.rollback();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
