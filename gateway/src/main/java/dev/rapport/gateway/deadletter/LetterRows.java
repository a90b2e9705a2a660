package dev.rapport.gateway.deadletter;

import dev.rapport.kit.deadletter.DeadLetter;
import dev.rapport.kit.deadletter.DeadLetterReplay.Place;
import dev.rapport.kit.page.Cursor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table of dead letters. */
@Singleton
class LetterRows {

    /** Of a letter. */
    enum State {
        /** Nobody has decided about it. */
        OPEN,
        /** Sent again. */
        REPLAYED,
        /** Put aside for good. */
        DISCARDED
    }

    /** One as it is shown. @param replayable false when only its head was kept */
    record Shown(
            String deadLetterId,
            String service,
            String topic,
            int partition,
            long offset,
            String reason,
            String detail,
            Instant at,
            @Nullable String type,
            @Nullable String sellerId,
            boolean replayable,
            State state,
            @Nullable Instant settledAt,
            @Nullable String settledBy) {}

    /** One that is decided about. */
    record Held(String letterId, Place place, boolean whole, State state) {}

    /** Which are wanted; what is null does not matter. */
    record Wanted(
            @Nullable String service,
            @Nullable String topic,
            @Nullable String reason,
            @Nullable String sellerId,
            @Nullable State state) {}

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
    private static final int LONGEST = 500;

    private static final String TAKE = """
            INSERT INTO dead_letter (letter_id, seller_id, service, topic, origin_partition, origin_offset, reason, detail, type, at,
                                     whole, partition, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (letter_id) DO UPDATE SET partition = excluded.partition, position = excluded.position
            """;

    private static final String PAGE = """
            SELECT * FROM dead_letter
             WHERE (?::text IS NULL OR service = ?) AND (?::text IS NULL OR topic = ?) AND (?::text IS NULL OR reason = ?)
               AND (?::text IS NULL OR seller_id = ?) AND (?::text IS NULL OR state = ?)
               AND (?::timestamptz IS NULL OR (at, letter_id) < (?::timestamptz, ?))
             ORDER BY at DESC, letter_id DESC LIMIT ?
            """;

    /** The next place to read of each partition that has any. */
    Map<Integer, Long> next(Connection tx) throws SQLException {
        Map<Integer, Long> next = new HashMap<>();
        try (PreparedStatement query = tx.prepareStatement(
                        "SELECT partition, max(position) + 1 AS next FROM dead_letter GROUP BY partition");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                next.put(rows.getInt("partition"), rows.getLong("next"));
            }
        }
        return next;
    }

    void take(Connection tx, List<DeadLetter> letters) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(TAKE)) {
            for (DeadLetter letter : letters) {
                String seller = letter.sellerId();
                insert.setString(1, clean(letter.service() + '/' + letter.origin()));
                insert.setString(2, seller != null && ID.matcher(seller).matches() ? seller : null);
                insert.setString(3, clean(letter.service()));
                insert.setString(4, clean(letter.origin().topic()));
                insert.setInt(5, letter.origin().partition());
                insert.setLong(6, letter.origin().offset());
                insert.setString(7, clean(letter.reason()));
                insert.setString(8, clean(letter.detail()));
                insert.setString(9, letter.type() == null ? null : clean(letter.type()));
                insert.setObject(10, utc(letter.at()));
                insert.setBoolean(11, letter.whole());
                insert.setInt(12, letter.partition());
                insert.setLong(13, letter.offset());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The newest first. */
    List<Shown> page(Connection tx, Wanted wanted, @Nullable Cursor after, int most) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(PAGE)) {
            int place = 1;
            for (@Nullable
            String filter : new @Nullable String[] {
                wanted.service(),
                wanted.topic(),
                wanted.reason(),
                wanted.sellerId(),
                wanted.state() == null ? null : wanted.state().name()
            }) {
                query.setString(place++, filter);
                query.setString(place++, filter);
            }
            query.setObject(place++, after == null ? null : utc(after.instant(0)));
            query.setObject(place++, after == null ? null : utc(after.instant(0)));
            query.setString(place++, after == null ? null : after.text(1));
            query.setInt(place, most);
            List<Shown> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(shown(rows));
                }
            }
            return found;
        }
    }

    /** Those of these ids there are, held until the transaction ends. Worker role. */
    List<Held> hold(Connection tx, Collection<String> ids) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement("SELECT letter_id, partition, position, whole, state"
                + " FROM dead_letter WHERE letter_id = ANY (?) ORDER BY letter_id FOR UPDATE")) {
            query.setArray(1, tx.createArrayOf("text", ids.toArray()));
            List<Held> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Held(
                            rows.getString("letter_id"),
                            new Place(rows.getInt("partition"), rows.getLong("position")),
                            rows.getBoolean("whole"),
                            State.valueOf(rows.getString("state"))));
                }
            }
            return found;
        }
    }

    /** Writes a decision down. Worker role. */
    void decide(Connection tx, Collection<String> ids, State state, String by, Instant now) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(
                "UPDATE dead_letter SET state = ?, settled_at = ?, settled_by = ? WHERE letter_id = ANY (?)")) {
            update.setString(1, state.name());
            update.setObject(2, utc(now));
            update.setString(3, by);
            update.setArray(4, tx.createArrayOf("text", ids.toArray()));
            update.executeUpdate();
        }
    }

    /** Removes what was set aside before then, which Kafka has not any more. Worker role. */
    void forget(Connection tx, Instant before) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM dead_letter WHERE at < ?")) {
            delete.setObject(1, utc(before));
            delete.executeUpdate();
        }
    }

    private static Shown shown(ResultSet row) throws SQLException {
        OffsetDateTime settledAt = row.getObject("settled_at", OffsetDateTime.class);
        return new Shown(
                row.getString("letter_id"),
                row.getString("service"),
                row.getString("topic"),
                row.getInt("origin_partition"),
                row.getLong("origin_offset"),
                row.getString("reason"),
                row.getString("detail"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getString("seller_id"),
                row.getBoolean("whole"),
                State.valueOf(row.getString("state")),
                settledAt == null ? null : settledAt.toInstant(),
                row.getString("settled_by"));
    }

    /** What came over the topic may hold anything; the database takes no NUL, and nobody reads a novel. */
    private static String clean(String text) {
        String printable = text.replace('\0', ' ');
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
