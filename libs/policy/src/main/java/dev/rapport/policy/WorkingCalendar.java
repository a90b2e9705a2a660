package dev.rapport.policy;

import dev.rapport.events.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Exact arithmetic in working time: which instants count, and how much working time lies between two of them.
 *
 * <p>Shifts are local wall times. A shift lasts from the first moment of its day at which the wall clock reaches its begin
 * to the first moment at which it reaches its end, whatever the clock does in between: over a change to or from
 * daylight-saving time it has its true elapsed length, a begin or end inside a skipped hour falls on the change itself, and a
 * repeated hour counts where the shift covers it. Holidays are local days without any shift.
 *
 * <p>A calendar that never opens is refused by the constructor, so {@link #plus} always ends; ask {@link #opens} first
 * where hours come from outside. Immutable in effect and safe to share; keeps the current stretch of the zone's rules, so
 * keep the calendar rather than making one per call.
 */
public final class WorkingCalendar {

    private static final WorkingCalendar ALWAYS = new WorkingCalendar();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Results beyond this local day are refused: it bounds every search. */
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    /** Null when every hour counts. */
    private final @Nullable OpenDays days;

    /**
     * A calendar of shifts.
     *
     * @throws IllegalArgumentException when {@code hours} has no shift at all
     */
    public WorkingCalendar(WorkingHours hours, ZoneId zone) {
        if (!opens(hours)) {
            throw new IllegalArgumentException("working hours without a shift never open");
        }
        this.days = new OpenDays(hours, zone);
    }

    private WorkingCalendar() {
        this.days = null;
    }

    /** Every hour counts: the calendar {@code none} of the rulebook. */
    public static WorkingCalendar always() {
        return ALWAYS;
    }

    /** Whether hours have any shift, so that a calendar can be made of them. */
    public static boolean opens(WorkingHours hours) {
        return hours.weekly().values().stream().anyMatch(shifts -> !shifts.isEmpty());
    }

    /**
     * The earliest instant by which {@code work} has passed since {@code from}. A due time that falls on the end of a shift
     * is that end, not the begin of the next; no work at all is {@code from} itself.
     *
     * @param work not negative, below 292 years
     * @throws IllegalArgumentException when {@code work} is negative
     * @throws ArithmeticException when the result lies beyond the year 9999
     */
    public Instant plus(Instant from, Duration work) {
        if (work.isNegative()) {
            throw new IllegalArgumentException("negative working time: " + work);
        }
        if (days == null || work.isZero()) {
            return from.plus(work);
        }
        long left = work.toNanos();
        long second = from.getEpochSecond();
        for (long day = days.dayOf(second); day <= LAST_DAY; day++) {
            int[] shifts = days.shiftsOf(day);
            for (int i = 0; i < shifts.length; i += 2) {
                long start = days.reached(day, shifts[i]);
                long end = days.reached(day, shifts[i + 1]);
                if (end > second && end > start) {
                    boolean inside = start <= second;
                    long begin = inside ? second : start;
                    int nano = inside ? from.getNano() : 0;
                    long open = (end - begin) * NANOS_PER_SECOND - nano;
                    if (left <= open) {
                        return Instant.ofEpochSecond(begin, nano + left);
                    }
                    left -= open;
                }
            }
        }
        throw beyond(from);
    }

    /** The working time from {@code from} to {@code to}; zero when {@code to} is not later. */
    public Duration between(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        if (days == null) {
            return Duration.between(from, to);
        }
        long firstDay = days.dayOf(from.getEpochSecond());
        // A repeated hour around midnight can open the day after the one the wall clock shows.
        long lastDay = days.dayOf(to.getEpochSecond()) + 1;
        Duration sum = Duration.ZERO;
        long day = firstDay;
        while (day <= lastDay) {
            long weeks = day > firstDay ? days.plainWeeks(day, lastDay - 1) : 0;
            if (weeks > 0) {
                sum = sum.plusSeconds(Math.multiplyExact(weeks, days.weekSeconds()));
                day += 7 * weeks;
            } else {
                sum = sum.plus(on(days, day, from, to));
                day++;
            }
        }
        return sum;
    }

    /** Whether {@code at} is working time; a shift's begin is, its end is not. */
    public boolean open(Instant at) {
        return nextOpening(at).equals(at);
    }

    /**
     * {@code at} itself when it is working time, else the begin of the next shift: when a paused clock resumes (MSG-04).
     *
     * @throws ArithmeticException when it lies beyond the year 9999
     */
    public Instant nextOpening(Instant at) {
        if (days == null) {
            return at;
        }
        long second = at.getEpochSecond();
        for (long day = days.dayOf(second); day <= LAST_DAY; day++) {
            int[] shifts = days.shiftsOf(day);
            for (int i = 0; i < shifts.length; i += 2) {
                long start = days.reached(day, shifts[i]);
                long end = days.reached(day, shifts[i + 1]);
                if (end > second && end > start) {
                    return start <= second ? at : Instant.ofEpochSecond(start);
                }
            }
        }
        throw beyond(at);
    }

    private static Duration on(OpenDays days, long day, Instant from, Instant to) {
        int[] shifts = days.shiftsOf(day);
        Duration sum = Duration.ZERO;
        for (int i = 0; i < shifts.length; i += 2) {
            Instant start = Instant.ofEpochSecond(days.reached(day, shifts[i]));
            Instant end = Instant.ofEpochSecond(days.reached(day, shifts[i + 1]));
            Instant begin = start.isAfter(from) ? start : from;
            Instant stop = end.isBefore(to) ? end : to;
            if (begin.isBefore(stop)) {
                sum = sum.plus(Duration.between(begin, stop));
            }
        }
        return sum;
    }

    private static ArithmeticException beyond(Instant from) {
        return new ArithmeticException("no working time after " + from + " until the year 9999");
    }
}
