package dev.rapport.score.counting;

import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.kit.inbox.Received;
import dev.rapport.score.engine.HourKey;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.RecentResponses;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Table {@code counted_seller}: how far the counting of each seller has come. */
final class SellerRows {
    /** A fact about an hour that is older than this is late: what has been worked out of old closes no longer holds. */
    private static final Duration LATE = Duration.ofDays(7);

    private SellerRows() {}

    /** The newest event of a seller in a batch, by its own word and by the broker's. */
    record Newest(Instant eventAt, Instant appendedAt) {
        Newest with(Newest other) {
            return new Newest(later(eventAt, other.eventAt), later(appendedAt, other.appendedAt));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /**
     * What was known of a seller before a batch.
     *
     * @param openDay the day whose hours have rows of their own; null when there is none
     * @param responses packed {@link RecentResponses}; null when there are none
     */
    record Known(@Nullable Integer openDay, byte @Nullable [] responses) {}

    /** The newest events of a batch, by seller. */
    static SortedMap<String, Newest> newest(List<Received> batch) {
        Map<String, Newest> newest = new HashMap<>();
        for (Received received : batch) {
            Instant told = received.envelope().time();
            newest.merge(
                    received.event().sellerId(),
                    new Newest(told == null ? received.appendedAt() : told, received.appendedAt()),
                    Newest::with);
        }
        return new TreeMap<>(newest);
    }

    /** What is known of the sellers that were counted before. */
    static Map<String, Known> known(Connection tx, SortedMap<String, ?> sellers) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        String read = "SELECT seller_id, open_day, responses FROM counted_seller WHERE seller_id = ANY (?)";
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.keySet().toArray(String[]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), new Known(rows.getObject(2, Integer.class), rows.getBytes(3)));
                }
            }
        }
        return known;
    }

    /** MSG-05: the packed responses of the sellers to which this batch adds some. An imported history adds none. */
    static Map<String, byte[]> responses(List<Received> batch, Map<String, Known> known, Instant now) {
        Map<String, RecentResponses> added = new HashMap<>();
        for (Received received : batch) {
            if (received.event() instanceof TurnResponded turn && RecentResponses.recent(turn.respondedAt(), now)) {
                added.computeIfAbsent(turn.sellerId(), seller -> {
                            Known before = known.get(seller);
                            return RecentResponses.unpack(before == null ? null : before.responses());
                        })
                        .add(turn.respondedAt(), turn.businessSeconds());
            }
        }
        Map<String, byte[]> packed = new HashMap<>();
        added.forEach((seller, responses) -> {
            byte[] bytes = responses.packed(now);
            if (bytes != null) {
                packed.put(seller, bytes);
            }
        });
        return packed;
    }

    /** The sellers of whom a batch changes an hour that is long past. */
    static Set<String> late(Collection<HourKey> changed, Instant now) {
        long limit = Hours.of(now.minus(LATE));
        Set<String> late = new HashSet<>();
        for (HourKey key : changed) {
            if (key.hour() < limit) {
                late.add(key.sellerId());
            }
        }
        return late;
    }

    /**
     * What a batch says of its sellers.
     *
     * @param openDays the day whose hours have rows of their own, after the batch
     * @param responses of those that have new ones
     * @param late those of whom an hour long past has changed
     */
    record Batch(
            SortedMap<String, Newest> newest,
            Map<String, Integer> openDays,
            Map<String, byte[]> responses,
            Set<String> late) {}

    /**
     * Writes down that a batch has been counted, and that its sellers' scores are to be looked at.
     *
     * @param known the sellers that had a row when the batch began
     */
    static void counted(Connection tx, Batch batch, Set<String> known, Instant countedAt) throws SQLException {
        List<String> newcomers = new ArrayList<>();
        List<String> others = new ArrayList<>();
        batch.newest().keySet().forEach(seller -> (known.contains(seller) ? others : newcomers).add(seller));
        write(tx, batch, newcomers, countedAt, """
                INSERT INTO counted_seller
                       (seller_id, changes, late_batches, open_day, last_event_at, appended_at, counted_at, look_at, responses)
                SELECT seller_id, 1, late, open_day, to_timestamp(last_event_at / 1e6::double precision),
                       to_timestamp(appended_at / 1e6::double precision), now.at, now.at, responses
                """ + BATCH);
        // Who is to be looked at already keeps the time, so that the index of these times need not change.
        write(tx, batch, others, countedAt, """
                UPDATE counted_seller seller
                   SET changes = seller.changes + 1,
                       late_batches = seller.late_batches + batch.late,
                       open_day = batch.open_day,
                       last_event_at = greatest(seller.last_event_at, to_timestamp(batch.last_event_at / 1e6::double precision)),
                       appended_at = greatest(seller.appended_at, to_timestamp(batch.appended_at / 1e6::double precision)),
                       counted_at = now.at,
                       look_at = least(seller.look_at, now.at),
                       responses = coalesce(batch.responses, seller.responses)
                """ + BATCH + " WHERE seller.seller_id = batch.seller_id");
    }

    /** Nobody writes of a seller whose lock another holds; should it happen, the batch is taken back and comes again. */
    static SQLException disturbed() {
        return new SQLException("rows of a seller have changed under its lock", "40001");
    }

    private static final String BATCH = """
              FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::integer[], ?::bytea[])
                   AS batch (seller_id, open_day, last_event_at, appended_at, late, responses),
                   (SELECT ?::timestamptz AS at) now
            """;

    private static void write(Connection tx, Batch batch, List<String> sellers, Instant countedAt, String write)
            throws SQLException {
        if (sellers.isEmpty()) {
            return;
        }
        List<Newest> newest = sellers.stream()
                .map(seller -> Objects.requireNonNull(batch.newest().get(seller)))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.toArray(String[]::new)));
            Integer[] days = sellers.stream().map(batch.openDays()::get).toArray(Integer[]::new);
            statement.setArray(2, tx.createArrayOf("integer", days));
            // As numbers: the server need not read a text for each. A double holds the microseconds of this century.
            Long[] told = newest.stream().map(n -> micros(n.eventAt())).toArray(Long[]::new);
            statement.setArray(3, tx.createArrayOf("bigint", told));
            Long[] appended = newest.stream().map(n -> micros(n.appendedAt())).toArray(Long[]::new);
            statement.setArray(4, tx.createArrayOf("bigint", appended));
            Integer[] late = sellers.stream()
                    .map(seller -> batch.late().contains(seller) ? 1 : 0)
                    .toArray(Integer[]::new);
            statement.setArray(5, tx.createArrayOf("integer", late));
            byte[][] responses = sellers.stream().map(batch.responses()::get).toArray(byte[][]::new);
            statement.setArray(6, tx.createArrayOf("bytea", responses));
            statement.setObject(7, countedAt.atOffset(ZoneOffset.UTC));
            if (statement.executeUpdate() != sellers.size()) {
                throw disturbed();
            }
        }
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
}
