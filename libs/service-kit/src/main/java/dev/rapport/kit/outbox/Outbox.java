package dev.rapport.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Encoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.InvalidEventException;
import dev.rapport.events.RejectReason;
import dev.rapport.events.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where a service leaves the facts it wants published: in its own database, inside the transaction that makes them true. */
@Singleton
public final class Outbox {

    // Row ids follow the order of the list; the writing transaction's id comes from the column's default.
    private static final String INSERT = """
            INSERT INTO outbox (epoch, bucket, seller_id, topic, key, headers, value)
            SELECT (SELECT epoch FROM source_epoch), bucket, seller_id, topic, key, headers, value
              FROM unnest(?::smallint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[])
                   WITH ORDINALITY AS r (bucket, seller_id, topic, key, headers, value, position)
             ORDER BY position
            """;

    // After a restore: what was told before and has now been derived once more is marked, and not told once more.
    private static final String INSERT_WHAT_IS_NEW = """
            WITH incoming AS (
              SELECT * FROM unnest(?::smallint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::uuid[])
                            WITH ORDINALITY AS r (bucket, seller_id, topic, key, headers, value, fact, position)),
            again AS (
              UPDATE told_fact t SET derived_at = coalesce(t.derived_at, clock_timestamp())
                FROM incoming i WHERE t.fact = i.fact AND t.topic = i.topic RETURNING t.fact, t.topic)
            INSERT INTO outbox (epoch, bucket, seller_id, topic, key, headers, value)
            SELECT (SELECT epoch FROM source_epoch), bucket, seller_id, topic, key, headers, value
              FROM incoming i
             WHERE NOT EXISTS (SELECT FROM again a WHERE a.fact = i.fact AND a.topic = i.topic)
             ORDER BY position
            """;

    private static final String TOLD_BEFORE = "SELECT told_facts > 0 FROM source_epoch";

    private final String source;
    private volatile @Nullable Boolean toldBefore;
    private final EventCodec codec = new EventCodec();

    /** @param source {@code ce_source} of this service's facts, e.g. {@code /rapport/message-service} */
    @Inject
    public Outbox(@ConfigProperty(name = "rapport.source") String source) {
        this.source = source;
    }

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
        List<OutboxRecord> records = new ArrayList<>(facts.size());
        for (Fact fact : facts) {
            records.add(record(fact));
        }
        appendRecords(tx, records);
    }

    /** Appends records as they are, in the given order: for the kit's own use, which is dead letters. */
    public void appendRecords(Connection tx, List<OutboxRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        if (tx.getAutoCommit()) {
            throw new IllegalStateException("the outbox is written inside a transaction only");
        }
        boolean restored = toldBefore(tx);
        try (PreparedStatement insert = tx.prepareStatement(restored ? INSERT_WHAT_IS_NEW : INSERT)) {
            setArray(insert, 1, "smallint", column(records, r -> (short) r.bucket(), Short[]::new));
            setArray(insert, 2, "text", column(records, OutboxRecord::sellerId, String[]::new));
            setArray(insert, 3, "text", column(records, r -> r.topic().wireName(), String[]::new));
            setArray(insert, 4, "bytea", column(records, OutboxRecord::key, byte[][]::new));
            setArray(insert, 5, "bytea", column(records, r -> HeaderBlock.pack(r.headers()), byte[][]::new));
            setArray(insert, 6, "bytea", column(records, OutboxRecord::value, byte[][]::new));
            if (restored) {
                setArray(insert, 7, "uuid", column(records, Outbox::factId, UUID[]::new));
            }
            insert.executeUpdate();
        }
    }

    /** Found out once: it is settled before anything is written, and changes only with a restore, which restarts the service. */
    private boolean toldBefore(Connection tx) throws SQLException {
        Boolean known = toldBefore;
        if (known == null) {
            try (PreparedStatement query = tx.prepareStatement(TOLD_BEFORE);
                    ResultSet row = query.executeQuery()) {
                known = row.next() && row.getBoolean(1);
            }
            toldBefore = known;
        }
        return known;
    }

    /** Null for a dead letter, which brings its event's own id. */
    private static @Nullable UUID factId(OutboxRecord waiting) {
        if (waiting.topic() == Topic.DEAD_LETTERS) {
            return null;
        }
        for (Header header : waiting.headers()) {
            if (header.key().equals("ce_id")) {
                return UUID.fromString(new String(header.value(), UTF_8));
            }
        }
        return null;
    }

    private OutboxRecord record(Fact fact) {
        EventType type = EventType.of(fact.event());
        String subject = fact.naturalKey().getFirst();
        Envelope envelope = new Envelope(
                fact.id(), source, type, fact.time(), subject, null, fact.pack(), fact.traceparent(), false);
        String seller = fact.event().sellerId();
        Encoded encoded = encode(envelope, fact);
        return new OutboxRecord(
                Bucket.of(seller),
                seller,
                fact.topic(),
                encoded.key().getBytes(UTF_8),
                encoded.headers(),
                encoded.value());
    }

    private Encoded encode(Envelope envelope, Fact fact) {
        try {
            return codec.encode(envelope, fact.event());
        } catch (InvalidEventException e) {
            if (e.reason() == RejectReason.TOO_LARGE) {
                throw new EventTooLarge(envelope.type().wireName(), e);
            }
            throw e;
        }
    }

    private static <T> T[] column(
            List<OutboxRecord> records, Function<OutboxRecord, @Nullable T> part, IntFunction<T[]> array) {
        return records.stream().map(part).toArray(array);
    }

    private static void setArray(PreparedStatement insert, int index, String type, Object[] values)
            throws SQLException {
        insert.setArray(index, insert.getConnection().createArrayOf(type, values));
    }
}
