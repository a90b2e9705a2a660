package dev.rapport.score.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import dev.rapport.score.profile.ProfileDocument.CalendarDocument;
import dev.rapport.score.profile.ProfileDocument.ShiftDocument;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A calendar as the database holds it: the JSON that clients see. */
public final class CalendarJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CalendarJson() {}

    static String write(WorkingHours calendar) {
        try {
            return JSON.writeValueAsString(ProfileDocument.of(calendar));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a calendar is JSON", e);
        }
    }

    /** Reads what is stored. */
    public static WorkingHours read(String json) {
        try {
            CalendarDocument calendar = JSON.readValue(json, CalendarDocument.class);
            Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
            Objects.requireNonNull(calendar.weekly())
                    .forEach((day, shifts) -> weekly.put(
                            DayOfWeek.valueOf(day),
                            Objects.requireNonNull(shifts).stream()
                                    .map(CalendarJson::shift)
                                    .toList()));
            List<LocalDate> holidays = Objects.requireNonNull(calendar.holidays()).stream()
                    .map(date -> LocalDate.parse(Objects.requireNonNull(date)))
                    .toList();
            return new WorkingHours(weekly, holidays);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored calendar cannot be read", e);
        }
    }

    private static Shift shift(@Nullable ShiftDocument shift) {
        String to = Objects.requireNonNull(Objects.requireNonNull(shift).to());
        return new Shift(
                LocalTime.parse(Objects.requireNonNull(shift.from())),
                to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    }
}
