package dev.rapport.score.profile.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Facts;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.MemoryLedger;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.profile.model.ZoneCheck.Finding;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** SCO-10: a zone that does not fit is pointed out. */
class ZoneCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-30T00:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static WorkingHours daily(String from, String to) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly.put(day, List.of(new Shift(LocalTime.parse(from), LocalTime.parse(to))));
        }
        return new WorkingHours(weekly, List.of());
    }

    /** Messages at nine, eleven, one and three o'clock of a zone, on each of the last twenty days. */
    private static Timeline peopleOf(String zone) {
        List<dev.rapport.events.RapportEvent> sent = new ArrayList<>();
        for (int day = 1; day <= 20; day++) {
            LocalDate date = LocalDate.parse("2026-03-29").minusDays(day);
            for (int hour = 9; hour <= 15; hour += 2) {
                sent.add(Facts.S1.sent(
                        date + "-" + hour,
                        date.atTime(hour, 30).atZone(ZoneId.of(zone)).toInstant()));
            }
        }
        List<CountedHour> hours = MemoryLedger.of(sent).counted(NOW);
        return Timeline.of(hours, Hours.of(NOW));
    }

    @Test
    void shouldFitWherePeopleAnswerWhenTheyWork() {
        ZoneCheck check = ZoneCheck.of(daily("09:00", "18:00"), SHANGHAI, peopleOf("Asia/Shanghai"), NOW);

        assertThat(check.finding()).isEqualTo(Finding.FITS);
        assertThat(check.messages()).isEqualTo(80);
        assertThat(check.inHours()).isEqualTo(1.0);
    }

    @Test
    void shouldPointOutAZoneInWhichNobodyAnswersAtWork() {
        ZoneCheck check = ZoneCheck.of(daily("09:00", "18:00"), SHANGHAI, peopleOf("America/Bogota"), NOW);

        assertThat(check.finding()).isEqualTo(Finding.ANSWERS_ELSEWHEN);
        assertThat(check.inHours()).isLessThan(0.5);
        assertThat(check.inHoursThere()).isEqualTo(1.0);
        // The shop is open for nine hours and people write over seven: more than one offset would do.
        assertThat(Objects.requireNonNull(check.betterOffset()).getTotalSeconds())
                .isBetween(
                        ZoneOffset.ofHours(-7).getTotalSeconds(),
                        ZoneOffset.ofHours(-3).getTotalSeconds());
    }

    @Test
    void shouldPointOutWorkingHoursThatWouldBeAtNight() {
        assertThat(ZoneCheck.of(daily("00:00", "08:00"), SHANGHAI, Timeline.of(List.of(), Hours.of(NOW)), NOW)
                        .finding())
                .isEqualTo(Finding.WORKS_AT_NIGHT);
    }

    @Test
    void shouldLeaveAShopAloneThatIsAlwaysOpen() {
        assertThat(ZoneCheck.of(daily("00:00", "00:00"), SHANGHAI, peopleOf("America/Bogota"), NOW)
                        .finding())
                .isEqualTo(Finding.FITS);
    }

    @Test
    void shouldSayNothingOfTooFewMessages() {
        ZoneCheck check = ZoneCheck.of(daily("09:00", "18:00"), SHANGHAI, Timeline.of(List.of(), Hours.of(NOW)), NOW);

        assertThat(check.finding()).isEqualTo(Finding.FITS);
        assertThat(check.inHours()).isNull();
    }
}
