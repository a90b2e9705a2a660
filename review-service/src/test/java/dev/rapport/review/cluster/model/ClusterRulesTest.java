package dev.rapport.review.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.Packs;
import dev.rapport.policy.Reviews;
import dev.rapport.review.cluster.model.Condition.Verdict;
import dev.rapport.review.cluster.model.Figures.Country;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** REV-07, REV-08: lines and the way back from them. */
class ClusterRulesTest {
    private final Reviews pack = Packs.load(null)
            .pack("aliexpress", Instant.parse("2026-01-01T00:00:00Z"))
            .reviews();

    @Test
    void shouldRaiseAProductFromFiveCasesOnAndResolveItHalfWayBack() {
        assertThat(verdict("product:p", product(5))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict("product:p", product(4))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("product:p", product(3))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("product:p", product(2))).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldRaiseACountryWhoseRateRoseByThirtyPercentOfItself() {
        assertThat(verdict("country:ES", country(13, 100, 10, 100))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict("country:ES", country(12, 100, 10, 100))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("country:ES", country(11, 100, 10, 100))).isEqualTo(Verdict.OVER);
        assertThat(verdict("country:ES", country(13, 130, 10, 100))).isEqualTo(Verdict.OVER);
    }

    /** Four disputes are no trend, and without a rate of before there is nothing to compare with. */
    @Test
    void shouldNotRaiseACountryByAHandful() {
        assertThat(verdict("country:ES", country(4, 10, 1, 100))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("country:ES", country(9, 10, 0, 100))).isNull();
    }

    @Test
    void shouldRaiseABurstAtThreeTimesTheUsualRate() {
        assertThat(verdict("burst", burst(6, 2))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict("burst", burst(5, 2))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("burst", burst(3, 2))).isEqualTo(Verdict.OVER);
        assertThat(verdict("burst", burst(2, 0.01))).isEqualTo(Verdict.NEAR);
        assertThat(verdict("burst", burst(3, 0.01))).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void shouldRaiseACompensationThatDoesNotComeBackThreefold() {
        assertThat(verdict("return-on-compensation", returned(2.99))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict("return-on-compensation", returned(3.0))).isEqualTo(Verdict.OVER);
        assertThat(verdict("return-on-compensation", returned(null))).isNull();
    }

    private @Nullable Verdict verdict(String subject, Figures figures) {
        return ClusterRules.judge(figures, pack.clusters(), pack.compensation().returnBelow()).stream()
                .filter(condition -> condition.subject().equals(subject))
                .map(Condition::verdict)
                .findFirst()
                .orElse(null);
    }

    private static Figures product(long count) {
        return new Figures(Map.of("p", count), Map.of(), 0, 0, null);
    }

    private static Figures country(long disputes, long orders, long disputesBefore, long ordersBefore) {
        Country counts = new Country(disputes, orders, disputesBefore, ordersBefore);
        return new Figures(Map.of(), Map.of("ES", counts), 0, 0, null);
    }

    private static Figures burst(long lastHour, double usual) {
        return new Figures(Map.of(), Map.of(), lastHour, usual, null);
    }

    private static Figures returned(@Nullable Double ratio) {
        return new Figures(Map.of(), Map.of(), 0, 0, ratio);
    }
}
