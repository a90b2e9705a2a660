package dev.rapport.message.agent.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shifts as they are written: {@code {"weekly": {"monday": [{"from": "09:00", "to": "17:00"}]}, "holidays": ["2026-12-25"]}}.
 *
 * @param weekly by the English name of the day, in any case
 * @param holidays local days off
 */
record Hours(
        Map<String, List<Span>> weekly,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> holidays) {

    /** From, until exclusive; {@code 24:00} is the end of the day. */
    record Span(String from, String to) {}

    static Hours of(WorkingHours hours) {
        var weekly = new LinkedHashMap<String, List<Span>>();
        hours.weekly()
                .forEach((day, shifts) -> weekly.put(
                        day.name().toLowerCase(Locale.ROOT),
                        shifts.stream()
                                .map(shift -> new Span(shift.from().toString(), end(shift)))
                                .toList()));
        return new Hours(
                weekly, hours.holidays().stream().map(LocalDate::toString).toList());
    }

    private static String end(Shift shift) {
        return shift.to().equals(LocalTime.MIDNIGHT) ? "24:00" : shift.to().toString();
    }

    /**
     * The hours they stand for.
     *
     * @throws RuntimeException of what cannot be read: an unknown day, no time, shifts that overlap
     */
    WorkingHours hours() {
        Map<DayOfWeek, List<Shift>> days = new EnumMap<>(DayOfWeek.class);
        weekly.forEach((day, spans) -> days.put(
                DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)),
                spans.stream().map(Hours::shift).toList()));
        return new WorkingHours(
                days,
                holidays == null
                        ? List.of()
                        : holidays.stream().map(LocalDate::parse).toList());
    }

    private static Shift shift(Span span) {
        LocalTime to = span.to().equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(span.to());
        return new Shift(LocalTime.parse(span.from()), to);
    }
}
