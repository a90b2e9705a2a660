package dev.rapport.care.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** CARE-07: figures against published examples. */
class ShareTest {

    /** Newcombe 1998 (two-sided intervals, table I): 81 of 263 and 15 of 148, Wilson. */
    @Test
    void shouldGiveWilsonsInterval() {
        Share.Interval many = new Share(81, 263).interval(0.95);
        assertThat(many.low()).isCloseTo(0.2553, within(0.0001));
        assertThat(many.high()).isCloseTo(0.3662, within(0.0001));
        Share.Interval none = new Share(0, 20).interval(0.95);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611, within(0.0001));
    }

    /** Newcombe 1998 (independent proportions, table II, method 10): 56/70 − 48/80. */
    @Test
    void shouldGiveNewcombesIntervalOfADifference() {
        Share.Interval difference = Share.difference(new Share(56, 70), new Share(48, 80), 0.95);
        assertThat(difference.low()).isCloseTo(0.0524, within(0.0001));
        assertThat(difference.high()).isCloseTo(0.3339, within(0.0001));
    }
}
