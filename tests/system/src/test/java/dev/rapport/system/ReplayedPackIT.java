package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.CommandLine;
import dev.rapport.system.suite.CommandLine.Outcome;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SCO-06: {@code ./rapport replay}, called as a user calls it, on the topics of a running suite. */
@Tag("long")
class ReplayedPackIT {
    private static final long SEED = 20250306;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SHIPPED =
            RunningSuite.root().resolve("libs/policy/src/main/resources/packs/aliexpress/2024-06.yaml");
    private static final Path CANDIDATE = Path.of("target", "candidate.yaml").toAbsolutePath();
    private static final Path FOUND = Path.of("target", "replayed.json").toAbsolutePath();
    private static final Path TABLE = Path.of("target", "replayed.csv").toAbsolutePath();
    private static final String SELLER = "rpl-0";
    /** The month of the history and another in which it leaves the window. */
    private static final int SHOWN_DAYS = 60;

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final CommandLine RAPPORT = new CommandLine(SUITE);
    private final RestClient client = SUITE.operator();

    @BeforeAll
    static void feed() {
        List<String> lines = GeneratedWorld.lines(SEED, "rpl", 1, 30, 60);
        try (RawFeeder feeder = new RawFeeder(SUITE.launcher().kafka())) {
            feeder.feed(lines);
        }
        new FigureCheck(SUITE.operator(), new Oracle(InputEvent.parseAll(lines)), SEED).awaitNewest(PATIENCE);
        Settled.await(SUITE.launcher(), PATIENCE);
    }

    /** The live column is what the service tells of its closes, the other what a simulation with these weights makes of each. */
    @Test
    void shouldShowWhatOtherWeightsWouldHaveGiven() throws IOException {
        String pack = Files.readString(SHIPPED);
        Files.writeString(
                CANDIDATE,
                pack.replace("name: answering, weight: 20", "name: answering, weight: 35")
                        .replace("name: disputes, weight: 15", "name: disputes, weight: 5"));

        Outcome outcome = RAPPORT.run(
                "replay",
                "--pack",
                CANDIDATE.toString(),
                "--seller",
                SELLER,
                "--json",
                FOUND.toString(),
                "--csv",
                TABLE.toString());

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("Something differs for 1 of 1 sellers")
                .contains(SELLER);
        JsonNode days =
                new ObjectMapper().readTree(FOUND.toFile()).at("/sellers/0").path("days");
        assertThat(Files.readAllLines(TABLE)).hasSize(days.size() + 1);
        Map<String, JsonNode> closes = closes(days);
        int compared = 0;
        for (int i = 0; i < SHOWN_DAYS; i += 7) {
            JsonNode day = days.get(i);
            JsonNode close = Objects.requireNonNull(closes.get(day.path("day").asText()), "a close of " + day);
            assertThat(score(day, "live")).as("live on %s", day).isEqualTo(score(close, "score"));
            assertThat(score(day, "candidate")).as("candidate on %s", day).isEqualTo(simulated(close));
            compared++;
        }
        assertThat(compared).isGreaterThan(6);
    }

    @Test
    void shouldSayWhereAPackIsFaulty() throws IOException {
        Files.writeString(CANDIDATE, Files.readString(SHIPPED).replace("weight: 20, source", "weight: much, source"));

        Outcome outcome = RAPPORT.run("replay", "--pack", CANDIDATE.toString());

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).containsPattern("candidate\\.yaml:[0-9]+: score\\.components.*weight ");
    }

    private Map<String, JsonNode> closes(JsonNode days) {
        Map<String, JsonNode> closes = new HashMap<>();
        client.get("/api/v1/sellers/" + SELLER + "/score/history?from="
                        + days.get(0).path("day").asText() + "&to="
                        + days.get(SHOWN_DAYS - 1).path("day").asText())
                .json()
                .path("items")
                .forEach(item -> closes.put(item.path("day").asText(), item));
        return closes;
    }

    private double simulated(JsonNode close) {
        return score(
                client.post(
                                "/api/v1/sellers/" + SELLER + "/score/simulations?asOf="
                                        + close.path("asOf").asText(),
                                "{\"weights\":{\"answering\":35,\"disputes\":5}}")
                        .json()
                        .path("simulated"),
                "score");
    }

    /** Two decimals; -1 where there was too little to go by. */
    private static double score(JsonNode of, String name) {
        return of.path(name).asDouble(-1);
    }
}
