package dev.rapport.score.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.events.RapportEvent;
import dev.rapport.policy.Metric;
import dev.rapport.score.engine.History;
import dev.rapport.score.engine.MemoryLedger;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Window;
import dev.rapport.score.oracle.FactOracle.Figures;
import dev.rapport.score.oracle.FactOracle.Value;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SCO-01, SCO-02: engine and oracle agree on a thousand random histories, both packs and all windows. */
class FactOracleTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int HISTORIES = 1000;

    @Test
    void shouldAgreeWithTheEngine() {
        long base = System.nanoTime();
        for (int i = 0; i < HISTORIES; i++) {
            Random random = new Random(base + i);
            List<RapportEvent> facts = new History(random, START).events();
            MemoryLedger ledger = MemoryLedger.of(facts);
            FactOracle oracle = new FactOracle(facts);
            for (String pack : List.of("aliexpress", "amazon")) {
                Instant asOf = START.plusSeconds(random.nextLong(35L * 86_400));
                int window = Window.SHIPPED.get(random.nextInt(4));
                compare(
                        oracle.at(asOf, window, pack),
                        ledger.card("s1", asOf, window, MemoryLedger.rules(pack)),
                        "seed " + (base + i) + ", " + pack + " at " + asOf + ", window " + window);
            }
        }
    }

    private static void compare(Figures expected, ScoreCard actual, String what) {
        for (Metric metric : Metric.values()) {
            MetricReading reading = Objects.requireNonNull(actual.metrics().get(metric));
            Value value = expected.metrics().get(metric.wireName());
            if (value == null) {
                assertThat(reading.value()).as("%s, %s", what, metric).isNull();
            } else {
                boolean bucketed = metric.form() == Metric.Form.MEDIAN || metric.form() == Metric.Form.NINETIETH;
                double tolerance = bucketed ? value.value() * 0.02 : 1e-9;
                assertThat(reading.sample()).as("%s, %s", what, metric).isEqualTo(value.sample());
                assertThat(reading.value())
                        .as("%s, %s", what, metric)
                        .isNotNull()
                        .isCloseTo(value.value(), within(tolerance));
            }
        }
        if (expected.score().isEmpty()) {
            assertThat(actual.points()).as(what).isNull();
        } else {
            assertThat(actual.points())
                    .as(what)
                    .isNotNull()
                    .isCloseTo(expected.score().getAsDouble(), within(1e-9));
        }
    }
}
