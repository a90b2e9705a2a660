package dev.rapport.policy;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shifts of each local day and where they lie on the time line, in whole seconds. Days count from 1970-01-01. */
final class OpenDays {

    private static final long DAY = 86_400;
    /** Farther than any change of a zone's clock reaches, so that away from one a wall time has one meaning. */
    private static final long MARGIN = 2 * DAY;

    private static final int[] CLOSED = {};

    /** A stretch of the time line with one offset; the ends are its changes, or very far away. */
    private record Stretch(long from, long to, int offset) {

        boolean holds(long second) {
            return second >= from && second < to;
        }
    }

    /** Begin and end minutes in turn, for each day of week from Monday. */
    private final int[][] weekly = new int[7][];

    private final long[] holidays;
    private final ZoneRules rules;
    private final long weekSeconds;
    /** The stretch asked for last. A race on it only costs a look-up: a record is safely published. */
    private Stretch current;

    OpenDays(WorkingHours hours, ZoneId zone) {
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly[day.ordinal()] = minutes(hours.on(day));
        }
        holidays = hours.holidays().stream()
                .mapToLong(LocalDate::toEpochDay)
                .sorted()
                .toArray();
        rules = zone.getRules();
        weekSeconds = Arrays.stream(weekly).mapToLong(OpenDays::length).sum();
        current = around(0);
    }

    /** The local day on which {@code second} lies. */
    long dayOf(long second) {
        return Math.floorDiv(second + stretch(second).offset(), DAY);
    }

    /** Begin and end minutes in turn; empty on a closed day. Not to be written to. */
    int[] shiftsOf(long day) {
        return Arrays.binarySearch(holidays, day) >= 0 ? CLOSED : weekly[(int) Math.floorMod(day + 3, 7L)];
    }

    /** The first moment at which the wall clock reaches the minute of the day; minute 1440 is the next day's begin. */
    long reached(long day, int minute) {
        long wall = day * DAY + minute * 60L;
        Stretch known = current;
        long second = wall - known.offset();
        if (second >= known.from() + MARGIN && second < known.to()) {
            return second;
        }
        return lookUp(wall);
    }

    /**
     * How many whole weeks from {@code day} on, ending before {@code last}, have neither a holiday nor a change of the
     * clock; each holds {@link #weekSeconds()}.
     */
    long plainWeeks(long day, long last) {
        if (last - day < 14) {
            return 0;
        }
        Stretch here = stretch(day * DAY);
        if (day * DAY - MARGIN < here.from()) {
            return 0;
        }
        long until = Math.min(last, Math.floorDiv(here.to() - MARGIN, DAY));
        int at = Arrays.binarySearch(holidays, day);
        int next = at >= 0 ? at : -at - 1;
        if (next < holidays.length) {
            until = Math.min(until, holidays[next]);
        }
        return Math.max(0, (until - day) / 7);
    }

    /** Working seconds of a week without holidays in which the clock does not change. */
    long weekSeconds() {
        return weekSeconds;
    }

    private long lookUp(long wall) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(wall, 0, ZoneOffset.UTC);
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null) {
            long second = wall - rules.getOffset(time).getTotalSeconds();
            stretch(second);
            return second;
        }
        return change.isGap()
                ? change.toEpochSecond()
                : wall - change.getOffsetBefore().getTotalSeconds();
    }

    private Stretch stretch(long second) {
        Stretch known = current;
        if (!known.holds(second)) {
            known = around(second);
            current = known;
        }
        return known;
    }

    private Stretch around(long second) {
        Instant at = Instant.ofEpochSecond(second);
        // A transition at the very second already belongs to the stretch it begins.
        ZoneOffsetTransition before = rules.previousTransition(at.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(at);
        return new Stretch(
                bound(before, Long.MIN_VALUE / 2),
                bound(after, Long.MAX_VALUE / 2),
                rules.getOffset(at).getTotalSeconds());
    }

    private static long bound(@Nullable ZoneOffsetTransition change, long none) {
        return change == null ? none : change.toEpochSecond();
    }

    private static int[] minutes(List<Shift> shifts) {
        return shifts.stream()
                .flatMapToInt(shift -> java.util.stream.IntStream.of(shift.fromMinute(), shift.toMinute()))
                .toArray();
    }

    private static long length(int[] minutes) {
        long seconds = 0;
        for (int i = 0; i < minutes.length; i += 2) {
            seconds += (minutes[i + 1] - minutes[i]) * 60L;
        }
        return seconds;
    }
}
