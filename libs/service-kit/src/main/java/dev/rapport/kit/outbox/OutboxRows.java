package dev.rapport.kit.outbox;

import dev.rapport.events.Sequence;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The outbox as a relay sees it: the next committed rows of its buckets in their final order, and their removal. */
final class OutboxRows {

    /** A waiting record and its place. */
    record Waiting(
            Sequence sequence, String topic, byte @Nullable [] key, List<Header> headers, byte @Nullable [] value) {

        /** The trace it belongs to; null when it belongs to none. */
        @Nullable
        String traceparent() {
            for (Header header : headers) {
                if (header.key().equals("traceparent")) {
                    return new String(header.value(), StandardCharsets.US_ASCII);
                }
            }
            return null;
        }
    }

    /** Before every row. */
    static final Sequence START = new Sequence(0, 0, 0);

    // Below the oldest transaction still running nothing can appear any more, so what is read is complete and in final
    // order.
    // Rows of an older epoch were written before this server's transaction ids began: they are complete by themselves.
    // The lower bound spares the scan the rows deleted a moment ago.
    private static final String READ = """
            SELECT epoch, tx::text::bigint, id, topic, key, headers, value
              FROM (SELECT *, sum(size) OVER (ORDER BY epoch, tx, id) - size AS before
                      FROM (SELECT epoch, tx, id, topic, key, headers, value,
                                   octet_length(headers) + coalesce(octet_length(value), 0) AS size
                              FROM outbox
                             WHERE (epoch, tx, id) > (?, ?::text::xid8, ?)
                               AND (epoch, tx) < ((SELECT epoch FROM source_epoch), pg_snapshot_xmin(pg_current_snapshot()))
                               AND bucket = ANY (?)
                             ORDER BY epoch, tx, id
                             LIMIT ?) AS next) AS sized
             WHERE before < ?
             ORDER BY epoch, tx, id
            """;

    private static final String DELETE = """
            DELETE FROM outbox
             WHERE (epoch, tx, id) > (?, ?::text::xid8, ?) AND (epoch, tx, id) <= (?, ?::text::xid8, ?) AND bucket = ANY (?)
            """;

    private final Connection connection;
    private final int batchRows;
    private final long batchBytes;

    OutboxRows(Connection connection, int batchRows, long batchBytes) {
        this.connection = connection;
        this.batchRows = batchRows;
        this.batchBytes = batchBytes;
    }

    /** The next rows after a place, at most a batch. */
    List<Waiting> after(Sequence place, Collection<Integer> buckets) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            set(read, 1, place);
            read.setArray(4, array(buckets));
            read.setInt(5, batchRows);
            read.setLong(6, batchBytes);
            try (ResultSet rows = read.executeQuery()) {
                List<Waiting> waiting = new ArrayList<>();
                while (rows.next()) {
                    waiting.add(new Waiting(
                            new Sequence(rows.getLong(1), rows.getLong(2), rows.getLong(3)),
                            rows.getString(4),
                            rows.getBytes(5),
                            HeaderBlock.unpack(rows.getBytes(6)),
                            rows.getBytes(7)));
                }
                return waiting;
            }
        }
    }

    /** Removes what {@link #after} gave for the same place and buckets, up to its last row. */
    int delete(Sequence place, Sequence last, Collection<Integer> buckets) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            set(delete, 1, place);
            set(delete, 4, last);
            delete.setArray(7, array(buckets));
            return delete.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int from, Sequence place) throws SQLException {
        statement.setLong(from, place.epoch());
        statement.setString(from + 1, Long.toString(place.transaction()));
        statement.setLong(from + 2, place.row());
    }

    private Array array(Collection<Integer> buckets) throws SQLException {
        return connection.createArrayOf(
                "smallint", buckets.stream().map(Integer::shortValue).toArray(Short[]::new));
    }
}
