package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One clock on a turn (MSG-04).
 *
 * @param from what starts it
 * @param after how long it runs, in time of its calendar
 * @param calendar which time counts
 * @param metBy what stops it
 * @param notAfter a clock that bounds this one's due time; null for none
 */
public record Clock(
        Start from,
        Duration after,
        Calendar calendar,
        MetBy metBy,
        @Nullable ClockName notAfter) {

    /** What starts a clock. */
    public enum Start {
        /** The turn opened. */
        TURN_OPENED,
        /** An auto-reply responded to it. */
        AUTO_REPLY
    }

    /** Which time counts. */
    public enum Calendar {
        /** The seller's working hours. */
        WORKING,
        /** Every hour. */
        NONE
    }

    /** What stops a clock. */
    public enum MetBy {
        /** A seller message of any kind, auto-replies included; handling counts too, for it responds. */
        ANY_REPLY,
        /** A human message. */
        HUMAN_REPLY,
        /** A human message, or an agent closing the turn as needing none. */
        HUMAN_REPLY_OR_HANDLED
    }

    public Clock {
        new Checks().positive("after", after).verify();
    }
}
