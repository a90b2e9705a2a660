package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-04: what holds for every calendar. Each failure names the seed and the round that reproduce it. */
class WorkingCalendarLawsTest {

    private static final long SEED = 20240601L;
    private static final int MINUTES = 40 * 24 * 60;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "Europe/Madrid",
                "Asia/Shanghai",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/St_Johns",
                "Pacific/Apia",
                "Africa/Cairo",
                "America/Sao_Paulo",
                "UTC"
            })
    void shouldAddAndMeasureConsistently(String zone) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 3_000; round++) {
            WorkingCalendar calendar = new WorkingCalendar(hours(random, 2010, 20), ZoneId.of(zone));
            Instant a = instant(random);
            Duration work = Duration.ofSeconds(random.nextLong(1, 200_000), random.nextInt(1_000_000_000));
            Instant b = calendar.plus(a, work);
            Instant c = b.plusMillis(random.nextLong(0, 10_000_000_000L));
            String where = "seed %d, %s, round %d".formatted(SEED, zone, round);

            assertThat(calendar.between(a, b)).as("inverse, " + where).isEqualTo(work);
            assertThat(calendar.between(a, b.minusNanos(1)))
                    .as("earliest, " + where)
                    .isLessThan(work);
            assertThat(calendar.between(a, b).plus(calendar.between(b, c)))
                    .as("additive, " + where)
                    .isEqualTo(calendar.between(a, c));
            assertThat(calendar.plus(b, Duration.ofHours(3)))
                    .as("in two steps, " + where)
                    .isEqualTo(calendar.plus(a, work.plusHours(3)));
            assertThat(calendar.plus(a.plusSeconds(60), work))
                    .as("monotone, " + where)
                    .isAfterOrEqualTo(b);
            Instant opening = calendar.nextOpening(a);
            assertThat(calendar.open(opening)).as("opens, " + where).isTrue();
            assertThat(calendar.between(a, opening))
                    .as("nothing before it, " + where)
                    .isZero();
        }
    }

    /** Minute by minute: a shift covers a minute when the farthest the wall clock has ever been lies within it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York,2026-02-20T00:00:00Z", "America/New_York,2026-10-20T00:00:00Z",
                "Europe/Madrid,2026-03-15T00:00:00Z", "Europe/Madrid,2026-10-10T00:00:00Z",
                "Asia/Shanghai,2026-01-01T00:00:00Z", "Asia/Kolkata,2026-01-01T00:00:00Z",
                "Australia/Lord_Howe,2026-03-20T00:00:00Z", "America/St_Johns,2010-10-20T00:00:00Z",
                "Pacific/Apia,2011-12-15T00:00:00Z", "America/Sao_Paulo,2018-10-20T00:00:00Z",
                "America/Sao_Paulo,2018-02-01T00:00:00Z", "Africa/Cairo,2024-04-10T00:00:00Z"
            })
    void shouldAgreeWithCountingMinutes(String zoneAndBegin) {
        ZoneId zone = ZoneId.of(zoneAndBegin.split(",")[0]);
        Instant begin = Instant.parse(zoneAndBegin.split(",")[1]);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 12; round++) {
            WorkingHours hours = hours(random, begin.atZone(zone).getYear(), 40);
            WorkingCalendar calendar = new WorkingCalendar(hours, zone);
            BitSet open = openMinutes(hours, zone, begin);
            for (int sample = 0; sample < 400; sample++) {
                int from = random.nextInt(MINUTES - 1);
                int to = random.nextInt(from, MINUTES);
                String where = "seed %d, %s, round %d, minutes %d to %d".formatted(SEED, zone, round, from, to);

                assertThat(calendar.between(minute(begin, from), minute(begin, to)))
                        .as(where)
                        .isEqualTo(Duration.ofMinutes(open.get(from, to).cardinality()));
                assertThat(calendar.open(minute(begin, from))).as(where).isEqualTo(open.get(from));
            }
        }
    }

    private static BitSet openMinutes(WorkingHours hours, ZoneId zone, Instant begin) {
        BitSet open = new BitSet(MINUTES);
        LocalDateTime farthest = LocalDateTime.MIN;
        for (int i = -3 * 24 * 60; i < MINUTES; i++) {
            LocalDateTime wall = LocalDateTime.ofInstant(minute(begin, i), zone);
            farthest = wall.isAfter(farthest) ? wall : farthest;
            if (i >= 0 && covered(hours, farthest)) {
                open.set(i);
            }
        }
        return open;
    }

    private static boolean covered(WorkingHours hours, LocalDateTime wall) {
        if (hours.holidays().contains(wall.toLocalDate())) {
            return false;
        }
        int minute = wall.getHour() * 60 + wall.getMinute();
        return hours.on(wall.getDayOfWeek()).stream()
                .anyMatch(shift -> shift.fromMinute() <= minute && minute < shift.toMinute());
    }

    private static Instant minute(Instant begin, int minute) {
        return begin.plusSeconds(60L * minute);
    }

    /** Zero to three shifts a day, often at night; never a week without any. */
    private static WorkingHours hours(SplittableRandom random, int year, int holidays) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = new ArrayList<>();
            int at = random.nextInt(3) == 0 ? 0 : random.nextInt(600);
            for (int n = random.nextInt(day == DayOfWeek.MONDAY ? 1 : 0, 4); n > 0 && at < 1380; n--) {
                int to = Math.min(1440, at + 1 + random.nextInt(500));
                shifts.add(new Shift(time(at), time(to)));
                at = to + random.nextInt(120);
            }
            weekly.put(day, shifts);
        }
        List<LocalDate> free = new ArrayList<>();
        for (int i = 0; i < holidays; i++) {
            free.add(LocalDate.of(year, 1, 1).plusDays(random.nextInt(400)));
        }
        return new WorkingHours(weekly, free);
    }

    private static LocalTime time(int minute) {
        return minute == 1440 ? LocalTime.MIDNIGHT : LocalTime.of(minute / 60, minute % 60);
    }

    private static Instant instant(SplittableRandom random) {
        return Instant.ofEpochSecond(random.nextLong(1_262_304_000L, 1_900_000_000L), random.nextInt(1_000_000_000));
    }
}
