package dev.rapport.score.standing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rapport.score.standing.model.StandingState;
import dev.rapport.score.standing.model.Standings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * A row of table {@code standing_checkpoint}: how a seller stood after the closes of a day long final, so that the present need not
 * be worked out from the beginning.
 *
 * @param rules fingerprint of what it was worked out by
 * @param lateBatches of the counting then; with more by now, closes have changed that are in it
 * @param through the last day whose close is in it
 */
public record Checkpoint(String sellerId, String rules, long lateBatches, LocalDate through, String state) {
    /**
     * How long ago a day must have ended. Counting calls late what is a week old; the day between the two is for batches that
     * were being counted while a checkpoint was made.
     */
    public static final Duration SETTLED = Duration.ofDays(8);

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /** The checkpoint of what was reached. */
    public static Checkpoint of(String sellerId, String rules, long lateBatches, Standings.Reached reached) {
        try {
            return new Checkpoint(
                    sellerId, rules, lateBatches, reached.through(), JSON.writeValueAsString(reached.state()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a standing is JSON", e);
        }
    }

    /** Whether it still holds. */
    public boolean holds(String presentRules, long presentLateBatches) {
        return rules.equals(presentRules) && lateBatches == presentLateBatches;
    }

    /** What it holds. */
    public Standings.Reached reached() {
        try {
            return new Standings.Reached(JSON.readValue(state, StandingState.class), through);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored standing cannot be read", e);
        }
    }

    /** Writes new checkpoints in the place of old ones. */
    public static void write(Connection tx, Collection<Checkpoint> checkpoints) throws SQLException {
        if (checkpoints.isEmpty()) {
            return;
        }
        String write = """
                INSERT INTO standing_checkpoint (seller_id, rules, late_batches, through_day, state)
                SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::integer[], ?::text[])
                ON CONFLICT (seller_id) DO UPDATE
                   SET rules = excluded.rules, late_batches = excluded.late_batches,
                       through_day = excluded.through_day, state = excluded.state
                """;
        List<Checkpoint> rows = List.copyOf(checkpoints);
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setArray(1, tx.createArrayOf("text", column(rows, Checkpoint::sellerId)));
            statement.setArray(2, tx.createArrayOf("text", column(rows, Checkpoint::rules)));
            statement.setArray(3, tx.createArrayOf("bigint", column(rows, Checkpoint::lateBatches)));
            statement.setArray(
                    4,
                    tx.createArrayOf(
                            "integer",
                            column(rows, row -> Math.toIntExact(row.through().toEpochDay()))));
            statement.setArray(5, tx.createArrayOf("text", column(rows, Checkpoint::state)));
            statement.executeUpdate();
        }
    }

    private interface Cell {
        Object of(Checkpoint row);
    }

    private static Object[] column(List<Checkpoint> rows, Cell cell) {
        return rows.stream().map(cell::of).toArray();
    }
}
