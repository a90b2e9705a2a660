package dev.rapport.care.need.model;

import static dev.rapport.care.need.model.AnOrder.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import dev.rapport.policy.Packs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CARE-02: two in any 30 days, and the more valuable trigger keeps a scarce slot. */
class SlotsTest {
    private static final Care CARE = Packs.load(null).pack("aliexpress", day(0)).care();

    static CareMessage planned(String id, @Nullable CareTrigger trigger, Instant sendAt) {
        Need need = new Need(
                "s1",
                id,
                "m-" + id,
                trigger == null ? null : "r1",
                null,
                trigger,
                "o-" + id,
                "b1",
                Channel.IN_SITE,
                sendAt,
                sendAt,
                "aliexpress@2024-06");
        return CareMessage.planned(need, Status.PLANNED, sendAt, null);
    }

    @Test
    void shouldLetTheLeastValuableReservationYieldWhenSlotsAreShort() {
        List<CareMessage> open = List.of(
                planned("shipped", CareTrigger.SHIPPED, day(0)),
                planned("delivered", CareTrigger.DELIVERED, day(0)),
                planned("stalled", CareTrigger.STALLED, day(1)));

        assertThat(Slots.keeping(open, List.of(), CARE)).isEqualTo(Set.of("stalled", "delivered"));
        assertThat(Slots.keeping(open, List.of(day(-3)), CARE)).isEqualTo(Set.of("stalled"));
        assertThat(Slots.keeping(open, List.of(day(-3), day(-1)), CARE)).isEmpty();
    }

    @Test
    void shouldLetAPersonsMessageKeepItsSlotFromARules() {
        List<CareMessage> open = List.of(
                planned("stalled", CareTrigger.STALLED, day(0)),
                planned("customs", CareTrigger.CUSTOMS, day(0)),
                planned("by-hand", null, day(0)));

        assertThat(Slots.keeping(open, List.of(), CARE)).isEqualTo(Set.of("by-hand", "stalled"));
    }

    @Test
    void shouldCountASlotForThirtyDaysBothEndsIncluded() {
        assertThat(Slots.taken(List.of(day(0)), day(30), CARE)).isEqualTo(1);
        assertThat(Slots.taken(List.of(day(0)), day(30).plusMillis(1), CARE)).isZero();
    }

    /** CARE-09: the date it tells is one on which a slot is free, and not before. */
    @Test
    void shouldTellWhenTheNextSlotFreesUp() {
        List<Instant> held = List.of(day(2), day(0));
        Instant free = Objects.requireNonNull(Slots.nextFree(held, day(10), CARE));

        assertThat(Slots.taken(held, free, CARE)).isEqualTo(1);
        assertThat(Slots.taken(held, free.minusMillis(1), CARE)).isEqualTo(2);
        assertThat(Slots.nextFree(List.of(), day(10), CARE)).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNeverSendThreeWithinThirtyDaysWhateverComes(long seed) {
        Random random = new Random(seed);
        List<Instant> held = new ArrayList<>();
        Instant now = day(0);
        for (int i = 0; i < 2_000; i++) {
            now = now.plusSeconds(random.nextInt(400_000));
            List<CareMessage> open = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(4); j++) {
                open.add(planned(i + "-" + j, CareTrigger.values()[random.nextInt(5)], now));
            }
            int kept = Slots.keeping(open, held, CARE).size();
            for (int j = 0; j < kept; j++) {
                held.add(now);
            }
        }
        for (int i = 2; i < held.size(); i++) {
            assertThat(held.get(i)).as("seed %d", seed).isAfter(held.get(i - 2).plus(CARE.capWithin()));
        }
        assertThat(held).hasSizeGreaterThan(100);
    }
}
