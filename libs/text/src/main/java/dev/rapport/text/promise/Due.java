package dev.rapport.text.promise;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Until when something is promised, as it is said. */
public sealed interface Due {

    /** The last instant at which the promise is kept, for one made at {@code now}; empty when nothing was said. */
    Optional<Instant> by(Instant now, ZoneId zone);

    /** Nothing was said. */
    record Unstated() implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            return Optional.empty();
        }
    }

    /** "within 48 hours", "in 3 days": counted to the second. */
    record Within(Duration span) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            return Optional.of(now.plus(span));
        }
    }

    /** "in 3 working days": to the end of the last one, Saturdays and Sundays not counted. */
    record WorkingDays(int days) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            LocalDate day = today(now, zone);
            for (int counted = 0; counted < days; ) {
                day = day.plusDays(1);
                counted += day.getDayOfWeek().getValue() < 6 ? 1 : 0;
            }
            return endOf(day, zone);
        }
    }

    /** "today" is 0, "tomorrow" is 1: to the end of that day. */
    record InDays(int days) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            return endOf(today(now, zone).plusDays(days), zone);
        }
    }

    /** "by Friday": to the end of the next one, today included. */
    record OnWeekday(DayOfWeek day) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            return endOf(today(now, zone).with(TemporalAdjusters.nextOrSame(day)), zone);
        }
    }

    /** "this week" is 0, "next week" is 1: to the end of its Sunday. */
    record InWeeks(int weeks) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            LocalDate sunday = today(now, zone).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            return endOf(sunday.plusWeeks(weeks), zone);
        }
    }

    /** "on June 5": to the end of the next one, today included. */
    record OnDay(MonthDay day) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            LocalDate today = today(now, zone);
            LocalDate thisYear = day.atYear(today.getYear());
            return endOf(thisYear.isBefore(today) ? day.atYear(today.getYear() + 1) : thisYear, zone);
        }
    }

    /** "by 2026-06-05". */
    record OnDate(LocalDate date) implements Due {
        @Override
        public Optional<Instant> by(Instant now, ZoneId zone) {
            return endOf(date, zone);
        }
    }

    private static LocalDate today(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone);
    }

    private static Optional<Instant> endOf(LocalDate day, ZoneId zone) {
        return Optional.of(day.plusDays(1)
                .atTime(LocalTime.MIDNIGHT)
                .atZone(zone)
                .toInstant()
                .minusSeconds(1));
    }
}
