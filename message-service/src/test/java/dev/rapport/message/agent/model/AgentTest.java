package dev.rapport.message.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MSG-17: among agents on shift who have the buyer's language and, where given, the product category, by capacity. */
class AgentTest {

    /** A Tuesday, 10:00 in Madrid. */
    private static final Instant TEN = Instant.parse("2024-07-02T08:00:00Z");

    private static final WorkingHours MORNINGS = new WorkingHours(
            Map.of(DayOfWeek.TUESDAY, List.of(new Shift(LocalTime.of(9, 0), LocalTime.of(13, 0)))), List.of());

    private final Agent ana =
            new Agent("ana", 2, List.of("es", "pt"), List.of("phones"), "Europe/Madrid", MORNINGS, true, 1);

    @Test
    void shouldTakeWhatSheSpeaksAndKnowsWithinHerCapacity() {
        assertThat(ana.mayTake("es", "phones", 1, TEN)).isTrue();
        assertThat(ana.mayTake("pt-BR", null, 0, TEN)).isTrue();
        assertThat(ana.mayTake(null, null, 0, TEN)).isTrue();
        assertThat(ana.mayTake("fr", "phones", 0, TEN)).isFalse();
        assertThat(ana.mayTake("es", "shoes", 0, TEN)).isFalse();
        assertThat(ana.mayTake("es", "phones", 2, TEN)).isFalse();
    }

    @Test
    void shouldTakeNothingOffShift() {
        assertThat(ana.mayTake("es", null, 0, TEN.plusSeconds(3 * 3600))).isFalse();
        assertThat(ana.mayTake("es", null, 0, TEN.plusSeconds(24 * 3600))).isFalse();
    }

    @Test
    void shouldTakeAnythingWhoHasNoLimits() {
        var bot = new Agent("ben", 10, List.of(), List.of(), "UTC", null, true, 1);

        assertThat(bot.mayTake("ja", "shoes", 9, TEN)).isTrue();
        assertThat(new Agent("ben", 10, List.of(), List.of(), "UTC", null, false, 1).mayTake("ja", "shoes", 9, TEN))
                .isFalse();
    }
}
