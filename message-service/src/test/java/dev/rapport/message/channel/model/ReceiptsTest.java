package dev.rapport.message.channel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.Delivery;
import dev.rapport.policy.Packs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** MSG-15: when a channel is degraded. */
class ReceiptsTest {

    private static final Delivery RULES = Packs.load(null)
            .pack("aliexpress", Instant.parse("2024-07-02T10:00:00Z"))
            .delivery();

    @Test
    void shouldBeDegradedAboveTenPercentOfEnough() {
        assertThat(new Receipts(100, 10).degraded(RULES, false)).isFalse();
        assertThat(new Receipts(100, 11).degraded(RULES, false)).isTrue();
        assertThat(new Receipts(9, 9).degraded(RULES, false)).isFalse();
        assertThat(new Receipts(10, 2).degraded(RULES, false)).isTrue();
    }

    /** Hysteresis: and of a channel that nothing goes over any more, nothing is known but that it may be tried again. */
    @Test
    void shouldBeWellOnlyATenthOfTheWayBack() {
        assertThat(new Receipts(100, 10).degraded(RULES, true)).isTrue();
        assertThat(new Receipts(100, 9).degraded(RULES, true)).isFalse();
        assertThat(new Receipts(2, 1).degraded(RULES, true)).isTrue();
        assertThat(new Receipts(0, 0).degraded(RULES, true)).isFalse();
    }
}
