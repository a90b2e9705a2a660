package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * When a due row may fire although events may still be on their way (rulebook, Time passing).
 *
 * @param lateAfter a due time longer ago than this waits for the seller's events to have passed it
 * @param quietFor … or for none to have come for this long
 */
public record TimePassing(Duration lateAfter, Duration quietFor) {
    public TimePassing {
        new Checks()
                .positive("lateAfter", lateAfter)
                .positive("quietFor", quietFor)
                .verify();
    }
}
