package dev.rapport.score.closes.model;

import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.engine.Hours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When days and weeks close in a seller's zone (SCO-10).
 *
 * <p>A close is named after its local day, a weekly one after its Sunday. Its window ends with the last full UTC hour of the day: in
 * a zone that is off by a part of an hour the hour in which the day ends is not full.
 */
public record CloseCalendar(ZoneId zone) {

    /** The first instant after a day. */
    public Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The last hour in the window of a day's close, as in {@link Hours}. */
    public long hour(LocalDate day) {
        return Hours.of(end(day)) - 1;
    }

    /** The last day that had ended by then. */
    public LocalDate lastEnded(Instant instant) {
        return instant.atZone(zone).toLocalDate().minusDays(1);
    }

    /** The local day that holds an instant. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** Whether a period closes with this day; one that a change of zone left out of the calendar never was. */
    public boolean closes(Period period, LocalDate day) {
        return switch (period) {
                    case DAILY -> true;
                    case WEEKLY -> day.getDayOfWeek() == DayOfWeek.SUNDAY;
                }
                && day.atStartOfDay(zone).toInstant().isBefore(end(day));
    }

    /** The days within these two, both included, with which a period closes; rising. */
    public List<LocalDate> closing(Period period, LocalDate from, LocalDate to) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (closes(period, day)) {
                days.add(day);
            }
        }
        return days;
    }
}
