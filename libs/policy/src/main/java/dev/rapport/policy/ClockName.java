package dev.rapport.policy;

import dev.rapport.events.WireNamed;
import java.util.Locale;

/** The clocks that run on a turn at once (MSG-04). */
public enum ClockName implements WireNamed {
    FIRST_RESPONSE,
    ANSWER,
    FOLLOW_UP,
    HOUSE;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
