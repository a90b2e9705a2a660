package dev.rapport.kit.due;

import dev.rapport.policy.TimePassing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SQL over one table whose rows fall due: which may fire, and their claim. */
final class DueClaims {

    private static final String MAY_FIRE = """
            SELECT r.seller_id, r.%2$s AS due%3$s
              FROM %1$s r
              LEFT JOIN seller_arrival a ON a.seller_id = r.seller_id
             WHERE r.%2$s > ?::timestamptz AND r.%2$s <= ?::timestamptz
               AND r.%2$s <= coalesce((?::timestamptz[])[a.partition + 1], ?::timestamptz)
               %4$s
               AND concat_ws(E'\\u001f', r.seller_id%3$s) <> ALL (?::text[])
             ORDER BY r.%2$s
             LIMIT ?
            """;

    private static final String LATE = """
            AND (a.seller_id IS NULL OR a.newest_at >= r.%s OR a.arrived_at <= ?::timestamptz)""";

    private static final String CLAIM = """
            SELECT r.seller_id, r.%2$s AS due%3$s, a.partition, a.newest_at, a.arrived_at
              FROM unnest(%5$s) AS w (seller_id%4$s)
              JOIN %1$s r USING (seller_id%4$s)
              LEFT JOIN seller_arrival a ON a.seller_id = r.seller_id
             WHERE r.%2$s <= ?
             ORDER BY r.%2$s
               FOR UPDATE OF r SKIP LOCKED
            """;

    private final DueTable table;
    private final TimePassing passing;
    private final String fresh;
    private final String late;
    private final String claim;
    private final String anything;

    DueClaims(DueTable table, TimePassing passing) {
        this.table = table;
        this.passing = passing;
        String columns = table.key().stream().map(column -> ", r." + column).collect(Collectors.joining());
        String names = table.key().stream().map(column -> ", " + column).collect(Collectors.joining());
        String arrays = IntStream.rangeClosed(0, table.key().size())
                .mapToObj(_ -> "?::text[]")
                .collect(Collectors.joining(", "));
        this.fresh = MAY_FIRE.formatted(table.table(), table.dueColumn(), columns, "");
        this.late = MAY_FIRE.formatted(table.table(), table.dueColumn(), columns, LATE.formatted(table.dueColumn()));
        this.claim = CLAIM.formatted(table.table(), table.dueColumn(), columns, names, arrays);
        // Not EXISTS: of a time it does not know the planner takes a third of the rows to be due,
        // and looks for one through the whole table. The least is the first of the index.
        this.anything = "SELECT min(%2$s) <= ? FROM %1$s".formatted(table.table(), table.dueColumn());
    }

    DueTable table() {
        return table;
    }

    /** Is there any row whose time has come? */
    boolean anything(Connection worker, Instant now) throws SQLException {
        try (PreparedStatement select = worker.prepareStatement(anything)) {
            select.setObject(1, time(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A row that may be worth a claim. */
    record Candidate(String sellerId, List<String> key, Instant dueAt) {}

    /** Rows due within the last time that needs no seller to be quiet. */
    List<Candidate> fresh(
            Connection worker, AppliedThrough applied, Instant now, Collection<String> leftAlone, int most)
            throws SQLException {
        try (PreparedStatement select = worker.prepareStatement(fresh)) {
            select.setString(1, Timestamps.text(now.minus(passing.lateAfter())));
            select.setString(2, Timestamps.text(now));
            int next = horizon(select, 3, applied);
            return rows(select, next, leftAlone, most);
        }
    }

    /** Rows due longer ago, of sellers whose events are past them or who have been quiet. */
    List<Candidate> late(Connection worker, AppliedThrough applied, Instant now, Collection<String> leftAlone, int most)
            throws SQLException {
        try (PreparedStatement select = worker.prepareStatement(late)) {
            select.setString(1, Timestamps.NEVER);
            select.setString(2, Timestamps.text(now.minus(passing.lateAfter())));
            int next = horizon(select, 3, applied);
            select.setString(next++, Timestamps.text(quietSince(now)));
            return rows(select, next, leftAlone, most);
        }
    }

    private static int horizon(PreparedStatement select, int from, AppliedThrough applied) throws SQLException {
        Connection worker = select.getConnection();
        select.setArray(
                from, worker.createArrayOf("timestamptz", applied.perPartition().toArray(String[]::new)));
        select.setString(from + 1, applied.everywhere());
        return from + 2;
    }

    private List<Candidate> rows(PreparedStatement select, int from, Collection<String> leftAlone, int most)
            throws SQLException {
        select.setArray(from, select.getConnection().createArrayOf("text", leftAlone.toArray(String[]::new)));
        select.setInt(from + 1, most);
        List<Candidate> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Candidate(rows.getString(1), key(rows), instant(rows, 2)));
            }
        }
        return found;
    }

    /** Takes those of these rows that are still due and that nobody else has, in a transaction that holds their sellers' locks. */
    List<DueRow> claim(Connection tx, AppliedThrough applied, List<Candidate> wanted, Instant now) throws SQLException {
        List<DueRow> claimed = new ArrayList<>();
        try (PreparedStatement select = tx.prepareStatement(claim)) {
            select.setArray(
                    1,
                    tx.createArrayOf(
                            "text", wanted.stream().map(Candidate::sellerId).toArray(String[]::new)));
            for (int column = 0; column < table.key().size(); column++) {
                int index = column;
                select.setArray(
                        column + 2,
                        tx.createArrayOf(
                                "text",
                                wanted.stream().map(row -> row.key().get(index)).toArray(String[]::new)));
            }
            select.setObject(table.key().size() + 2, time(now));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Instant due = instant(rows, 2);
                    Predicate<Instant> passed = passed(rows, applied, now);
                    // Its seller may have been heard of since it was looked for.
                    if (passed.test(due)) {
                        claimed.add(new DueRow(rows.getString(1), key(rows), due, passed));
                    }
                }
            }
        }
        return claimed;
    }

    private Predicate<Instant> passed(ResultSet row, AppliedThrough applied, Instant now) throws SQLException {
        int after = table.key().size() + 3;
        Integer partition = row.getObject(after, Integer.class);
        OffsetDateTime newest = row.getObject(after + 1, OffsetDateTime.class);
        OffsetDateTime arrived = row.getObject(after + 2, OffsetDateTime.class);
        Instant horizon = applied.of(partition);
        Instant lateBefore = now.minus(passing.lateAfter());
        boolean quiet = arrived == null || !arrived.toInstant().isAfter(quietSince(now));
        Instant settled = quiet || newest == null ? Instant.MAX : newest.toInstant();
        return at -> !at.isAfter(now) && !at.isAfter(horizon) && (at.isAfter(lateBefore) || !at.isAfter(settled));
    }

    private Instant quietSince(Instant now) {
        return now.minus(passing.quietFor()).minus(SellerArrivals.PRECISION);
    }

    private List<String> key(ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>(table.key().size());
        for (int column = 0; column < table.key().size(); column++) {
            key.add(row.getString(column + 3));
        }
        return key;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
