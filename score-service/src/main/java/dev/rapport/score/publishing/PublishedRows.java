package dev.rapport.score.publishing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Table {@code published_score}: what was told last. */
final class PublishedRows {
    private PublishedRows() {}

    /** When a seller was looked at last, and what was told of it then. */
    record Last(Instant lookedAt, String told) {}

    static Map<String, Last> read(Connection tx, Collection<String> sellers) throws SQLException {
        Map<String, Last> last = new HashMap<>();
        String read = "SELECT seller_id, looked_at, told FROM published_score WHERE seller_id = ANY (?)";
        try (PreparedStatement statement = tx.prepareStatement(read)) {
            statement.setArray(1, tx.createArrayOf("text", sellers.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant lookedAt = rows.getObject(2, OffsetDateTime.class).toInstant();
                    last.put(rows.getString(1), new Last(lookedAt, rows.getString(3)));
                }
            }
        }
        return last;
    }

    static void write(Connection tx, List<Told> news, Instant lookedAt) throws SQLException {
        String write = """
                INSERT INTO published_score AS last
                       (seller_id, changes, profile_version, looked_at, as_of, score, status, told)
                SELECT seller_id, changes, profile_version, ?, ?, score, status, told
                  FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::numeric[], ?::text[], ?::text[])
                       AS news (seller_id, changes, profile_version, score, status, told)
                ON CONFLICT (seller_id) DO UPDATE
                   SET changes = excluded.changes, profile_version = excluded.profile_version,
                       looked_at = excluded.looked_at, score = excluded.score, status = excluded.status,
                       as_of = CASE WHEN last.told = excluded.told THEN last.as_of ELSE excluded.as_of END,
                       told = excluded.told
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setObject(1, lookedAt.atOffset(ZoneOffset.UTC));
            statement.setObject(2, lookedAt.atOffset(ZoneOffset.UTC));
            statement.setArray(
                    3, tx.createArrayOf("text", column(news, told -> told.due().sellerId())));
            statement.setArray(4, tx.createArrayOf("bigint", column(news, told -> told.due()
                    .changes())));
            statement.setArray(5, tx.createArrayOf("bigint", column(news, told -> told.due()
                    .profileVersion())));
            statement.setArray(6, tx.createArrayOf("numeric", column(news, PublishedRows::score)));
            statement.setArray(7, tx.createArrayOf("text", column(news, told -> told.status()
                    .wireName())));
            statement.setArray(8, tx.createArrayOf("text", column(news, Told::text)));
            statement.executeUpdate();
        }
    }

    /** Writes down when each is to be looked at again, unless it changed since it was looked at and so is due anyway. */
    static void lookAgain(Connection tx, List<Told> news) throws SQLException {
        String write = """
                UPDATE counted_seller counted SET look_at = coalesce(news.next, 'infinity')
                  FROM unnest(?::text[], ?::bigint[], ?::timestamptz[]) AS news (seller_id, changes, next)
                 WHERE counted.seller_id = news.seller_id AND counted.changes = news.changes
                """;
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setArray(
                    1, tx.createArrayOf("text", column(news, told -> told.due().sellerId())));
            statement.setArray(2, tx.createArrayOf("bigint", column(news, told -> told.due()
                    .changes())));
            statement.setArray(
                    3,
                    tx.createArrayOf(
                            "timestamptz",
                            column(news, told -> told.next() == null ? null : String.valueOf(told.next()))));
            statement.executeUpdate();
        }
    }

    private static @Nullable BigDecimal score(Told told) {
        return told.card().score();
    }

    private interface Cell {
        @Nullable
        Object of(Told told);
    }

    private static @Nullable Object[] column(List<Told> news, Cell cell) {
        @Nullable Object[] column = new @Nullable Object[news.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(news.get(i));
        }
        return column;
    }
}
