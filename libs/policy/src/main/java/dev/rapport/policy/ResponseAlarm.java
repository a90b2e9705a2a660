package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * MSG-05: the alarm on the average response time, in working time.
 *
 * @param within responses of the last so long
 * @param atLeast fewer responses raise nothing
 * @param averageAbove the average that raises it
 * @param headSellers the average of head sellers, shown beside it
 * @param best the best known average, shown beside it
 */
public record ResponseAlarm(Duration within, int atLeast, Duration averageAbove, Duration headSellers, Duration best) {
    public ResponseAlarm {
        new Checks()
                .positive("within", within)
                .positive("atLeast", atLeast)
                .positive("averageAbove", averageAbove)
                .positive("headSellers", headSellers)
                .positive("best", best)
                .verify();
    }
}
