package dev.rapport.message.price.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SCO-07 in the inbox: what a missed turn costs. */
class PricesTest {

    @Test
    void shouldAddUpTheMetricsThatWouldCountTheMiss() {
        Prices prices = Prices.of(Map.of("answer_rate_24h", 0.4, "on_time_response_rate", 0.05, "care_coverage", 9.0));

        assertThat(prices.of(Set.of(Miss.ANSWER, Miss.ON_TIME))).isEqualTo(new BigDecimal("0.45"));
        assertThat(prices.of(Set.of(Miss.FOLLOW_UP))).isEqualTo(BigDecimal.ZERO);
        assertThat(prices.of(EnumSet.noneOf(Miss.class))).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void shouldKeepMissesInOneNumberAndBack() {
        for (int bits = 0; bits < 16; bits++) {
            assertThat(Miss.bits(Miss.of(bits))).isEqualTo(bits);
        }
    }
}
