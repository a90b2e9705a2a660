package dev.rapport.system.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of rules, dashboards and runbooks without a suite. */
class RulesTest {

    private static final List<String> SECTIONS = List.of("**Felt by users:**", "## Look", "## Do", "**Over when:**");

    static List<Signals.Alert> alerts() {
        return Signals.alerts();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void shouldNameARunbookThatExistsAndIsWhole(Signals.Alert alert) throws IOException {
        Path runbook = Signals.ROOT.resolve(alert.runbook());
        assertThat(runbook).isRegularFile();
        String text = Files.readString(runbook);
        assertThat(text).startsWith("# " + alert.name() + "\n").contains(SECTIONS);
        assertThat(alert.severity()).isIn("critical", "warning", "info");
        assertThat(alert.summary()).isNotBlank();
    }

    @Test
    void shouldHaveAnAlertForEveryRunbookAndListThemAll() throws IOException {
        Set<String> named = new TreeSet<>();
        alerts().forEach(alert -> named.add(alert.runbook()));
        Set<String> present = new TreeSet<>();
        try (Stream<Path> files = Files.list(Signals.ROOT.resolve("docs/runbooks"))) {
            files.map(file -> "docs/runbooks/" + file.getFileName())
                    .filter(file -> !file.endsWith("/README.md"))
                    .forEach(present::add);
        }
        assertThat(present).isEqualTo(named);
        String index = Files.readString(Signals.ROOT.resolve("docs/runbooks/README.md"));
        alerts().forEach(alert -> assertThat(index).contains("`" + alert.name() + "`"));
    }

    /** {@link AlertsFireIT} takes minutes and is not run every time; that it knows each of them is asked every time. */
    @ParameterizedTest
    @MethodSource("alerts")
    void shouldBeMadeToFireByARealCause(Signals.Alert alert) throws IOException {
        String causes = Files.readString(
                Signals.ROOT.resolve("tests/system/src/test/java/dev/rapport/system/signal/AlertsFireIT.java"));
        assertThat(causes).contains('"' + alert.name() + '"');
    }

    @Test
    void shouldTellMetricsFromFunctionsKeywordsAndLabels() {
        PromQl parsed = PromQl.of(
                "sum by (job, status) (rate(a_total{job=\"x\", status=~\"5..\"}[5m])) / on (job) b > 1e3 or absent(c)");
        assertThat(parsed.selectors()).extracting(PromQl.Selector::metric).containsExactly("a_total", "b", "c");
        assertThat(parsed.selectors().getFirst().labels())
                .containsExactly(new PromQl.Asked("job", "=", "x"), new PromQl.Asked("status", "=~", "5.."));
        assertThat(parsed.grouping()).containsExactly("job", "status");
    }

    /** The whole grammar, where Prometheus is installed. */
    @Test
    void shouldPassPromtool() throws IOException, InterruptedException {
        assumeTrue(Promtool.present(), "promtool is not on the PATH: expressions are not checked as a whole");
        assertThat(Promtool.run("check", "rules", Signals.RULES.toString()).failure())
                .isEmpty();
        for (Signals.Query query : Signals.queries()) {
            String plain = query.expression().replace("$__rate_interval", "5m").replace("$job", "x");
            assertThat(Promtool.checksAsRule(plain).failure()).as(query.where()).isEmpty();
        }
    }
}
