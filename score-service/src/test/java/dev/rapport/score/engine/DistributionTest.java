package dev.rapport.score.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void shouldErrByLessThanTwoPercentForEveryDuration() {
        // SCO-01: quantiles within 2 % relative error.
        for (long seconds = 1; seconds < 3_200_000_000L; seconds += 1 + seconds / 997) {
            int bucket = Distribution.ANSWER.key(seconds) - Distribution.ANSWER.base();

            assertThat(Distribution.middle(bucket)).isCloseTo(seconds, within(seconds * 0.0101));
        }
    }

    @Test
    void shouldBeExactBelowFiftySeconds() {
        for (int seconds = 0; seconds < 50; seconds++) {
            assertThat(Distribution.middle(Distribution.FIRST_RESPONSE.key(seconds) - 1024))
                    .isEqualTo(seconds);
        }
    }

    @Test
    void shouldKeepItsBoundsForEverBecausePackedHoursCountByThem() {
        assertThat(Distribution.FIRST_RESPONSE.key(0)).isEqualTo(1024);
        assertThat(Distribution.FIRST_RESPONSE.key(120)).isEqualTo(1024 + 81);
        assertThat(Distribution.ANSWER.key(86_400)).isEqualTo(2048 + 404);
        assertThat(Distribution.ANSWER.key(Long.MAX_VALUE)).isEqualTo(2048 + 1023);
    }

    @Test
    void shouldTakeThePercentileByNearestRank() {
        // SCO-01: ten responses of 1 … 10 s: the fifth is the median, the ninth the 90th percentile.
        long[] counts = new long[Distribution.KEYS];
        Arrays.fill(counts, 1, 11, 1);

        assertThat(Distribution.percentile(counts, 50)).isEqualTo(5);
        assertThat(Distribution.percentile(counts, 90)).isEqualTo(9);
        assertThat(Distribution.percentile(new long[Distribution.KEYS], 50)).isNaN();
    }

    @Test
    void shouldStayWithinTwoPercentOfTheExactPercentile() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long[] seconds = random.longs(1 + random.nextInt(300), 0, 1L << random.nextInt(1, 30))
                    .toArray();
            long[] counts = new long[Distribution.KEYS];
            for (long one : seconds) {
                counts[Distribution.FIRST_RESPONSE.key(one) - Distribution.FIRST_RESPONSE.base()]++;
            }
            Arrays.sort(seconds);
            for (int percent : new int[] {50, 90}) {
                long exact = seconds[(int) Math.ceil(percent * seconds.length / 100.0) - 1];
                assertThat(Distribution.percentile(counts, percent))
                        .as("seed %d", seed)
                        .isCloseTo(exact, within(exact * 0.02));
            }
        }
    }

    @Test
    void shouldRefuseNegativeDurations() {
        assertThatThrownBy(() -> Distribution.ANSWER.key(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
