package dev.rapport.score.closes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.engine.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** SCO-10: days close in the seller's own zone. */
class CloseCalendarTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-10");

    private static CloseCalendar in(String zone) {
        return new CloseCalendar(ZoneId.of(zone));
    }

    private static Instant lastHour(String zone, LocalDate day) {
        return Hours.start(in(zone).hour(day));
    }

    @Test
    void shouldEndADayAtLocalMidnight() {
        assertThat(in("Asia/Shanghai").end(DAY)).isEqualTo(Instant.parse("2026-03-10T16:00:00Z"));
        assertThat(lastHour("Asia/Shanghai", DAY)).isEqualTo(Instant.parse("2026-03-10T15:00:00Z"));
        assertThat(in("America/New_York").end(DAY)).isEqualTo(Instant.parse("2026-03-11T04:00:00Z"));
    }

    @Test
    void shouldCloseWithTheLastFullHourWhereTheZoneIsOffByAPartOfOne() {
        // The day ends at 18:30Z and 18:15Z: 17:00 to 18:00 is the last full hour of both.
        assertThat(lastHour("Asia/Kolkata", DAY)).isEqualTo(Instant.parse("2026-03-10T17:00:00Z"));
        assertThat(lastHour("Asia/Kathmandu", DAY)).isEqualTo(Instant.parse("2026-03-10T17:00:00Z"));
    }

    @Test
    void shouldFollowDaylightSavingTime() {
        LocalDate springForward = LocalDate.parse("2026-03-29");
        LocalDate fallBack = LocalDate.parse("2026-10-25");
        CloseCalendar madrid = in("Europe/Madrid");

        assertThat(madrid.hour(springForward) - madrid.hour(springForward.minusDays(1)))
                .isEqualTo(23);
        assertThat(madrid.hour(fallBack) - madrid.hour(fallBack.minusDays(1))).isEqualTo(25);
    }

    @Test
    void shouldLeaveOutADayThatNeverWas() {
        // Samoa went over the date line: after 29 December 2011 came the 31st.
        CloseCalendar apia = in("Pacific/Apia");

        assertThat(apia.closing(Period.DAILY, LocalDate.parse("2011-12-28"), LocalDate.parse("2012-01-01")))
                .doesNotContain(LocalDate.parse("2011-12-30"))
                .hasSize(4);
    }

    @Test
    void shouldCloseWeeksOnSundays() {
        assertThat(in("Asia/Shanghai")
                        .closing(Period.WEEKLY, LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-15")))
                .containsExactly(
                        LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-08"), LocalDate.parse("2026-03-15"));
    }

    @Test
    void shouldKnowTheLastDayThatHasEnded() {
        CloseCalendar shanghai = in("Asia/Shanghai");

        assertThat(shanghai.lastEnded(Instant.parse("2026-03-10T15:59:59Z"))).isEqualTo(DAY.minusDays(1));
        assertThat(shanghai.lastEnded(Instant.parse("2026-03-10T16:00:00Z"))).isEqualTo(DAY);
    }
}
