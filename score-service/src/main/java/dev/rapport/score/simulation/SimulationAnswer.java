package dev.rapport.score.simulation;

import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.card.ScoreAnswer;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.WindowSums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code POST …/score/simulations}: the score as it is and as it would be, both in the shape of {@code GET …/score}.
 *
 * @param difference what would be gained, in points before rounding; null where either has no score
 */
record SimulationAnswer(
        ScoreAnswer actual, ScoreAnswer simulated, @Nullable BigDecimal difference) {

    /** A card with what it was made of. */
    record Made(ScoreCard card, WindowSums sums, ScoreRules rules) {
        static Made of(WindowSums sums, ScoreRules rules) {
            return new Made(ScoreCard.of(sums, rules), sums, rules);
        }
    }

    static SimulationAnswer of(Inquiry inquiry, Made actual, Made simulated) {
        Double before = actual.card().points();
        Double after = simulated.card().points();
        return new SimulationAnswer(
                ScoreAnswer.of(inquiry, actual.rules(), actual.card(), actual.sums()),
                ScoreAnswer.of(inquiry, simulated.rules(), simulated.card(), simulated.sums()),
                before == null || after == null
                        ? null
                        : BigDecimal.valueOf(after - before).setScale(4, RoundingMode.HALF_UP));
    }
}
