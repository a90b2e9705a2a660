package dev.rapport.events;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A seller's working calendar in the seller's own zone (MSG-04).
 *
 * @param weekly shifts per day of week, in order and without overlap; a day that is absent is closed
 * @param holidays local days without work, whatever their day of week; in order
 */
public record WorkingHours(
        Map<DayOfWeek, List<Shift>> weekly, @Defaulted List<LocalDate> holidays) {
    public WorkingHours {
        RecordShape.check(WorkingHours.class, weekly, holidays);
        Map<DayOfWeek, List<Shift>> ordered = new EnumMap<>(DayOfWeek.class);
        weekly.forEach((day, shifts) -> ordered.put(day, inOrder(day, shifts)));
        weekly = Collections.unmodifiableMap(ordered);
        holidays = holidays.stream().distinct().sorted().toList();
    }

    /** The shifts of a day of week; empty when closed. */
    public List<Shift> on(DayOfWeek day) {
        return weekly.getOrDefault(day, List.of());
    }

    private static List<Shift> inOrder(DayOfWeek day, List<Shift> shifts) {
        List<Shift> ordered = new ArrayList<>(shifts);
        ordered.sort(Comparator.comparing(Shift::from));
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).fromMinute() < ordered.get(i - 1).toMinute()) {
                throw new InvalidEventException(RejectReason.OUT_OF_RANGE, "weekly." + day, "has shifts that overlap");
            }
        }
        return List.copyOf(ordered);
    }
}
