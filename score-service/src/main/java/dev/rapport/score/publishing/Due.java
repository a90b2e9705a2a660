package dev.rapport.score.publishing;

import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.WorkingHours;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import dev.rapport.score.profile.CalendarJson;
import dev.rapport.score.standing.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seller whose score is to be looked at: it may have changed, or time alone may have changed it.
 *
 * @param changes batches counted and profiles brought; another number when the row is written means that this look was too early
 * @param profileVersion of the profile; −1 when there is none
 * @param pack name of its pack
 * @param lateBatches see {@link Checkpoint}
 * @param responses packed responses of the last hours; null when there are none
 * @param lastEventAt when the newest counted event happened, by its own word
 * @param countedAt when something was counted last
 * @param checkpoint null when there is none
 */
record Due(
        String sellerId,
        long changes,
        long profileVersion,
        String pack,
        ZoneId zone,
        Fulfilment fulfilment,
        WorkingHours calendar,
        long lateBatches,
        byte @Nullable [] responses,
        Instant lastEventAt,
        Instant countedAt,
        @Nullable Checkpoint checkpoint) {

    private static final String READ = """
            SELECT counted.seller_id, counted.changes, coalesce(seller.version, -1) AS version, seller.pack, seller.zone,
                   seller.fulfilment, seller.calendar, counted.late_batches, counted.responses, counted.last_event_at, counted.counted_at,
                   checkpoint.rules, checkpoint.late_batches AS checkpoint_late, checkpoint.through_day, checkpoint.state
              FROM counted_seller counted
              LEFT JOIN seller USING (seller_id)
              LEFT JOIN published_score told USING (seller_id)
              LEFT JOIN standing_checkpoint checkpoint USING (seller_id)
             WHERE counted.look_at <= ? AND (told.looked_at IS NULL OR told.looked_at <= ?)
             ORDER BY counted.look_at
             LIMIT ?
            """;

    /** Those due by now and not looked at since {@code notSince}, longest waiting first. */
    static List<Due> read(Connection tx, Packs packs, Instant now, Instant notSince, int limit) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, notSince.atOffset(ZoneOffset.UTC));
            statement.setInt(3, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(due(rows, packs, now));
                }
            }
        }
        return due;
    }

    private static Due due(ResultSet row, Packs packs, Instant now) throws SQLException {
        String seller = row.getString("seller_id");
        String pack = row.getString("pack");
        SellerChanged usual = pack == null ? DefaultProfile.of(seller, packs.pack(DefaultProfile.PACK, now)) : null;
        return new Due(
                seller,
                row.getLong("changes"),
                row.getLong("version"),
                usual == null ? row.getString("pack") : usual.pack(),
                ZoneId.of(usual == null ? row.getString("zone") : usual.zone()),
                usual == null ? Fulfilment.valueOf(row.getString("fulfilment")) : usual.fulfilment(),
                usual == null ? CalendarJson.read(row.getString("calendar")) : usual.calendar(),
                row.getLong("late_batches"),
                row.getBytes("responses"),
                row.getObject("last_event_at", OffsetDateTime.class).toInstant(),
                row.getObject("counted_at", OffsetDateTime.class).toInstant(),
                checkpoint(seller, row));
    }

    private static @Nullable Checkpoint checkpoint(String seller, ResultSet row) throws SQLException {
        String rules = row.getString("rules");
        return rules == null
                ? null
                : new Checkpoint(
                        seller,
                        rules,
                        row.getLong("checkpoint_late"),
                        LocalDate.ofEpochDay(row.getInt("through_day")),
                        row.getString("state"));
    }
}
