package dev.rapport.care.rule.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * CARE-05: hours of the buyer's night. Across midnight when {@code from} is later than {@code to}.
 *
 * @param from when they begin, included
 * @param to when they end, excluded
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** Two nights: whoever has found no open hour by then finds none. */
    private static final int LOOKS = 12;

    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours that begin when they end have no meaning");
        }
    }

    /**
     * The first moment from {@code at} on when it is quiet in none of the zones. A country so wide that it is always night somewhere
     * goes by its first zone.
     *
     * @param zones at least one
     */
    public Instant openFrom(Instant at, List<ZoneId> zones) {
        Instant open = at;
        for (int look = 0; look < LOOKS; look++) {
            Instant later = open;
            for (ZoneId zone : zones) {
                Instant end = endOfQuiet(open, zone);
                later = end.isAfter(later) ? end : later;
            }
            if (later.equals(open)) {
                return open;
            }
            open = later;
        }
        return endOfQuiet(at, zones.getFirst());
    }

    private Instant endOfQuiet(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        if (!covers(time)) {
            return at;
        }
        boolean tomorrow = from.isAfter(to) && !time.isBefore(from);
        LocalDate day = tomorrow ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        Instant end = day.atTime(to).atZone(zone).toInstant();
        // Where clocks go back, the hour may begin twice.
        return end.isAfter(at) ? end : at;
    }

    private boolean covers(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
