package dev.rapport.kit.due;

import dev.rapport.events.InboundEvent;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes note of how far each seller's events have come, for what falls due late (rulebook, Time passing). */
@Singleton
public final class SellerArrivals {

    /**
     * A seller is noted at most this often, and not for less than that much news: a row per event would cost more than the event. An
     * import's events are far apart in time however fast they come, and each may be the last.
     */
    static final Duration PRECISION = Duration.ofSeconds(2);

    private static final String NOTE = """
            INSERT INTO seller_arrival AS known (seller_id, partition, newest_at, arrived_at)
            SELECT * FROM unnest(?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[]) AS n (seller_id, partition, newest_at, arrived_at)
             WHERE NOT EXISTS (SELECT FROM seller_arrival k
                                WHERE k.seller_id = n.seller_id AND k.partition = n.partition
                                  AND k.arrived_at BETWEEN n.arrived_at - interval '2 s' AND n.arrived_at
                                  AND k.newest_at >= n.newest_at - interval '2 s')
            ON CONFLICT (seller_id) DO UPDATE
               SET partition = excluded.partition, newest_at = greatest(known.newest_at, excluded.newest_at),
                   arrived_at = greatest(known.arrived_at, excluded.arrived_at)
            """;

    private record Arrival(int partition, Instant newest) {}

    /**
     * To be called by the handler of the subscription that reads {@code rapport.inbound}, with each of its batches.
     *
     * @param tx the batch's transaction
     */
    public void note(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Map<String, Arrival> arrivals = new HashMap<>();
        for (Received received : batch) {
            if (received.topic() == Topic.INBOUND && received.event() instanceof InboundEvent event) {
                arrivals.merge(
                        event.sellerId(),
                        new Arrival(received.partition(), HappenedAt.of(event)),
                        (one, other) -> new Arrival(other.partition, later(one.newest, other.newest)));
            }
        }
        if (!arrivals.isEmpty()) {
            write(tx, new TreeMap<>(arrivals), now);
        }
    }

    private static void write(Connection tx, Map<String, Arrival> arrivals, Instant now) throws SQLException {
        try (PreparedStatement note = tx.prepareStatement(NOTE)) {
            List<Arrival> values = List.copyOf(arrivals.values());
            note.setArray(1, tx.createArrayOf("text", arrivals.keySet().toArray(String[]::new)));
            note.setArray(
                    2,
                    tx.createArrayOf(
                            "int", values.stream().map(Arrival::partition).toArray(Integer[]::new)));
            note.setArray(
                    3,
                    tx.createArrayOf(
                            "timestamptz",
                            values.stream().map(a -> Timestamps.text(a.newest)).toArray(String[]::new)));
            note.setArray(
                    4,
                    tx.createArrayOf(
                            "timestamptz",
                            values.stream().map(_ -> Timestamps.text(now)).toArray(String[]::new)));
            note.executeUpdate();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
