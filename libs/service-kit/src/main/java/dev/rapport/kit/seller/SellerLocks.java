package dev.rapport.kit.seller;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first half of the ordering law. Consumers read the outbox by (transaction id, row id), and a transaction id is given at the
 * first write: so whoever writes about a seller must hold back its first write until it is its turn.
 *
 * <ul>
 *   <li>A consumer's batch takes the locks of all its sellers {@linkplain #exclusive exclusively} before its first write.
 *   <li>A REST write takes its seller's lock {@linkplain #shared shared}, then {@code SELECT … FOR UPDATE} of its one aggregate row,
 *       then writes. ({@link dev.rapport.kit.tenancy.SellerTransactions#write} takes the lock.)
 * </ul>
 *
 * <p>The locks are PostgreSQL's transaction-level advisory locks: taking one assigns no transaction id, and commit or rollback frees it.
 */
public final class SellerLocks {

    private static final int STRIPES = 2_048;

    /** Apart from everybody else's advisory locks; "sellers" in letters. */
    private static final long FIRST_KEY = 0x73656c6c65727300L << 4;

    private SellerLocks() {}

    /**
     * Waits until nobody else writes about any of these sellers, and keeps it so until the transaction ends. Taken in one statement
     * and in one global order, so that two batches cannot deadlock.
     *
     * @param tx a transaction that has written nothing yet
     */
    public static void exclusive(Connection tx, Collection<String> sellers) throws SQLException {
        lock(tx, "SELECT pg_advisory_xact_lock(k) FROM unnest(?::bigint[]) AS k", sellers);
    }

    /**
     * Takes the exclusive locks of those of these sellers about whom nobody else writes at the moment; waits for none. One that this
     * transaction holds already counts as taken.
     *
     * @param tx a transaction that has written nothing yet
     * @return the sellers whose locks it now holds
     */
    public static Set<String> tryExclusive(Connection tx, Collection<String> sellers) throws SQLException {
        if (tx.getAutoCommit()) {
            throw new IllegalStateException("a seller's lock is held by a transaction");
        }
        String[] wanted = sellers.stream().distinct().toArray(String[]::new);
        Long[] keys = Arrays.stream(wanted).map(SellerLocks::key).toArray(Long[]::new);
        Set<String> held = new HashSet<>();
        try (PreparedStatement lock = tx.prepareStatement("""
                SELECT seller_id FROM unnest(?::text[], ?::bigint[]) AS s (seller_id, k) WHERE pg_try_advisory_xact_lock(k)""")) {
            lock.setArray(1, tx.createArrayOf("text", wanted));
            lock.setArray(2, tx.createArrayOf("bigint", keys));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getString(1));
                }
            }
        }
        return held;
    }

    /** Waits until no consumer's batch is being applied for this seller; other holders of the shared lock do not disturb one another. */
    public static void shared(Connection tx, String sellerId) throws SQLException {
        shared(tx, List.of(sellerId));
    }

    /** The same for several sellers, in one statement and in the same global order. */
    public static void shared(Connection tx, Collection<String> sellers) throws SQLException {
        lock(tx, "SELECT pg_advisory_xact_lock_shared(k) FROM unnest(?::bigint[]) AS k", sellers);
    }

    private static void lock(Connection tx, String statement, Collection<String> sellers) throws SQLException {
        if (tx.getAutoCommit()) {
            throw new IllegalStateException("a seller's lock is held by a transaction");
        }
        Long[] keys = sellers.stream().map(SellerLocks::key).distinct().sorted().toArray(Long[]::new);
        if (keys.length == 0) {
            return;
        }
        try (PreparedStatement lock = tx.prepareStatement(statement)) {
            lock.setArray(1, tx.createArrayOf("bigint", keys));
            lock.executeQuery().close();
        }
    }

    /**
     * One of {@value #STRIPES}, by FNV-1a of the id. Sellers with one key share a lock, which costs patience and nothing else; a key
     * each would let a large batch about many sellers use up the server's lock table, which has room for 6,400 unless told otherwise.
     */
    static long key(String sellerId) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < sellerId.length(); i++) {
            hash = (hash ^ sellerId.charAt(i)) * 0x100000001b3L;
        }
        return FIRST_KEY + ((hash ^ hash >>> 32) & STRIPES - 1);
    }
}
