package dev.rapport.kit.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The buckets this relay may carry: session-level advisory locks on its connection, so the server takes them back the moment the
 * process or the connection is gone. Relays of one database count one another by a shared lock and hold an equal share each.
 */
final class BucketLeases {

    /** First half of the locks' two-part key: buckets, and the presence of a relay. */
    private static final int LEASE = 0x52_4F_42_31;

    private static final int PRESENCE = 0x52_4F_42_32;

    private static final String COUNT_RELAYS = """
            SELECT count(*) FROM pg_locks
             WHERE locktype = 'advisory' AND classid::int8 = ? AND objid = 0 AND objsubid = 2 AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final Connection connection;
    private final SortedSet<Integer> held = new TreeSet<>();

    BucketLeases(Connection connection) {
        this.connection = connection;
    }

    /** Makes this relay count for the others. */
    void join() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_lock_shared(?, 0)")) {
            lock.setInt(1, PRESENCE);
            lock.executeQuery().close();
        }
    }

    SortedSet<Integer> held() {
        return held;
    }

    /**
     * Gives back what exceeds this relay's share and takes what is free of it. To be called between two batches only, when nothing of
     * a bucket is on its way.
     *
     * @return whether the held buckets changed
     */
    boolean balance() throws SQLException {
        int relays = Math.max(1, relays());
        int share = (Bucket.COUNT + relays - 1) / relays;
        boolean changed = false;
        while (held.size() > share) {
            int surplus = held.last();
            call("SELECT pg_advisory_unlock(?, ?)", surplus);
            held.remove(surplus);
            changed = true;
        }
        for (int bucket = 0; bucket < Bucket.COUNT && held.size() < share; bucket++) {
            if (!held.contains(bucket) && call("SELECT pg_try_advisory_lock(?, ?)", bucket)) {
                held.add(bucket);
                changed = true;
            }
        }
        return changed;
    }

    private int relays() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT_RELAYS)) {
            count.setLong(1, PRESENCE);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private boolean call(String lockFunction, int bucket) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(lockFunction)) {
            call.setInt(1, LEASE);
            call.setInt(2, bucket);
            try (ResultSet row = call.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
