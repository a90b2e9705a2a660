package dev.rapport.system.oracle;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** The default profile's working hours (MSG-04): Monday to Friday, 09:00–22:00 in Shanghai, no holidays. */
final class ShanghaiHours {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalTime FROM = LocalTime.of(9, 0);
    private static final LocalTime TO = LocalTime.of(22, 0);

    private ShanghaiHours() {}

    /**
     * @param start when the clock starts
     * @param work working time to pass, positive
     * @return the first instant at which that much working time has passed
     */
    static Instant after(Instant start, Duration work) {
        Duration left = work;
        LocalDate day = start.atZone(SHANGHAI).toLocalDate();
        while (true) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                Instant opens = day.atTime(FROM).atZone(SHANGHAI).toInstant();
                Instant closes = day.atTime(TO).atZone(SHANGHAI).toInstant();
                Instant begins = start.isAfter(opens) ? start : opens;
                Duration today = Duration.between(begins, closes);
                if (today.compareTo(left) >= 0) {
                    return begins.plus(left);
                }
                if (today.isPositive()) {
                    left = left.minus(today);
                }
            }
            day = day.plusDays(1);
        }
    }
}
