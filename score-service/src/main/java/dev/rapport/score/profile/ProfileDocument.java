package dev.rapport.score.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile as clients read and write it; its fields are those of {@code rapport.seller.changed}. On the way in any of them
 * may be missing: {@link ProfileCheck} says what that means.
 *
 * @param zone IANA name
 * @param accountType {@code enterprise} or {@code individual}
 * @param fulfilment {@code self} or {@code marketplace}
 * @param languages language tags, as BCP 47 has them
 */
record ProfileDocument(
        @Nullable String sellerId,
        @Nullable String marketplace,
        @Nullable String pack,
        @Nullable String zone,
        @Nullable String accountType,
        @Nullable Boolean verified,
        @Nullable String fulfilment,
        @Nullable CalendarDocument calendar,
        @Nullable List<@Nullable String> languages) {

    /**
     * Working hours in the seller's zone.
     *
     * @param weekly shifts by day of the week in capitals; a day that is missing is closed
     * @param holidays local dates without work
     */
    record CalendarDocument(
            @Nullable Map<String, @Nullable List<@Nullable ShiftDocument>> weekly,
            @Nullable List<@Nullable String> holidays) {}

    /** A shift within a day, {@code 09:00} to {@code 22:00}; {@code 24:00} is the end of the day. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ShiftDocument(@Nullable String from, @Nullable String to) {}

    static ProfileDocument of(SellerChanged profile) {
        return new ProfileDocument(
                profile.sellerId(),
                profile.marketplace(),
                profile.pack(),
                profile.zone(),
                profile.accountType().wireName(),
                profile.verified(),
                profile.fulfilment().wireName(),
                of(profile.calendar()),
                List.copyOf(profile.languages()));
    }

    static CalendarDocument of(WorkingHours hours) {
        Map<String, @Nullable List<@Nullable ShiftDocument>> weekly = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = hours.on(day);
            if (!shifts.isEmpty()) {
                weekly.put(
                        day.name(),
                        List.copyOf(shifts.stream().map(ProfileDocument::of).toList()));
            }
        }
        return new CalendarDocument(
                weekly,
                List.copyOf(hours.holidays().stream().map(LocalDate::toString).toList()));
    }

    private static ShiftDocument of(Shift shift) {
        String to = shift.to().equals(LocalTime.MIDNIGHT) ? "24:00" : shift.to().toString();
        return new ShiftDocument(shift.from().toString(), to);
    }
}
