package dev.rapport.score.counting;

import dev.rapport.events.ReviewClass;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import dev.rapport.score.engine.ReviewRow.Moves;
import dev.rapport.score.engine.ReviewRow.Posted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Table {@code counted_review}: what is known of each review. */
final class ReviewRows {
    private ReviewRows() {}

    /** Those of these reviews of which something is known. */
    static Map<ReviewKey, ReviewRow> read(Connection tx, Collection<ReviewKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<ReviewKey, ReviewRow> known = new HashMap<>();
        String read = """
                SELECT seller_id, review_id, posted_hour, stars, class,
                       moved_logistics, moved_product, moved_service, moved_malicious, hidden
                  FROM unnest(?::text[], ?::text[]) AS wanted (seller_id, review_id)
                  JOIN counted_review USING (seller_id, review_id)
                """;
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            String[] sellers = keys.stream().map(ReviewKey::sellerId).toArray(String[]::new);
            String[] reviews = keys.stream().map(ReviewKey::reviewId).toArray(String[]::new);
            statement.setArray(1, tx.createArrayOf("text", sellers));
            statement.setArray(2, tx.createArrayOf("text", reviews));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(new ReviewKey(rows.getString(1), rows.getString(2)), row(rows));
                }
            }
        }
        return known;
    }

    private static ReviewRow row(ResultSet row) throws SQLException {
        @Nullable String reviewClass = row.getString(5);
        Posted posted =
                reviewClass == null ? null : new Posted(row.getInt(3), row.getInt(4), ReviewClass.valueOf(reviewClass));
        Moves moves = new Moves(row.getInt(6), row.getInt(7), row.getInt(8), row.getInt(9));
        return new ReviewRow(posted, moves, row.getBoolean(10));
    }

    /** Writes down what is now known. */
    static void write(Connection tx, SortedMap<ReviewKey, ReviewRow> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        String write = """
                INSERT INTO counted_review (seller_id, review_id, posted_hour, stars, class,
                       moved_logistics, moved_product, moved_service, moved_malicious, hidden)
                SELECT * FROM unnest(?::text[], ?::text[], ?::integer[], ?::smallint[], ?::text[],
                                     ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::boolean[])
                ON CONFLICT (seller_id, review_id) DO UPDATE
                   SET posted_hour = excluded.posted_hour, stars = excluded.stars, class = excluded.class,
                       moved_logistics = excluded.moved_logistics, moved_product = excluded.moved_product,
                       moved_service = excluded.moved_service, moved_malicious = excluded.moved_malicious,
                       hidden = excluded.hidden
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            Collection<ReviewRow> rows = changed.values();
            bind(statement, 1, "text", changed.keySet(), ReviewKey::sellerId, String[]::new);
            bind(statement, 2, "text", changed.keySet(), ReviewKey::reviewId, String[]::new);
            bind(statement, 3, "integer", rows, ReviewRows::postedHour, Integer[]::new);
            bind(statement, 4, "smallint", rows, ReviewRows::stars, Short[]::new);
            bind(statement, 5, "text", rows, ReviewRows::reviewClass, String[]::new);
            bind(statement, 6, "integer", rows, row -> row.moves().logistics(), Integer[]::new);
            bind(statement, 7, "integer", rows, row -> row.moves().product(), Integer[]::new);
            bind(statement, 8, "integer", rows, row -> row.moves().service(), Integer[]::new);
            bind(statement, 9, "integer", rows, row -> row.moves().malicious(), Integer[]::new);
            bind(statement, 10, "boolean", rows, ReviewRow::hidden, Boolean[]::new);
            statement.executeUpdate();
        }
    }

    private static @Nullable Integer postedHour(ReviewRow row) {
        Posted posted = row.posted();
        return posted == null ? null : (int) posted.hour();
    }

    private static @Nullable Short stars(ReviewRow row) {
        Posted posted = row.posted();
        return posted == null ? null : (short) posted.stars();
    }

    private static @Nullable String reviewClass(ReviewRow row) {
        Posted posted = row.posted();
        return posted == null ? null : posted.reviewClass().name();
    }

    /** Of the very type, which the driver sends in binary; an Object[] goes as text. */
    private static <R, T> void bind(
            PreparedStatement statement,
            int parameter,
            String type,
            Collection<R> rows,
            Function<R, @Nullable T> cell,
            IntFunction<T[]> array)
            throws SQLException {
        T[] column = rows.stream().map(cell).toArray(array);
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, column));
    }
}
