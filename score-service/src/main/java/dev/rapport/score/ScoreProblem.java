package dev.rapport.score;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Everything score-service refuses that other services do not. */
public enum ScoreProblem implements ProblemType {
    AS_OF_MALFORMED(400, "The instant cannot be read", "SCO-01"),
    AS_OF_IN_FUTURE(400, "The instant has not come yet", "SCO-05"),
    WINDOW_UNKNOWN(400, "There is no such window", "SCO-01"),
    DAY_MALFORMED(400, "The day cannot be read", "SCO-08"),
    PERIOD_UNKNOWN(400, "There is no such period", "SCO-08"),
    STATE_UNKNOWN(400, "An alert has no such state", "SCO-09"),
    COMPONENT_UNKNOWN(400, "There is no such component", "SCO-04"),
    HOURS_OUT_OF_RANGE(400, "A forecast does not reach so far", "SCO-05"),
    SIMULATION_INVALID(422, "This cannot be tried", "SCO-06"),
    RANGE_TOO_LONG(400, "The range is empty or too long", "SCO-08"),
    SELLER_MISMATCH(422, "The profile is of another seller", "X-01"),
    MARKETPLACE_MALFORMED(422, "The marketplace's name cannot be one", null),
    PACK_UNKNOWN(422, "There is no such pack", null),
    ZONE_UNKNOWN(422, "There is no such time zone", "SCO-10"),
    ACCOUNT_TYPE_UNKNOWN(422, "There is no such account type", "CARE-04"),
    FULFILMENT_UNKNOWN(422, "There is no such way of fulfilment", "SCO-03"),
    DAY_UNKNOWN(422, "There is no such day of the week", "MSG-04"),
    SHIFT_MALFORMED(422, "A shift does not run from one time of day to a later one", "MSG-04"),
    SHIFTS_OVERLAP(422, "Shifts of a day overlap", "MSG-04"),
    CALENDAR_WITHOUT_WORK(422, "The calendar has no working time at all", "MSG-04"),
    HOLIDAY_MALFORMED(422, "A holiday is no date", "MSG-04"),
    LANGUAGE_MALFORMED(422, "A language is no language tag", null);

    private final int status;
    private final String title;
    private final @Nullable String rule;

    ScoreProblem(int status, String title, @Nullable String rule) {
        this.status = status;
        this.title = title;
        this.rule = rule;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String rule() {
        return rule;
    }
}
