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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            statement.setArray(1, tx.createArrayOf("text", sellers.keySet().toArray()));
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

    /** Writes down that a batch has been counted, and that its sellers' scores are to be looked at. */
    static void counted(Connection tx, Batch batch, Instant countedAt) throws SQLException {
        // Who is to be looked at already keeps the time, so that the index of these times need not change.
        String write = """
                INSERT INTO counted_seller
                       (seller_id, changes, late_batches, open_day, last_event_at, appended_at, counted_at, look_at, responses)
                SELECT seller_id, 1, late, open_day, last_event_at, appended_at, ?, ?, responses
                  FROM unnest(?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::integer[], ?::bytea[])
                       AS batch (seller_id, open_day, last_event_at, appended_at, late, responses)
                ON CONFLICT (seller_id) DO UPDATE
                   SET changes = counted_seller.changes + 1,
                       late_batches = counted_seller.late_batches + excluded.late_batches,
                       open_day = excluded.open_day,
                       last_event_at = greatest(counted_seller.last_event_at, excluded.last_event_at),
                       appended_at = greatest(counted_seller.appended_at, excluded.appended_at),
                       counted_at = excluded.counted_at,
                       look_at = least(counted_seller.look_at, excluded.look_at),
                       responses = coalesce(excluded.responses, counted_seller.responses)
                """;
        Set<String> sellers = batch.newest().keySet();
        Collection<Newest> newest = batch.newest().values();
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setObject(1, countedAt.atOffset(ZoneOffset.UTC));
            statement.setObject(2, countedAt.atOffset(ZoneOffset.UTC));
            statement.setArray(3, tx.createArrayOf("text", sellers.toArray()));
            Object[] days = sellers.stream().map(batch.openDays()::get).toArray();
            statement.setArray(4, tx.createArrayOf("integer", days));
            Object[] told = newest.stream().map(n -> n.eventAt().toString()).toArray();
            statement.setArray(5, tx.createArrayOf("timestamptz", told));
            Object[] appended =
                    newest.stream().map(n -> n.appendedAt().toString()).toArray();
            statement.setArray(6, tx.createArrayOf("timestamptz", appended));
            Object[] late = sellers.stream()
                    .map(seller -> batch.late().contains(seller) ? 1 : 0)
                    .toArray();
            statement.setArray(7, tx.createArrayOf("integer", late));
            byte[][] responses = sellers.stream().map(batch.responses()::get).toArray(byte[][]::new);
            statement.setArray(8, tx.createArrayOf("bytea", responses));
            statement.executeUpdate();
        }
    }
}
