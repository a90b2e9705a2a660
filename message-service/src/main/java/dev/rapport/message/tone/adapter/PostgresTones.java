package dev.rapport.message.tone.adapter;

import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import dev.rapport.message.tone.application.Tones;
import dev.rapport.message.tone.model.Coldness;
import dev.rapport.message.tone.model.Tone;
import dev.rapport.message.tone.model.Tone.Source;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Tones} in PostgreSQL: counters by the hour. */
@Singleton
final class PostgresTones implements Tones {

    /** What was cold longer ago than this is of no pack's concern any more. */
    private static final Duration OF_LATE = Duration.ofDays(90);

    private static final String NEW_REVIEWS = """
            INSERT INTO review_heard (seller_id, review_id) SELECT * FROM unnest(?, ?) AS r ON CONFLICT DO NOTHING RETURNING seller_id, review_id
            """;

    private static final String COUNT = """
            INSERT INTO buyer_tone AS t (seller_id, source, hour, heard, cold)
            SELECT * FROM unnest(?, ?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, source, hour) DO UPDATE
               SET heard = t.heard + excluded.heard, cold = t.cold + excluded.cold
            """;

    private static final String LOOK = """
            INSERT INTO tone_watch AS w (seller_id, source, look_at) SELECT * FROM unnest(?, ?, ?) AS r
            ON CONFLICT (seller_id, source) DO UPDATE SET look_at = least(w.look_at, excluded.look_at)
            """;

    private static final String SINCE = """
            SELECT w.seller_id, w.source, coalesce(sum(t.heard), 0)::bigint AS heard, coalesce(sum(t.cold), 0)::bigint AS cold
              FROM unnest(?, ?, ?) AS w (seller_id, source, since)
              LEFT JOIN buyer_tone t ON t.seller_id = w.seller_id AND t.source = w.source AND t.hour > w.since
             GROUP BY w.seller_id, w.source
            """;

    private static final String WATCHED = """
            SELECT t.seller_id, t.source, t.raised_at, t.look_at
              FROM unnest(?, ?) AS w (seller_id, source) JOIN tone_watch t USING (seller_id, source)
            """;

    private static final String WATCH = """
            UPDATE tone_watch t SET raised_at = w.raised_at, look_at = w.look_at
              FROM unnest(?, ?, ?, ?) AS w (seller_id, source, raised_at, look_at)
             WHERE t.seller_id = w.seller_id AND t.source = w.source
            """;

    private record Hour(Ear ear, Instant from) {}

    private record Counted(Hour hour, Coldness coldness) {}

    private record ReviewKey(String sellerId, String reviewId) {}

    @Override
    public void heard(Connection tx, List<Tone> heard, Instant now) throws SQLException {
        if (heard.isEmpty()) {
            return;
        }
        var counts = new LinkedHashMap<Hour, Coldness>();
        var cold = new LinkedHashMap<Ear, Instant>();
        for (Tone one : once(tx, heard)) {
            var ear = new Ear(one.sellerId(), one.source());
            counts.merge(
                    new Hour(ear, one.at().truncatedTo(ChronoUnit.HOURS)),
                    new Coldness(1, one.cold() ? 1 : 0),
                    (before, more) -> new Coldness(before.heard() + more.heard(), before.cold() + more.cold()));
            if (one.cold() && one.at().isAfter(now.minus(OF_LATE))) {
                cold.put(ear, now);
            }
        }
        count(tx, counts);
        look(tx, cold);
    }

    /** A message is taken once; of reviews this service keeps no more than that they were heard. */
    private static List<Tone> once(Connection tx, List<Tone> heard) throws SQLException {
        var reviews = new LinkedHashMap<ReviewKey, Tone>();
        var once = new ArrayList<Tone>();
        for (Tone one : heard) {
            switch (one.source()) {
                case MESSAGE -> once.add(one);
                case REVIEW -> reviews.putIfAbsent(new ReviewKey(one.sellerId(), one.id()), one);
            }
        }
        if (!reviews.isEmpty()) {
            try (var statement = new Columns<>(tx, NEW_REVIEWS, reviews.keySet())) {
                statement.text(ReviewKey::sellerId).text(ReviewKey::reviewId);
                for (ReviewKey key :
                        statement.all(row -> new ReviewKey(row.getString("seller_id"), row.getString("review_id")))) {
                    Tone review = reviews.get(key);
                    if (review != null) {
                        once.add(review);
                    }
                }
            }
        }
        return once;
    }

    private static void count(Connection tx, Map<Hour, Coldness> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        var rows = counts.entrySet().stream()
                .map(entry -> new Counted(entry.getKey(), entry.getValue()))
                .toList();
        try (var statement = new Columns<>(tx, COUNT, rows)) {
            statement
                    .text(row -> row.hour.ear.sellerId())
                    .text(row -> row.hour.ear.source())
                    .time(row -> row.hour.from)
                    .add("int8", row -> row.coldness.heard())
                    .add("int8", row -> row.coldness.cold());
            statement.update();
        }
    }

    private static void look(Connection tx, Map<Ear, Instant> cold) throws SQLException {
        if (cold.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, LOOK, cold.entrySet())) {
            statement
                    .text(entry -> entry.getKey().sellerId())
                    .text(entry -> entry.getKey().source())
                    .time(Map.Entry::getValue);
            statement.update();
        }
    }

    @Override
    public Map<Ear, Coldness> since(Connection tx, Map<Ear, Instant> since) throws SQLException {
        var found = new HashMap<Ear, Coldness>();
        try (var query = new Columns<>(tx, SINCE, since.entrySet())) {
            query.text(entry -> entry.getKey().sellerId())
                    .text(entry -> entry.getKey().source())
                    .time(Map.Entry::getValue);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.put(
                            new Ear(rows.getString("seller_id"), Source.valueOf(rows.getString("source"))),
                            new Coldness(rows.getLong("heard"), rows.getLong("cold")));
                }
            }
        }
        return found;
    }

    @Override
    public List<Watched> watched(Connection tx, Collection<Ear> ears) throws SQLException {
        try (var query = new Columns<>(tx, WATCHED, ears)) {
            query.text(Ear::sellerId).text(Ear::source);
            return query.all(row -> new Watched(
                    new Ear(row.getString("seller_id"), Source.valueOf(row.getString("source"))),
                    Rows.timeOrNull(row, "raised_at"),
                    Rows.timeOrNull(row, "look_at")));
        }
    }

    @Override
    public void watch(Connection tx, Collection<Watched> watched) throws SQLException {
        if (watched.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, WATCH, watched)) {
            statement
                    .text(one -> one.ear().sellerId())
                    .text(one -> one.ear().source())
                    .time(Watched::raisedAt)
                    .time(Watched::lookAt);
            statement.update();
        }
    }
}
