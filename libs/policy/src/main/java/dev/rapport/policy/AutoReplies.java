package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * MSG-09: rules that answer by themselves.
 *
 * @param sentWithin an auto-reply goes out this soon
 * @param perTurn at most so many in one turn
 * @param unattendedAfter an auto-replied turn with no human for this long is flagged {@code UNATTENDED_AUTO_REPLY} (MSG-12)
 */
public record AutoReplies(Duration sentWithin, int perTurn, Duration unattendedAfter) {
    public AutoReplies {
        new Checks()
                .positive("sentWithin", sentWithin)
                .positive("perTurn", perTurn)
                .positive("unattendedAfter", unattendedAfter)
                .verify();
    }
}
