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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
    private static final String PROFILE = """
            {"marketplace": "aliexpress", "pack": "aliexpress", "zone": "Asia/Shanghai", "accountType": "enterprise", "verified": true,
             "fulfilment": "self", "languages": ["en"],
             "calendar": {"weekly": {"MONDAY": [{"from": "09:00", "to": "18:00"}]}, "holidays": []}}
            """;
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
        watch(List.of(Service.values()));
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.enable-lifecycle",
                        "--web.listen-address=127.0.0.1:" + PORT)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Awaitility.await()
                .ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> query("up").size() == Service.values().length);
    }

    /**
     * What is scraped from now on; a Prometheus that runs has to be told to look again. A job keeps its place when nothing of it is found,
     * as with discovery: Prometheus goes on for five minutes with what it last knew of a job that is struck out altogether.
     */
    private static void watch(List<Service> services) throws IOException {
        String jobs = Stream.of(Service.values())
                .map(service -> "  - {job_name: %s, metrics_path: /q/metrics, static_configs: [%s]}\n"
                        .formatted(
                                service.label(),
                                services.contains(service)
                                        ? "{targets: [\"%s\"]}"
                                                .formatted(SUITE.launcher()
                                                        .management(service)
                                                        .getAuthority())
                                        : ""))
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\nrule_files: [rules.yaml]\n"
                        + "scrape_configs:\n" + jobs);
    }

    @AfterAll
    static void end() {
        Process running = prometheus;
        if (running != null) {
            running.destroy();
        }
    }

    /** Whatever became of the test, the next one finds all there. */
    @AfterEach
    void startWhatIsGone() {
        SUITE.startWhatIsGone();
        Awaitility.await().atMost(PATIENCE).until(() -> Stream.of(Service.values())
                .allMatch(one -> up(one) == 1));
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
        RestClient admin = SUITE.gateway(Set.of(SELLER), Set.of("admin"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> admin.send("PUT", "/api/v1/sellers/" + SELLER, PROFILE, "application/json")
                                .status()
                        == 200);
        fires("RapportBrokerAway", "RapportScoreStale", "RapportOutboxOld");
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

    @Test
    void shouldFireWhenNobodyScrapesAServiceAnyMore() throws IOException, InterruptedException {
        watch(Stream.of(Service.values())
                .filter(service -> service != Service.CARE)
                .toList());
        reload();
        fires("RapportServiceAbsent");
        watch(List.of(Service.values()));
        reload();
        Awaitility.await().atMost(PATIENCE).until(() -> up(Service.CARE) == 1);
    }

    @Test
    void shouldFireWhenAServiceFailsAtItsOwnDatabase() throws SQLException {
        try (Connection connection = SUITE.launcher().superuser("review");
                Statement sql = connection.createStatement()) {
            sql.execute("ALTER TABLE review RENAME TO review_out_of_sight");
            try {
                RestClient client = SUITE.operatorAt(SUITE.launcher().http(Service.REVIEW));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            client.get("/api/v1/sellers/" + SELLER + "/reviews");
                            return firing().contains("RapportServiceErrors");
                        });
            } finally {
                sql.execute("ALTER TABLE review_out_of_sight RENAME TO review");
            }
        }
    }

    @Test
    void shouldFireWhenRequestsPileUpBehindALock() throws SQLException {
        try (Connection connection = SUITE.launcher().superuser("score");
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("LOCK TABLE hour_counters, day_counters, seller IN ACCESS EXCLUSIVE MODE");
            Set<String> wanted = Set.of("RapportDatabasePoolExhausted", "RapportGatewaySaturated");
            Set<String> seen = ConcurrentHashMap.newKeySet();
            // One seller alone never holds more than three quarters of the places.
            hammer(256, 4, () -> seen.containsAll(wanted), () -> seen.addAll(firing()));
            assertThat(seen).containsAll(wanted);
            connection.rollback();
        }
    }

    /** This machine cannot ask as often as the gateway allows by default, so it allows less. */
    @Test
    void shouldFireWhenACallerAsksFarTooOften() {
        anewWith(
                Service.GATEWAY,
                Map.of("RAPPORT_GATEWAY_RATE_CALLER_PER_SECOND", "10", "RAPPORT_GATEWAY_RATE_CALLER_BURST", "10"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try {
            hammer(8, 1, () -> seen.contains("RapportRatesRefuse"), () -> seen.addAll(firing()));
        } finally {
            anewWith(Service.GATEWAY, Map.of());
        }
        assertThat(seen).contains("RapportRatesRefuse");
    }

    /** A fifth of the heap that the local stack gives it: enough to start with, too little for what it is asked. */
    @Test
    void shouldFireWhenAHeapIsTooSmallForWhatIsAsked() {
        anewWith(Service.SCORE, Map.of("RAPPORT_JVM", "-XX:+UseSerialGC -Xss512k -Xmx34m"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try {
            hammer(16, 4, () -> seen.contains("RapportHeapFull"), () -> seen.addAll(firing()));
        } finally {
            anewWith(Service.SCORE, Map.of());
        }
        assertThat(seen).contains("RapportHeapFull");
    }

    /** A review falls due while somebody holds its table. */
    @Test
    void shouldFireWhenWhatIsDueHasToWait() throws SQLException, InterruptedException {
        Instant due = reviewDueSoon("late");
        try (Connection connection = SUITE.launcher().superuser("review");
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("LOCK TABLE review IN ACCESS EXCLUSIVE MODE");
            Thread.sleep(Duration.between(Instant.now(), due.plusSeconds(8)));
            connection.rollback();
        }
        fires("RapportDueLate");
    }

    /** A review falls due and its row cannot be written. */
    @Test
    void shouldFireWhenWhatIsDueCannotBeDone() throws SQLException {
        try (Connection connection = SUITE.launcher().superuser("review");
                Statement sql = connection.createStatement()) {
            sql.execute(
                    "ALTER TABLE review ADD CONSTRAINT in_the_way CHECK (review_id <> 'failing' OR overdue_at IS NOT NULL)");
            try {
                reviewDueSoon("failing");
                fires("RapportDueFailing");
            } finally {
                sql.execute("ALTER TABLE review DROP CONSTRAINT in_the_way");
            }
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !firing().contains("RapportDueFailing"));
    }

    /** Posted as long ago as a reply may take, less some seconds. Returns when it has been taken in, with the time it falls due. */
    private static Instant reviewDueSoon(String review) throws SQLException {
        Lines lines = new Lines("/alerts-due-" + review);
        Instant now = Instant.now();
        try (RawFeeder feeder = new RawFeeder(SUITE.launcher().kafka())) {
            feeder.feed(List.of(lines.reviewPosted(SELLER, review + "-measure", "due-" + review, 2, now)));
            Duration allowed = Duration.between(now, overdueAt(review + "-measure"));
            feeder.feed(List.of(lines.reviewPosted(
                    SELLER,
                    review,
                    "due2-" + review,
                    2,
                    Instant.now().minus(allowed).plusSeconds(15))));
        }
        return overdueAt(review);
    }

    private static Instant overdueAt(String review) throws SQLException {
        try (Connection connection = SUITE.launcher().superuser("review");
                PreparedStatement select =
                        connection.prepareStatement("SELECT overdue_at FROM review WHERE review_id = ?")) {
            select.setString(1, review);
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                try (ResultSet row = select.executeQuery()) {
                                    return row.next() ? row.getTimestamp(1).toInstant() : null;
                                }
                            },
                            Objects::nonNull);
        }
    }

    private static void anewWith(Service service, Map<String, String> settings) {
        SUITE.launcher().stop(service.label());
        SUITE.launcher().startWith(settings);
        SUITE.startWhatIsGone();
        SUITE.launcher().startWith(Map.of());
    }

    /** Many who ask for a score at once, again and again, until it is enough or patience is over. */
    private static void hammer(int callers, int sellers, BooleanSupplier enough, Runnable look) {
        List<String> asked =
                IntStream.range(0, sellers).mapToObj(i -> SELLER + i).toList();
        RestClient client = SUITE.gateway(Set.copyOf(asked), Set.of("viewer"));
        Instant end = Instant.now().plus(PATIENCE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                String seller = asked.get(i % sellers);
                executor.execute(() -> {
                    while (!enough.getAsBoolean() && Instant.now().isBefore(end)) {
                        try {
                            client.get("/api/v1/sellers/" + seller + "/score");
                        } catch (UncheckedIOException timedOut) {
                            continue;
                        }
                    }
                });
            }
            Awaitility.await()
                    .atMost(PATIENCE.plusSeconds(5))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        look.run();
                        return enough.getAsBoolean() || Instant.now().isAfter(end);
                    });
        }
    }

    private static void reload() throws IOException, InterruptedException {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/-/reload"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
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
