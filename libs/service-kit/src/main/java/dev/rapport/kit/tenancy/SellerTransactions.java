package dev.rapport.kit.tenancy;

import dev.rapport.kit.seller.SellerLocks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the rest role, in which row-level security shows the named sellers' rows only. They are plain JDBC transactions on a
 * connection of their own: not to be nested in one another or in a JTA transaction.
 */
@Singleton
public final class SellerTransactions {

    /**
     * Work inside one transaction.
     *
     * @param <T> what it finds or makes; may be nothing
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Connection tx) throws SQLException;
    }

    private static final int ATTEMPTS = 4;

    private final DataSource rest;

    /** @param rest connections of the rest role */
    @Inject
    public SellerTransactions(DataSource rest) {
        this.rest = rest;
    }

    /**
     * Reads in a read-only transaction that sees one seller.
     *
     * @throws TransactionFailed when the database refuses or is away
     */
    public <T extends @Nullable Object> T read(String sellerId, Work<T> work) {
        return read(Set.of(sellerId), work);
    }

    /** Reads in a read-only transaction that sees these sellers; {@code *} alone for an operator, who sees all. */
    public <T extends @Nullable Object> T read(Set<String> sellers, Work<T> work) {
        return run(sellers, true, work);
    }

    /**
     * Writes in a transaction that sees one seller and holds its lock shared (ordering law: lock the one aggregate row with
     * {@code SELECT … FOR UPDATE} before any other write). A deadlock or serialization failure runs the work again, so it must have no
     * effect outside the transaction.
     *
     * @throws TransactionFailed when the database refuses or is away; nothing was written then, unless the connection broke during
     *     the commit
     */
    public <T extends @Nullable Object> T write(String sellerId, Work<T> work) {
        return write(Set.of(sellerId), work);
    }

    /** The same for several sellers; their locks are taken in one global order. An operator's {@code *} cannot write. */
    public <T extends @Nullable Object> T write(Set<String> sellers, Work<T> work) {
        if (sellers.contains(VisibleSellers.EVERY)) {
            throw new IllegalArgumentException("a write names its sellers");
        }
        return run(sellers, false, tx -> {
            SellerLocks.shared(tx, sellers);
            return work.run(tx);
        });
    }

    private <T extends @Nullable Object> T run(Set<String> sellers, boolean readOnly, Work<T> work) {
        String visible = VisibleSellers.setting(sellers);
        for (int attempt = 1; ; attempt++) {
            try {
                return once(visible, readOnly, work);
            } catch (SQLException e) {
                if (SqlFailure.of(e) != SqlFailure.CONTENTION || attempt == ATTEMPTS) {
                    throw new TransactionFailed(e);
                }
            }
        }
    }

    private <T extends @Nullable Object> T once(String visible, boolean readOnly, Work<T> work) throws SQLException {
        try (Connection tx = rest.getConnection()) {
            tx.setAutoCommit(false);
            tx.setReadOnly(readOnly);
            try {
                if (readOnly) {
                    VisibleSellers.set(tx, visible);
                } else {
                    VisibleSellers.setForWriting(tx, visible);
                }
                T result = work.run(tx);
                tx.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(tx, failure);
                throw failure;
            } finally {
                restore(tx);
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

    /** Hands the connection back as it came; one that is broken is the pool's to discover. */
    private static void restore(Connection tx) {
        try {
            tx.setReadOnly(false);
            tx.setAutoCommit(true);
        } catch (SQLException broken) {
            // Whatever broke it has been thrown already or will be by the next user's first statement.
            return;
        }
    }
}
