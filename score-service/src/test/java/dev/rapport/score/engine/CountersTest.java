package dev.rapport.score.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountersTest {

    private static Delta someDelta(Random random) {
        Delta delta = new Delta();
        for (int i = random.nextInt(30); i > 0; i--) {
            long amount = random.nextInt(5) == 0 ? random.nextLong(-1L << 40, 1L << 40) : random.nextInt(-3, 4);
            if (random.nextBoolean()) {
                delta.add(Counter.all().get(random.nextInt(Counter.all().size())), amount);
            } else {
                Distribution distribution = Distribution.values()[random.nextInt(2)];
                delta.add(distribution, random.nextLong(1L << random.nextInt(1, 34)), amount);
            }
        }
        return delta;
    }

    @Test
    void shouldHoldWhatWasAddedWhateverTheOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Delta> deltas = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                deltas.add(someDelta(random));
            }
            Map<Integer, Long> expected = new TreeMap<>();
            for (Delta delta : deltas) {
                for (int i = 0; i < delta.size(); i++) {
                    expected.merge(delta.key(i), delta.amount(i), Long::sum);
                }
            }
            expected.values().removeIf(amount -> amount == 0);

            Collections.shuffle(deltas, random);
            Counters counters = Counters.EMPTY;
            for (Delta delta : deltas) {
                counters = Counters.unpack(counters.plus(delta).packed());
            }

            Map<Integer, Long> held = new TreeMap<>();
            counters.forEach(held::put);
            assertThat(held).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** No wrong sum in silence: the batch fails, is divided, and the one fact that does it is set aside. */
    @Test
    void shouldRefuseASumThatOverflows() {
        Counter counter = Counter.all().getFirst();
        Counters full = Counters.EMPTY.plus(new Delta().add(counter, Long.MAX_VALUE - 1));
        assertThat(full.plus(new Delta().add(counter, 1)).get(counter)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> full.plus(new Delta().add(counter, 2))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Delta().add(counter, Long.MAX_VALUE).add(counter, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldLeaveNothingBehindWhenAllIsTakenBack() {
        Delta delta = new Delta().add(Counter.STARS_SUM, 5).add(Distribution.ANSWER, 86_400, 1);
        Delta back = new Delta().add(Distribution.ANSWER, 86_400, -1).add(Counter.STARS_SUM, -5);

        assertThat(Counters.EMPTY.plus(back).plus(delta)).isEqualTo(Counters.EMPTY);
    }

    @Test
    void shouldFitAQuietHourIntoAFewBytes() {
        Counters hour = MemoryLedger.of(Facts.S1.order("o1", Instant.parse("2026-01-01T00:00:00Z")))
                .hours()
                .values()
                .iterator()
                .next();

        assertThat(hour.packed()).hasSize(3);
    }

    @Test
    void shouldRefuseBytesOfAnotherVersion() {
        assertThatThrownBy(() -> Counters.unpack(new byte[] {2, 1, 2})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Counters.unpack(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DayCounters.unpack(new byte[] {2})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldTheHoursOfADayApart() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            Counters[] hours = new Counters[24];
            Arrays.fill(hours, Counters.EMPTY);
            DayCounters day = DayCounters.EMPTY;
            for (int i = 0; i < 40; i++) {
                int hour = random.nextInt(24);
                Delta delta = someDelta(random);
                hours[hour] = hours[hour].plus(delta);
                day = DayCounters.unpack(day.plus(Map.of(hour, delta)).packed());
            }
            Map<Integer, Counters> held = new TreeMap<>();
            day.forEach(held::put);
            for (int hour = 0; hour < 24; hour++) {
                assertThat(held.getOrDefault(hour, Counters.EMPTY))
                        .as("seed %d hour %d", seed, hour)
                        .isEqualTo(hours[hour]);
            }
        }
    }
}
