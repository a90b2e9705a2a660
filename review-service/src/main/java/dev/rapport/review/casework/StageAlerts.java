package dev.rapport.review.casework;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.Stage;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * REV-03: a stage that is not done in time is told of once, by its due row, and the alert ends when the stage is done or needed no more.
 * What was overdue long before it was heard of has no due row, so imported history disturbs nobody.
 */
@Singleton
public final class StageAlerts implements DueHandler {
    private static final String RULE = "REV-03";

    private static final String TELL = """
            UPDATE review_stage s SET alert_at = NULL, alerted = s.completed_at IS NULL
              FROM unnest(?::text[], ?::text[], ?::text[]) AS k (seller_id, review_id, stage), review r
             WHERE s.seller_id = k.seller_id AND s.review_id = k.review_id AND s.stage = k.stage
               AND r.seller_id = s.seller_id AND r.review_id = s.review_id
            RETURNING s.seller_id, s.review_id, s.stage, s.due_at, r.pack, s.alerted
            """;

    private final Outbox outbox;

    StageAlerts(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement tell = tx.prepareStatement(TELL)) {
            tell.setArray(
                    1,
                    tx.createArrayOf("text", rows.stream().map(DueRow::sellerId).toArray()));
            for (int column = 0; column < 2; column++) {
                int part = column;
                tell.setArray(
                        2 + column,
                        tx.createArrayOf(
                                "text", rows.stream().map(row -> row.key(part)).toArray()));
            }
            try (ResultSet row = tell.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean("alerted")) {
                        Instant dueAt =
                                row.getObject("due_at", OffsetDateTime.class).toInstant();
                        facts.add(fact(row, dueAt, true));
                    }
                }
            }
        }
        outbox.append(tx, facts);
    }

    /**
     * The end of an alert.
     *
     * @param row with {@code seller_id}, {@code review_id}, {@code stage} and {@code pack} of a stage that was told of
     */
    public static Fact over(ResultSet row, Instant at) throws SQLException {
        return fact(row, at, false);
    }

    private static Fact fact(ResultSet row, Instant at, boolean raised) throws SQLException {
        String seller = row.getString("seller_id");
        String review = row.getString("review_id");
        Stage stage = Stage.valueOf(row.getString("stage"));
        String id = FactId.of(EventType.ALERT_RAISED, seller, RULE, review, stage.name());
        String subject = "review " + review + ", stage " + stage.name();
        AlertEvent event = raised
                ? new AlertRaised(seller, id, RULE, "warning", subject, null, null, at)
                : new AlertResolved(seller, id, RULE, "warning", subject, null, null, at);
        return Fact.of(event, at, row.getString("pack"), id);
    }
}
