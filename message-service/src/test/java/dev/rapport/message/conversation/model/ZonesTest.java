package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Scene;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import dev.rapport.policy.ClockName;
import dev.rapport.policy.DefaultProfile;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MSG-04: clocks over changes of daylight-saving time, holidays and split shifts, in the zones sellers live in. */
class ZonesTest {

    /**
     * Two working hours of a seller who works 22:00 to 24:00 and 00:00 to 06:00 every day, over the night in which the clock changes; zones
     * without changes go on as always.
     */
    @ParameterizedTest
    @CsvSource({
        // 01:30 EST; 02:00 is 03:00: an hour less on the wall, two hours all the same.
        "America/New_York, 2024-03-10T06:30:00Z, 2024-03-10T08:30:00Z",
        // 01:30 EDT; 01:00 comes twice.
        "America/New_York, 2024-11-03T05:30:00Z, 2024-11-03T07:30:00Z",
        "Europe/Madrid, 2024-03-31T00:30:00Z, 2024-03-31T02:30:00Z",
        "Europe/Madrid, 2024-10-27T00:30:00Z, 2024-10-27T02:30:00Z",
        "Asia/Shanghai, 2024-03-30T17:30:00Z, 2024-03-30T19:30:00Z",
        "Asia/Kolkata, 2024-03-30T20:00:00Z, 2024-03-30T22:00:00Z"
    })
    void shouldCountTrueHoursOverANightInWhichTheClockMayChange(String zone, Instant opened, Instant due) {
        var clocks = clocks(zone, everyDay(shift("22:00", "00:00"), shift("00:00", "06:00")));

        assertThat(clocks.opening(new TurnId("t"), opened, Scene.OTHER).firstResponseDueAt())
                .isEqualTo(due);
        assertThat(clocks.businessSeconds(opened, due)).isEqualTo(7200);
    }

    /** The shift that has the change in it: 00:00 to 06:00 lasts five hours in spring, seven in autumn, six otherwise. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2024-03-10, 5",
        "America/New_York, 2024-11-03, 7",
        "America/New_York, 2024-11-04, 6",
        "Europe/Madrid, 2024-03-31, 5",
        "Europe/Madrid, 2024-10-27, 7",
        "Asia/Shanghai, 2024-03-31, 6",
        "Asia/Kolkata, 2024-10-27, 6"
    })
    void shouldGiveAShiftItsTrueLength(String zone, LocalDate day, long hours) {
        var clocks = clocks(zone, everyDay(shift("00:00", "06:00")));
        Instant from = day.atStartOfDay(java.time.ZoneId.of(zone)).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(java.time.ZoneId.of(zone)).toInstant();

        assertThat(clocks.businessSeconds(from, to)).isEqualTo(hours * 3600);
    }

    /** The office keeps its hours on the wall: the same two hours end at another instant once the clock has changed. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2024-03-08T22:30:00Z, 2024-03-11T14:30:00Z",
        "America/New_York, 2024-11-01T21:30:00Z, 2024-11-04T15:30:00Z",
        "Europe/Madrid, 2024-03-29T16:30:00Z, 2024-04-01T08:30:00Z",
        "Europe/Madrid, 2024-10-25T15:30:00Z, 2024-10-28T09:30:00Z",
        "Asia/Shanghai, 2024-03-29T09:30:00Z, 2024-04-01T02:30:00Z",
        "Asia/Kolkata, 2024-03-29T12:00:00Z, 2024-04-01T05:00:00Z"
    })
    void shouldGoOnOnMondayAtTheWallClocksHour(String zone, Instant fridayHalfPastFive, Instant due) {
        var clocks = clocks(zone, weekdays(shift("09:00", "18:00")));

        assertThat(clocks.opening(new TurnId("t"), fridayHalfPastFive, Scene.OTHER)
                        .firstResponseDueAt())
                .isEqualTo(due);
    }

    /** 75 % of the clock's own time: 90 working minutes after 17:30 are 10:00 on Monday. */
    @Test
    void shouldWarnByTheClocksOwnTime() {
        var clocks = clocks("Europe/Madrid", weekdays(shift("09:00", "18:00")));
        Instant friday = Instant.parse("2024-03-29T16:30:00Z");
        var opening = clocks.opening(new TurnId("t"), friday, Scene.OTHER);

        assertThat(clocks.warnsAt(
                        ClockName.FIRST_RESPONSE,
                        friday,
                        java.util.Objects.requireNonNull(opening.firstResponseDueAt())))
                .isEqualTo("2024-04-01T08:00:00Z");
    }

    /** Split shifts and a holiday: 12:30, a break from 13:00 to 16:00, then half past five. */
    @Test
    void shouldPauseInTheBreakAndOnHolidays() {
        var hours = new WorkingHours(
                weekdays(shift("09:00", "13:00"), shift("16:00", "20:00")).weekly(), List.of(LocalDate.of(2024, 7, 3)));
        var clocks = clocks("Europe/Madrid", hours);

        assertThat(clocks.opening(new TurnId("t"), Instant.parse("2024-07-02T10:30:00Z"), Scene.OTHER)
                        .firstResponseDueAt())
                .isEqualTo("2024-07-02T15:30:00Z");
        assertThat(clocks.opening(new TurnId("t"), Instant.parse("2024-07-02T17:30:00Z"), Scene.OTHER)
                        .firstResponseDueAt())
                .isEqualTo("2024-07-04T08:30:00Z");
        assertThat(clocks.calendar(ClockName.FIRST_RESPONSE, Instant.parse("2024-07-02T11:30:00Z"))
                        .nextOpening(Instant.parse("2024-07-02T11:30:00Z")))
                .isEqualTo("2024-07-02T14:00:00Z");
    }

    /** Amazon's clocks count every hour, whatever the wall shows: 12 h of a night with a change are 12 h. */
    @ParameterizedTest
    @CsvSource({"2024-03-10T03:00:00Z", "2024-11-03T03:00:00Z"})
    void shouldCountEveryHourOnAmazonOverAChange(Instant opened) {
        assertThat(Sellers.onAmazon("s1")
                        .opening(new TurnId("t"), opened, Scene.OTHER)
                        .firstResponseDueAt())
                .isEqualTo(opened.plus(Duration.ofHours(12)));
    }

    private static SellerClocks clocks(String zone, WorkingHours hours) {
        var usual = DefaultProfile.of("s1");
        return new SellerClocks(
                new SellerChanged(
                        "s1",
                        usual.marketplace(),
                        usual.pack(),
                        zone,
                        usual.accountType(),
                        usual.verified(),
                        usual.fulfilment(),
                        hours,
                        List.of()),
                Sellers.PACKS);
    }

    private static WorkingHours everyDay(Shift... shifts) {
        return on(List.of(DayOfWeek.values()), shifts);
    }

    private static WorkingHours weekdays(Shift... shifts) {
        return on(List.of(DayOfWeek.values()).subList(0, 5), shifts);
    }

    private static WorkingHours on(List<DayOfWeek> days, Shift... shifts) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        days.forEach(day -> weekly.put(
                day,
                List.of(shifts).stream()
                        .sorted(java.util.Comparator.comparing(Shift::from))
                        .toList()));
        return new WorkingHours(weekly, List.of());
    }

    private static Shift shift(String from, String to) {
        return new Shift(LocalTime.parse(from), LocalTime.parse(to));
    }
}
