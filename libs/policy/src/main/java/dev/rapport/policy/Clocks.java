package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.util.Map;

/**
 * MSG-04: the clocks on a turn.
 *
 * @param warnAt the share of a clock at which a warning is raised
 * @param noticeFor warnings, alerts, live events and webhooks follow only when the due time is less than this before the
 *     event was read; the fact itself is always written
 * @param named every clock
 */
public record Clocks(double warnAt, Duration noticeFor, Map<ClockName, Clock> named) {
    public Clocks {
        new Checks()
                .rate("warnAt", warnAt)
                .positive("warnAt", warnAt)
                .positive("noticeFor", noticeFor)
                .complete("named", named, ClockName.class)
                .that(
                        "named",
                        named.entrySet().stream()
                                .noneMatch(e -> e.getKey() == e.getValue().notAfter()),
                        "has a clock that bounds itself")
                .verify();
    }

    /** The clock of that name. */
    public Clock of(ClockName name) {
        Clock clock = named.get(name);
        if (clock == null) {
            throw new IllegalStateException("a pack has all clocks: " + name);
        }
        return clock;
    }
}
