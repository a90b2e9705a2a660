package dev.rapport.system.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every metric that rules, dashboards and docs name is really told, with the labels that are asked of it; none names a seller. */
class SignalsIT {

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final String SELLER = "signals-shop";

    /** What Prometheus itself adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "__name__");

    /** Told only once what they count has happened, which a healthy suite does not show. */
    private static final Set<String> SERVER_ERRORS = Set.of("status");

    private static final Map<Service, Scrape> SCRAPES = new LinkedHashMap<>();

    @BeforeAll
    static void aSuiteThatHasDoneSomething() {
        Lines lines = new Lines("/signals");
        Instant at = Instant.now().minus(Duration.ofHours(1));
        String events = "["
                + lines.buyerMessage(SELLER, "sg1", "sgm1", "PRE_SALE", at, "Is it blue?")
                + "," + lines.reviewPosted(SELLER, "sg1", "sgo1", 2, at) + "]";
        Answer taken = SUITE.gateway(Set.of(SELLER), Set.of("feeder"))
                .send("POST", "/api/v1/sellers/" + SELLER + "/inbound", events, "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        SUITE.operator().get("/api/v1/sellers/" + SELLER + "/score");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            scrape();
            return Service.behind().stream().allMatch(SignalsIT::hasPublished);
        });
    }

    private static boolean hasPublished(Service service) {
        return service == Service.CARE || value(service, "rapport_outbox_published_total") > 0;
    }

    private static void scrape() {
        for (Service service : Service.values()) {
            Answer answer =
                    SUITE.anonymous(SUITE.launcher().management(service)).get("/q/metrics");
            assertThat(answer.status()).isEqualTo(200);
            SCRAPES.put(service, Scrape.of(answer.text()));
        }
    }

    @Test
    void shouldTellEveryMetricTheAlertsAskFor() {
        List<String> missing = new ArrayList<>();
        Signals.alerts().forEach(alert -> missing.addAll(missing(alert.name(), alert.expression())));
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldTellEveryMetricTheDashboardsAskFor() {
        List<String> missing = new ArrayList<>();
        Signals.queries().forEach(query -> missing.addAll(missing(query.where(), query.expression())));
        assertThat(missing).isEmpty();
    }

    private static List<String> missing(String where, String expression) {
        PromQl parsed = PromQl.of(expression);
        List<String> missing = new ArrayList<>();
        Set<String> labels = new TreeSet<>(LABELS_OF_PROMETHEUS);
        for (PromQl.Selector selector : parsed.selectors()) {
            if (OF_PROMETHEUS.contains(selector.metric())) {
                continue;
            }
            List<Scrape.Sample> samples = SCRAPES.values().stream()
                    .flatMap(scrape -> scrape.samples().getOrDefault(selector.metric(), List.of()).stream())
                    .filter(sample -> matches(sample, selector))
                    .toList();
            if (samples.isEmpty()) {
                missing.add(where + ": nothing tells " + selector);
            }
            samples.forEach(sample -> labels.addAll(sample.labels().keySet()));
        }
        parsed.grouping().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> missing.add(where + ": none of its metrics has the label " + label));
        return missing;
    }

    private static boolean matches(Scrape.Sample sample, PromQl.Selector selector) {
        return selector.labels().stream()
                .filter(asked -> !LABELS_OF_PROMETHEUS.contains(asked.label()))
                .allMatch(asked -> {
                    String value = sample.labels().get(asked.label());
                    if (value == null
                            || SERVER_ERRORS.contains(asked.label())
                            || asked.value().startsWith("$")) {
                        return value != null;
                    }
                    return switch (asked.operator()) {
                        case "=" -> value.equals(asked.value());
                        case "!=" -> !value.equals(asked.value());
                        case "=~" -> value.matches(asked.value());
                        default -> !value.matches(asked.value());
                    };
                });
    }

    /** the seller is never a label; a path that names one is told by its template. */
    @Test
    void shouldNameNoSellerInAnyLabel() {
        SCRAPES.forEach((service, scrape) -> scrape.samples()
                .forEach((metric, samples) -> samples.forEach(sample -> {
                    assertThat(sample.labels().keySet())
                            .as(service + " " + metric)
                            .doesNotContain("seller", "sellerId", "seller_id");
                    assertThat(sample.labels().values())
                            .as(service + " " + metric)
                            .noneMatch(value -> value.contains(SELLER));
                })));
    }

    /** What the values of a suite at rest must be; a gauge that nobody feeds would pass the tests above. */
    @Test
    void shouldTellThatAllIsWell() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            scrape();
            for (Service service : Service.behind()) {
                assertThat(value(service, "rapport_database_up")).isEqualTo(1);
                assertThat(value(service, "rapport_outbox_carrying")).isEqualTo(1);
                assertThat(value(service, "rapport_outbox_age_seconds")).isLessThan(30);
                assertThat(least(service, "rapport_inbox_broker_connections")).isPositive();
                assertThat(least(service, "rapport_inbox_lag")).isCloseTo(0, within(10_000.0));
            }
            for (Service service : List.of(Service.MESSAGE, Service.REVIEW, Service.CARE)) {
                assertThat(value(service, "rapport_due_look_age_seconds")).isLessThan(30);
            }
            assertThat(value(Service.SCORE, "rapport_score_freshness_seconds")).isLessThan(30);
            assertThat(least(Service.GATEWAY, "rapport_gateway_places")).isPositive();
        });
    }

    /** The dashboard of one seller asks the REST interface: what it asks for must be there, under the names it uses. */
    @Test
    void shouldAnswerWhatTheSellersDashboardAsks() {
        JsonNode dashboard = Signals.json(Signals.DASHBOARDS.resolve("rapport-seller.json"));
        var client = SUITE.gateway(Set.of(SELLER), Set.of("viewer"));
        for (JsonNode panel : dashboard.path("panels")) {
            JsonNode target = panel.path("targets").path(0);
            Answer answer = client.get(target.path("url").asText().replace("${seller}", SELLER));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            String root = target.path("root_selector").asText();
            JsonNode rows = root.isEmpty() ? answer.json() : answer.json().path(root);
            assertThat(rows.isMissingNode()).as(root + " in " + answer.text()).isFalse();
            JsonNode row = rows.isArray() ? rows.path(0) : rows;
            if (row.isObject()) {
                target.path("columns").forEach(column -> assertThat(
                                row.has(column.path("selector").asText()))
                        .as(column + " in " + row)
                        .isTrue());
            }
        }
    }

    private static double value(Service service, String metric) {
        return samples(service, metric).getFirst().value();
    }

    private static double least(Service service, String metric) {
        return samples(service, metric).stream()
                .mapToDouble(Scrape.Sample::value)
                .min()
                .orElseThrow();
    }

    private static List<Scrape.Sample> samples(Service service, String metric) {
        Scrape scrape = Objects.requireNonNull(SCRAPES.get(service), "every service was scraped");
        return scrape.samples().getOrDefault(metric, List.of(new Scrape.Sample(Map.of(), Double.NaN)));
    }

    /** docs/reference/metrics.md names every metric of ours, its labels and who tells it, and none that is not told. */
    @Test
    void shouldDescribeEveryMetricOfOurs() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        SCRAPES.values().forEach(scrape -> scrape.samples().keySet().stream()
                .filter(name -> name.startsWith("rapport_"))
                .forEach(
                        name -> told.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(scrape.labels(name))));
        Path page = Signals.ROOT.resolve("docs/reference/metrics.md");
        Map<String, Set<String>> described = new TreeMap<>();
        Matcher row = Pattern.compile("^\\| `(rapport_\\w+)` \\| ([^|]*) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(page));
        while (row.find()) {
            Set<String> labels = new TreeSet<>();
            Matcher label = Pattern.compile("`(\\w+)`").matcher(row.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
            described.put(row.group(1), labels);
        }
        assertThat(described.keySet()).isEqualTo(told.keySet());
        assertThat(described).isEqualTo(told);
    }
}
