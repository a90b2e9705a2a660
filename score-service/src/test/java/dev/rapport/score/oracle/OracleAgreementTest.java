package dev.rapport.score.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.RapportEvent;
import dev.rapport.oracle.FactOracle;
import dev.rapport.oracle.Figures;
import dev.rapport.oracle.RandomHistory;
import dev.rapport.score.engine.MemoryLedger;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * SCO-01, SCO-02: engine and oracle agree on a thousand random histories, both packs and all windows: every counter, metric, state
 * and component, and the score. The engine gets the facts in any order and cut into batches anywhere.
 */
class OracleAgreementTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int HISTORIES = 1000;
    private static final double EXACT = 1e-9;

    private final List<String> differences = new ArrayList<>();

    @Test
    void shouldAgreeOnAThousandHistoriesOfBothPacks() {
        long base = System.nanoTime();
        int scored = 0;
        for (int i = 0; i < HISTORIES && differences.isEmpty(); i++) {
            Random random = new Random(base + i);
            List<RapportEvent> facts = RandomHistory.of(random, START, "s1");
            FactOracle oracle = new FactOracle(facts);
            List<RapportEvent> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            MemoryLedger ledger = MemoryLedger.inBatches(shuffled, random);
            for (String pack : List.of("aliexpress", "amazon")) {
                Instant asOf = START.plusSeconds(random.nextLong(40L * 86_400));
                int window = Window.SHIPPED.get(random.nextInt(4));
                ScoreRules rules = MemoryLedger.rules(pack);
                WindowSums sums = ledger.sums("s1", asOf, window, rules);
                Figures expected = oracle.at(pack, asOf, window);
                counters(expected.counters(), sums.told());
                card(expected, ScoreCard.of(sums, rules));
                assertThat(differences)
                        .as("seed %d, %s at %s, window %d", base + i, pack, asOf, window)
                        .isEmpty();
                scored += expected.score().isPresent() ? 1 : 0;
            }
        }
        assertThat(scored).as("scores among the %d figures", 2 * HISTORIES).isGreaterThan(HISTORIES);
    }

    private void counters(Map<String, Long> expected, Map<String, Long> actual) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            same(name, expected.getOrDefault(name, 0L), actual.getOrDefault(name, 0L));
        }
    }

    private void card(Figures expected, ScoreCard actual) {
        actual.metrics()
                .forEach((metric, reading) -> metric(metric.wireName(), expected.metric(metric.wireName()), reading));
        same("metrics", expected.metrics().size(), actual.metrics().size());
        List<ScoreCard.Component> components = actual.components();
        same(
                "components",
                expected.components().stream().map(Figures.Component::name).toList(),
                components.stream().map(component -> component.rule().name()).toList());
        for (int i = 0; i < Math.min(components.size(), expected.components().size()); i++) {
            Figures.Component component = expected.components().get(i);
            double value = component.value();
            close(component.name(), value, value, components.get(i).value());
            double weight = component.scaledWeight();
            close(
                    "weight of " + component.name(),
                    weight,
                    weight,
                    components.get(i).scaledWeight());
        }
        Double points = actual.points();
        same("a score", expected.score().isPresent(), points != null);
        if (points != null && expected.score().isPresent()) {
            close("score", expected.score().getAsDouble(), expected.score().getAsDouble(), points);
        }
    }

    private void metric(String name, Figures.Metric expected, MetricReading actual) {
        String state = actual.state().name().toLowerCase(Locale.ROOT);
        if (!List.of(expected.state().split("\\|")).contains(state)) {
            differences.add(name + " is " + state + ", not " + expected.state());
        }
        same("sample of " + name, expected.sample(), actual.sample());
        Double value = actual.value();
        same("a value of " + name, expected.sample() > 0, value != null);
        if (value != null) {
            close(name, expected.low(), expected.high(), value);
        }
    }

    private void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + " is " + actual + ", not " + expected);
        }
    }

    /** Written so that what is no number is a difference. */
    private void close(String what, double low, double high, double actual) {
        if (!(actual >= low - EXACT && actual <= high + EXACT)) {
            differences.add(what + " is " + actual + ", not " + (low == high ? low : low + " to " + high));
        }
    }
}
