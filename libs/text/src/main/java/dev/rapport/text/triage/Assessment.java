package dev.rapport.text.triage;

import dev.rapport.policy.Triage;
import java.util.List;

/**
 * MSG-06: what a turn was found to be, and why.
 *
 * @param urgency how urgent
 * @param value how much it is worth
 * @param treatment how it is handled and within what time of the {@code house} clock
 * @param reasons what made it high, and what could not be weighed; for a person
 */
public record Assessment(Level urgency, Level value, Triage.Treatment treatment, List<String> reasons) {

    /** Of urgency and of value. */
    public enum Level {
        HIGH,
        LOW
    }

    public Assessment {
        reasons = List.copyOf(reasons);
    }

    /** The quadrant both make. */
    public Triage.Quadrant quadrant() {
        return Triage.Quadrant.of(urgency == Level.HIGH, value == Level.HIGH);
    }
}
