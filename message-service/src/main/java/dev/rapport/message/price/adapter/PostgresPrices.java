package dev.rapport.message.price.adapter;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.price.model.Miss;
import dev.rapport.message.price.model.Prices;
import dev.rapport.message.sql.Columns;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link PriceBook} in PostgreSQL: one row per seller. */
@Singleton
final class PostgresPrices implements PriceBook {

    // A replayed dead letter may be older than what is known.
    private static final String KEEP = """
            INSERT INTO price_of_miss AS known (seller_id, answer, on_time, consult, follow_up, as_of)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id) DO UPDATE
               SET answer = excluded.answer, on_time = excluded.on_time, consult = excluded.consult,
                   follow_up = excluded.follow_up, as_of = excluded.as_of
             WHERE excluded.as_of >= known.as_of
            """;

    private static final String OF =
            "SELECT seller_id, answer, on_time, consult, follow_up FROM price_of_miss WHERE seller_id = ANY (?)";

    private record Told(String sellerId, Prices prices, Instant asOf) {

        BigDecimal of(Miss miss) {
            return prices.of(miss);
        }
    }

    @Override
    public void keep(Connection tx, List<ScoreChanged> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        // One statement cannot touch a row twice.
        var newest = new TreeMap<String, Told>();
        for (ScoreChanged score : told) {
            newest.merge(
                    score.sellerId(),
                    new Told(score.sellerId(), Prices.of(score.prices()), score.asOf()),
                    (before, now) -> now.asOf.isBefore(before.asOf) ? before : now);
        }
        try (var statement = new Columns<>(tx, KEEP, newest.values())) {
            statement
                    .text(Told::sellerId)
                    .add("numeric", row -> row.of(Miss.ANSWER))
                    .add("numeric", row -> row.of(Miss.ON_TIME))
                    .add("numeric", row -> row.of(Miss.CONSULT))
                    .add("numeric", row -> row.of(Miss.FOLLOW_UP))
                    .time(Told::asOf);
            statement.update();
        }
    }

    @Override
    public Map<String, Prices> of(Connection tx, Collection<String> sellers) throws SQLException {
        var found = new HashMap<String, Prices>();
        if (sellers.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = tx.prepareStatement(OF)) {
            query.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    var points = new EnumMap<Miss, BigDecimal>(Miss.class);
                    points.put(Miss.ANSWER, rows.getBigDecimal("answer"));
                    points.put(Miss.ON_TIME, rows.getBigDecimal("on_time"));
                    points.put(Miss.CONSULT, rows.getBigDecimal("consult"));
                    points.put(Miss.FOLLOW_UP, rows.getBigDecimal("follow_up"));
                    found.put(rows.getString("seller_id"), new Prices(points));
                }
            }
        }
        return found;
    }
}
