package dev.rapport.message.tone.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.message.tone.model.Coldness.Verdict;
import dev.rapport.policy.Packs;
import dev.rapport.policy.Trust;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** MSG-13: when coldness is too much. */
class ColdnessTest {

    private static final Trust RULES = Packs.load(null)
            .pack("aliexpress", Instant.parse("2024-07-02T10:00:00Z"))
            .trust();

    @Test
    void shouldRaiseAboveTheLineOnlyAndOfEnough() {
        assertThat(verdict(100, 5, false)).isEqualTo(Verdict.LEAVE);
        assertThat(verdict(100, 6, false)).isEqualTo(Verdict.RAISE);
        assertThat(verdict(4, 4, false)).isEqualTo(Verdict.LEAVE);
        assertThat(verdict(5, 1, false)).isEqualTo(Verdict.RAISE);
    }

    /** Hysteresis: a share that trembles on the line raises one alert. */
    @Test
    void shouldResolveOnlyATenthOfTheWayBack() {
        assertThat(verdict(1000, 50, true)).isEqualTo(Verdict.LEAVE);
        assertThat(verdict(1000, 46, true)).isEqualTo(Verdict.LEAVE);
        assertThat(verdict(1000, 45, true)).isEqualTo(Verdict.RESOLVE);
        assertThat(verdict(0, 0, true)).isEqualTo(Verdict.RESOLVE);
    }

    private static Verdict verdict(long heard, long cold, boolean raised) {
        return new Coldness(heard, cold).verdict(RULES, 5, raised);
    }
}
