package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MSG-04: clocks in working time, by example. The laws are in {@link WorkingCalendarLawsTest}. */
class WorkingCalendarTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @Test
    void shouldCarryWorkOverTheNightAndTheWeekend() {
        WorkingCalendar calendar = new WorkingCalendar(weekdays("09:00", "22:00"), SHANGHAI);
        Instant fridayNight = at(SHANGHAI, "2026-11-20T21:30");

        assertThat(calendar.plus(fridayNight, Duration.ofHours(2))).isEqualTo(at(SHANGHAI, "2026-11-23T10:30"));
        assertThat(calendar.between(fridayNight, at(SHANGHAI, "2026-11-23T10:30")))
                .isEqualTo(Duration.ofHours(2));
        assertThat(calendar.open(fridayNight)).isTrue();
    }

    @Test
    void shouldFallDueAtTheEndOfAShiftRatherThanTheBeginOfTheNext() {
        WorkingCalendar calendar = new WorkingCalendar(weekdays("09:00", "22:00"), SHANGHAI);

        assertThat(calendar.plus(at(SHANGHAI, "2026-11-20T20:00"), Duration.ofHours(2)))
                .isEqualTo(at(SHANGHAI, "2026-11-20T22:00"));
    }

    @Test
    void shouldCloseAtTheEndAndResumeAtTheNextBegin() {
        WorkingCalendar calendar = new WorkingCalendar(split("09:00-12:30", "14:00-18:15"), KOLKATA);

        assertThat(calendar.open(at(KOLKATA, "2026-11-23T12:30"))).isFalse();
        assertThat(calendar.nextOpening(at(KOLKATA, "2026-11-23T12:30"))).isEqualTo(at(KOLKATA, "2026-11-23T14:00"));
        assertThat(calendar.nextOpening(at(KOLKATA, "2026-11-23T15:00"))).isEqualTo(at(KOLKATA, "2026-11-23T15:00"));
        assertThat(calendar.between(at(KOLKATA, "2026-11-23T00:00"), at(KOLKATA, "2026-11-24T00:00")))
                .isEqualTo(Duration.ofMinutes(465));
    }

    @Test
    void shouldPassOverHolidays() {
        WorkingHours hours = new WorkingHours(
                weekdays("09:00", "22:00").weekly(), List.of(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24)));
        WorkingCalendar calendar = new WorkingCalendar(hours, SHANGHAI);

        assertThat(calendar.plus(at(SHANGHAI, "2026-11-20T21:00"), Duration.ofHours(2)))
                .isEqualTo(at(SHANGHAI, "2026-11-25T10:00"));
    }

    /** The clock is put forward from 02:00 to 03:00, the shift loses an hour. */
    @ParameterizedTest
    @CsvSource({"America/New_York,2026-03-08", "Europe/Madrid,2026-03-29"})
    void shouldGiveANightShiftItsTrueLengthWhenAnHourIsSkipped(ZoneId zone, LocalDate day) {
        WorkingCalendar calendar = new WorkingCalendar(daily("00:00", "08:00"), zone);

        assertThat(calendar.between(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant()))
                .isEqualTo(Duration.ofHours(7));
        assertThat(calendar.plus(day.atStartOfDay(zone).toInstant(), Duration.ofHours(7)))
                .isEqualTo(day.atTime(8, 0).atZone(zone).toInstant());
    }

    /** The clock is put back by an hour, the shift gains one. */
    @ParameterizedTest
    @CsvSource({"America/New_York,2026-11-01", "Europe/Madrid,2026-10-25"})
    void shouldGiveANightShiftItsTrueLengthWhenAnHourIsRepeated(ZoneId zone, LocalDate day) {
        WorkingCalendar calendar = new WorkingCalendar(daily("00:00", "08:00"), zone);

        assertThat(calendar.between(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant()))
                .isEqualTo(Duration.ofHours(9));
    }

    @Test
    void shouldMoveABeginInsideASkippedHourToTheChange() {
        WorkingCalendar calendar = new WorkingCalendar(daily("02:30", "08:00"), NEW_YORK);

        assertThat(calendar.nextOpening(at(NEW_YORK, "2026-03-08T00:00")))
                .isEqualTo(Instant.parse("2026-03-08T07:00:00Z"));
        assertThat(calendar.between(at(NEW_YORK, "2026-03-08T00:00"), at(NEW_YORK, "2026-03-09T00:00")))
                .isEqualTo(Duration.ofHours(5));
    }

    @Test
    void shouldWorkNothingWhenTheWholeShiftIsSkipped() {
        WorkingCalendar calendar = new WorkingCalendar(daily("02:00", "03:00"), MADRID);

        assertThat(calendar.nextOpening(at(MADRID, "2026-03-29T00:00"))).isEqualTo(at(MADRID, "2026-03-30T02:00"));
    }

    @Test
    void shouldTakeTheFirstOfARepeatedTimeForBeginAndEnd() {
        WorkingCalendar early = new WorkingCalendar(daily("00:00", "01:30"), NEW_YORK);
        WorkingCalendar late = new WorkingCalendar(daily("01:30", "09:00"), NEW_YORK);
        Instant from = at(NEW_YORK, "2026-11-01T00:00");
        Instant to = at(NEW_YORK, "2026-11-02T00:00");

        assertThat(early.between(from, to)).isEqualTo(Duration.ofMinutes(90));
        assertThat(late.between(from, to)).isEqualTo(Duration.ofMinutes(450 + 60));
    }

    /** Samoa skipped 30 December 2011. */
    @Test
    void shouldHaveNoWorkOnADayThatNeverWas() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        WorkingCalendar calendar = new WorkingCalendar(daily("09:00", "17:00"), apia);

        assertThat(calendar.between(at(apia, "2011-12-29T00:00"), at(apia, "2012-01-01T00:00")))
                .isEqualTo(Duration.ofHours(16));
    }

    @Test
    void shouldCountEveryHourWhenThereIsNoCalendar() {
        Instant from = Instant.parse("2026-11-01T05:00:00.000000001Z");

        assertThat(WorkingCalendar.always().plus(from, Duration.ofHours(24))).isEqualTo(from.plusSeconds(86_400));
        assertThat(WorkingCalendar.always().between(from, from.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(WorkingCalendar.always().open(from)).isTrue();
    }

    @Test
    void shouldRefuseHoursThatNeverOpen() {
        WorkingHours never = new WorkingHours(Map.of(DayOfWeek.MONDAY, List.of()), List.of());

        assertThat(WorkingCalendar.opens(never)).isFalse();
        assertThatThrownBy(() -> new WorkingCalendar(never, SHANGHAI)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFindItsWayThroughTwentyYearsOfHolidays() {
        LocalDate begin = LocalDate.of(2026, 1, 1);
        List<LocalDate> holidays = begin.datesUntil(begin.plusYears(20)).toList();
        WorkingCalendar calendar =
                new WorkingCalendar(new WorkingHours(weekdays("09:00", "22:00").weekly(), holidays), MADRID);

        assertThat(calendar.nextOpening(at(MADRID, "2026-06-01T10:00"))).isEqualTo(at(MADRID, "2046-01-01T09:00"));
    }

    @Test
    void shouldRefuseADueTimeBeyondTheYear9999() {
        WorkingCalendar calendar = new WorkingCalendar(
                new WorkingHours(Map.of(DayOfWeek.MONDAY, List.of(shift("09:00-09:01"))), List.of()), KOLKATA);

        assertThatThrownBy(() -> calendar.plus(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(365)))
                .isInstanceOf(ArithmeticException.class);
    }

    private static Instant at(ZoneId zone, String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), zone).toInstant();
    }

    private static WorkingHours weekdays(String from, String to) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly.put(day, day.getValue() <= 5 ? List.of(shift(from + "-" + to)) : List.of());
        }
        return new WorkingHours(weekly, List.of());
    }

    private static WorkingHours daily(String from, String to) {
        return split(from + "-" + to);
    }

    private static WorkingHours split(String... shifts) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        List<Shift> everyDay = java.util.stream.Stream.of(shifts)
                .map(WorkingCalendarTest::shift)
                .toList();
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly.put(day, everyDay);
        }
        return new WorkingHours(weekly, List.of());
    }

    private static Shift shift(String text) {
        String[] parts = text.split("-", 2);
        return new Shift(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]));
    }
}
