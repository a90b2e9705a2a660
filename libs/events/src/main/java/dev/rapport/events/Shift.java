package dev.rapport.events;

import java.time.LocalTime;

/**
 * A span of working time within one local day, in whole minutes; {@code to} is exclusive, and midnight there means the end of
 * the day: {@code "24:00"} on the wire. Work past midnight is two shifts.
 */
public record Shift(LocalTime from, @DayEnd LocalTime to) {
    public Shift {
        RecordShape.check(Shift.class, from, to);
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new InvalidEventException(RejectReason.OUT_OF_RANGE, "to", "is not after from");
        }
    }

    /** The minute of the day at which the shift starts, 0 to 1439. */
    public int fromMinute() {
        return from.toSecondOfDay() / 60;
    }

    /** The minute of the day at which the shift ends, 1 to 1440. */
    public int toMinute() {
        return to.equals(LocalTime.MIDNIGHT) ? 24 * 60 : to.toSecondOfDay() / 60;
    }
}
