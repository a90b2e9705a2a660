package dev.rapport.message.conversation.model;

import dev.rapport.policy.Triage.Quadrant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MSG-06: how urgent a turn is and what it is worth.
 *
 * @param urgent high urgency
 * @param valuable high value
 * @param reasons in the words of the interface, such as {@code urgency:scene:LOGISTICS_DELAY}; never buyer text
 * @param overriddenBy the agent who decided otherwise than the rules; null while the rules decide
 */
public record TurnTriage(
        boolean urgent,
        boolean valuable,
        List<String> reasons,
        @Nullable String overriddenBy) {

    public TurnTriage {
        reasons = List.copyOf(reasons);
    }

    public Quadrant quadrant() {
        return Quadrant.of(urgent, valuable);
    }
}
