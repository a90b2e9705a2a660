package dev.rapport.score.card;

import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Reads the counters of one seller and makes its card. */
final class CardReader {
    private CardReader() {}

    /** A card with what it was made of. */
    record Reading(ScoreCard card, WindowSums sums, ScoreRules rules) {}

    static Reading read(Connection tx, String sellerId, Window window, ScoreRules rules) throws SQLException {
        WindowSums sums = WindowSums.empty(window, rules);
        WindowReader.read(tx, Map.of(sellerId, sums), window);
        return new Reading(ScoreCard.of(sums, rules), sums, rules);
    }
}
