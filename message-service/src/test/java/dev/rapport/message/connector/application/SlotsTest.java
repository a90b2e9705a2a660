package dev.rapport.message.connector.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** MSG-15: whose calls may be under way. */
class SlotsTest {

    private final Slots slots = new Slots(8, 3);

    @Test
    void shouldLimitAllAndEach() {
        slots.take("a");
        slots.take("a");
        slots.take("b");
        assertThat(slots.free()).isEqualTo(5);
        assertThat(slots.room()).isEqualTo(Map.of("a", 1, "b", 2));
    }

    @Test
    void shouldGiveOnePlaceToWhoDoesNotAnswerUntilItDoes() {
        slots.take("a");
        slots.take("a");
        slots.giveBack("a", false);
        assertThat(slots.room()).isEqualTo(Map.of("a", 0));
        slots.giveBack("a", false);
        assertThat(slots.room()).isEqualTo(Map.of("a", 1));
        slots.take("a");
        slots.giveBack("a", true);
        assertThat(slots.room()).isEmpty();
        assertThat(slots.free()).isEqualTo(8);
    }

    @Test
    void shouldRefuseLimitsUnderWhichNothingCouldGo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slots(4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slots(4, 5));
    }
}
