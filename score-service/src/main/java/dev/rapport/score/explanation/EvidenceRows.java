package dev.rapport.score.explanation;

import dev.rapport.kit.page.Cursor;
import dev.rapport.score.engine.Evidence;
import dev.rapport.score.engine.Evidence.Kind;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Table {@code evidence}: the events that lowered a metric, written in the transaction that counts them. */
public final class EvidenceRows {
    private static final String WRITE = """
            INSERT INTO evidence AS known (seller_id, kind, at, ref, subject, due_at, done_at, detail)
            SELECT seller_id, kind, timestamptz 'epoch' + at * interval '1 microsecond', ref, subject,
                   timestamptz 'epoch' + due_at * interval '1 microsecond',
                   timestamptz 'epoch' + done_at * interval '1 microsecond', detail
              FROM unnest(?::text[], ?::smallint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                   AS batch (seller_id, kind, at, ref, subject, due_at, done_at, detail)
            ON CONFLICT (seller_id, kind, at, ref) DO UPDATE
               SET subject = coalesce(known.subject, excluded.subject),
                   due_at = coalesce(known.due_at, excluded.due_at),
                   done_at = coalesce(known.done_at, excluded.done_at),
                   detail = CASE WHEN known.detail IS NULL OR excluded.detail IS NULL OR known.detail = excluded.detail
                                 THEN coalesce(known.detail, excluded.detail)
                                 ELSE (SELECT string_agg(DISTINCT word, ',' ORDER BY word)
                                         FROM unnest(string_to_array(known.detail || ',' || excluded.detail, ',')) word) END
            """;

    /**
     * Newest first. What the asking instant could not know yet is left out, and so is what was taken back: reviews that were hidden,
     * violations that were cleared.
     */
    private static final String READ = """
            SELECT at, ref, subject, due_at, done_at, detail
              FROM evidence
             WHERE seller_id = ? AND kind = ? AND at >= ? AND at < ? AND coalesce(due_at, done_at, at) <= ?
               AND (NOT ? OR NOT EXISTS (SELECT FROM counted_review review
                                          WHERE review.seller_id = evidence.seller_id AND review.review_id = evidence.ref
                                            AND review.hidden))
               AND (NOT ? OR NOT EXISTS (SELECT FROM evidence cleared
                                          WHERE cleared.seller_id = evidence.seller_id AND cleared.kind = ?
                                            AND cleared.at = evidence.at))
               AND (?::timestamptz IS NULL OR (at, ref) < (?, ?))
             ORDER BY at DESC, ref DESC
             LIMIT ?
            """;

    private EvidenceRows() {}

    /** Adds what a batch found; of two facts about one thing both are kept in one row. */
    public static void write(Connection tx, Collection<Evidence> evidence) throws SQLException {
        if (evidence.isEmpty()) {
            return;
        }
        makeMonths(tx, evidence);
        List<Evidence> rows = List.copyOf(evidence);
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setArray(1, tx.createArrayOf("text", column(rows, Evidence::sellerId, String[]::new)));
            statement.setArray(
                    2,
                    tx.createArrayOf(
                            "smallint", column(rows, row -> (short) row.kind().id(), Short[]::new)));
            statement.setArray(3, tx.createArrayOf("bigint", column(rows, row -> micros(row.at()), Long[]::new)));
            statement.setArray(4, tx.createArrayOf("text", column(rows, Evidence::ref, String[]::new)));
            statement.setArray(5, tx.createArrayOf("text", column(rows, Evidence::subject, String[]::new)));
            statement.setArray(6, tx.createArrayOf("bigint", column(rows, row -> micros(row.dueAt()), Long[]::new)));
            statement.setArray(7, tx.createArrayOf("bigint", column(rows, row -> micros(row.doneAt()), Long[]::new)));
            statement.setArray(8, tx.createArrayOf("text", column(rows, Evidence::detail, String[]::new)));
            statement.executeUpdate();
        }
    }

    private static void makeMonths(Connection tx, Collection<Evidence> evidence) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("SELECT evidence_make_months(?::date[])")) {
            Object[] months = evidence.stream()
                    .map(one -> LocalDate.ofInstant(one.at(), ZoneOffset.UTC).withDayOfMonth(1))
                    .distinct()
                    .map(LocalDate::toString)
                    .toArray();
            statement.setArray(1, tx.createArrayOf("date", months));
            statement.executeQuery().close();
        }
    }

    /** Takes back disputes that another source dates earlier. */
    public static void takeBack(Connection tx, Map<OnceKey, Long> moved) throws SQLException {
        String delete = "DELETE FROM evidence WHERE seller_id = ? AND kind = ? AND ref = ? AND at >= ? AND at < ?";
        for (Map.Entry<OnceKey, Long> entry : moved.entrySet()) {
            try (PreparedStatement statement = tx.prepareStatement(delete)) {
                statement.setString(1, entry.getKey().sellerId());
                statement.setInt(2, Kind.DISPUTE.id());
                statement.setString(3, entry.getKey().id());
                statement.setObject(4, Hours.start(entry.getValue()).atOffset(ZoneOffset.UTC));
                statement.setObject(5, Hours.start(entry.getValue() + 1).atOffset(ZoneOffset.UTC));
                statement.executeUpdate();
            }
        }
    }

    /**
     * Reads newest first.
     *
     * @param asOf what was not yet so then is left out
     * @param after the last one of the page before; null for the first page
     */
    static List<Evidence> read(
            Connection tx, String sellerId, Kind kind, Window window, Instant asOf, @Nullable Cursor after, int limit)
            throws SQLException {
        List<Evidence> found = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            statement.setString(1, sellerId);
            statement.setInt(2, kind.id());
            statement.setObject(3, Hours.start(window.first()).atOffset(ZoneOffset.UTC));
            statement.setObject(4, Hours.start(window.last() + 1).atOffset(ZoneOffset.UTC));
            statement.setObject(5, asOf.atOffset(ZoneOffset.UTC));
            statement.setBoolean(6, ofReview(kind));
            statement.setBoolean(7, kind == Kind.VIOLATION);
            statement.setInt(8, Kind.VIOLATION_CLEARED.id());
            OffsetDateTime at = after == null ? null : after.instant(0).atOffset(ZoneOffset.UTC);
            statement.setObject(9, at);
            statement.setObject(10, at);
            statement.setString(11, after == null ? null : after.text(1));
            statement.setInt(12, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(evidence(sellerId, kind, rows));
                }
            }
        }
        return found;
    }

    private static boolean ofReview(Kind kind) {
        return switch (kind) {
            case REVIEW_REPLY, STAGE_APOLOGY, STAGE_EVIDENCE, STAGE_INVITATION -> true;
            case ANSWER,
                    RESPONSE,
                    FOLLOW_UP,
                    FLAGGED_MESSAGE,
                    DISPUTE,
                    CARE,
                    FAILED_DELIVERY,
                    VIOLATION,
                    VIOLATION_CLEARED -> false;
        };
    }

    private static Evidence evidence(String sellerId, Kind kind, ResultSet row) throws SQLException {
        return new Evidence(
                sellerId,
                kind,
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getString(2),
                row.getString(3),
                instant(row, 4),
                instant(row, 5),
                row.getString(6));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Of the very type, which the driver sends in binary; an Object[] goes as text. */
    private static <T> T[] column(List<Evidence> rows, Function<Evidence, @Nullable T> cell, IntFunction<T[]> array) {
        return rows.stream().map(cell).toArray(array);
    }
}
