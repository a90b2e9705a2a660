package dev.rapport.care.need.model;

import static dev.rapport.care.need.model.AnOrder.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.need.model.Recheck.Circumstances;
import dev.rapport.events.SuppressionReason;
import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import dev.rapport.policy.Packs;
import org.junit.jupiter.api.Test;

/** CARE-05: the first reason that holds, in the rulebook's order. */
class RecheckTest {
    private static final Care CARE = Packs.load(null).pack("aliexpress", day(0)).care();
    private static final Need NEED =
            SlotsTest.planned("n", CareTrigger.STALLED, day(0)).need();

    @Test
    void shouldTellTheFirstReasonThatHolds() {
        assertThat(Recheck.obstacle(NEED, new Circumstances(true, false, false, false), CARE, day(8)))
                .contains(SuppressionReason.DUPLICATE);
        assertThat(Recheck.obstacle(NEED, new Circumstances(false, false, false, false), CARE, day(8)))
                .contains(SuppressionReason.EXPIRED);
        assertThat(Recheck.obstacle(NEED, new Circumstances(false, false, false, false), CARE, day(7)))
                .contains(SuppressionReason.RULE_OFF);
        assertThat(Recheck.obstacle(NEED, new Circumstances(false, true, false, false), CARE, day(1)))
                .contains(SuppressionReason.NOT_ELIGIBLE);
        assertThat(Recheck.obstacle(NEED, new Circumstances(false, true, true, false), CARE, day(1)))
                .contains(SuppressionReason.NO_LONGER_TRUE);
        assertThat(Recheck.obstacle(NEED, new Circumstances(false, true, true, true), CARE, day(1)))
                .isEmpty();
    }
}
