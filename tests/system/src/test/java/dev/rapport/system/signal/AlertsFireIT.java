package dev.rapport.system.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.local.process.Ports;
import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with the rules as they are, but for how long a cause must last before somebody is called ({@code for}), and real causes:
 * parts that are killed, records that cannot be applied. Needs a {@code prometheus} on the PATH.
 */
@Tag("long")
class AlertsFireIT {

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final String SELLER = "alerts-shop";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PORT = Ports.free(1).getFirst();

    @TempDir
    static Path folder;

    private static @Nullable Process prometheus;

    @BeforeAll
    static void aPrometheusThatWatches() throws IOException {
        assumeTrue(Promtool.program("prometheus").isPresent(), "prometheus is not on the PATH: no alert fires");
        Files.writeString(
                folder.resolve("rules.yaml"), Files.readString(Signals.RULES).replaceAll("(?m)^ {8}for: .*\n", ""));
        String jobs = java.util.Arrays.stream(Service.values())
                .map(service -> "  - {job_name: %s, metrics_path: /q/metrics, static_configs: [{targets: [\"%s\"]}]}\n"
                        .formatted(
                                service.label(),
                                SUITE.launcher().management(service).getAuthority()))
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\nrule_files: [rules.yaml]\n"
                        + "scrape_configs:\n" + jobs);
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + PORT)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Awaitility.await()
                .ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> query("up").size() == Service.values().length);
    }

    @AfterAll
    static void end() {
        Process running = prometheus;
        if (running != null) {
            running.destroy();
        }
        SUITE.startWhatIsGone();
    }

    @Test
    void shouldFireWhenARecordCannotBeApplied() {
        try (RawFeeder feeder = new RawFeeder(SUITE.launcher().kafka())) {
            feeder.structured(SELLER, "no event at all".getBytes(StandardCharsets.UTF_8));
        }
        fires("RapportDeadLetters");
    }

    @Test
    void shouldFireWhenAServiceIsGoneAndComesBackAgainAndAgain() {
        RestClient client = SUITE.operator();
        SUITE.launcher().kill(Service.SCORE.label());
        Awaitility.await().atMost(PATIENCE).until(() -> {
            IntStream.range(0, 20).forEach(_ -> client.get("/api/v1/sellers/" + SELLER + "/score"));
            return firing().containsAll(Set.of("RapportServiceDown", "RapportCircuitOpen", "RapportGatewayErrors"));
        });
        for (int start = 0; start < 3; start++) {
            SUITE.startWhatIsGone();
            Awaitility.await().atMost(PATIENCE).until(() -> up(Service.SCORE) == 1);
            SUITE.launcher().kill(Service.SCORE.label());
            Awaitility.await().atMost(PATIENCE).until(() -> up(Service.SCORE) == 0);
        }
        SUITE.startWhatIsGone();
        fires("RapportServiceRestarts");
    }

    @Test
    void shouldFireWhenTheBrokerIsAway() {
        SUITE.launcher().kill(Suite.KAFKA);
        // A fact that cannot be told.
        SUITE.gateway(Set.of(SELLER), Set.of("admin"))
                .send(
                        "PUT",
                        "/api/v1/sellers/" + SELLER,
                        "{\"name\":\"Alerts\",\"zone\":\"Asia/Shanghai\",\"pack\":\"aliexpress\"}",
                        "application/json");
        fires("RapportBrokerAway", "RapportScoreStale");
        SUITE.startWhatIsGone();
    }

    @Test
    void shouldFireWhenTheDatabaseIsAway() {
        SUITE.launcher().kill(Suite.POSTGRES);
        Lines lines = new Lines("/alerts");
        Instant at = Instant.now().minus(Duration.ofHours(1));
        try (RawFeeder feeder = new RawFeeder(SUITE.launcher().kafka())) {
            feeder.feed(List.of(lines.reviewPosted(SELLER, "al1", "alo1", 2, at)));
        }
        fires("RapportDatabaseAway", "RapportOutboxNotCarried", "RapportInboxFailing", "RapportDueStopped");
        SUITE.startWhatIsGone();
    }

    @Test
    void shouldFireWhenMoreComesInThanIsApplied() {
        Lines lines = new Lines("/alerts-many");
        Instant at = Instant.now().minus(Duration.ofHours(2));
        List<String> orders = IntStream.range(0, 60_000)
                .mapToObj(i -> lines.orderPlaced(SELLER + i % 50, "alm" + i, at))
                .toList();
        try (RawFeeder feeder = new RawFeeder(SUITE.launcher().kafka())) {
            feeder.feed(orders);
        }
        fires("RapportInboxLagging");
    }

    private static void fires(String... names) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(firing())
                .contains(names));
    }

    private static Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonNode series : query("ALERTS{alertstate=\"firing\"}")) {
            names.add(series.path("metric").path("alertname").asText());
        }
        return names;
    }

    private static double up(Service service) {
        return query("up{job=\"" + service.label() + "\"}")
                .path(0)
                .path("value")
                .path(1)
                .asDouble(-1);
    }

    private static JsonNode query(String expression) {
        URI address = URI.create("http://127.0.0.1:" + PORT + "/api/v1/query?query="
                + java.net.URLEncoder.encode(expression, StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer =
                    HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body()).path("data").path("result");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
