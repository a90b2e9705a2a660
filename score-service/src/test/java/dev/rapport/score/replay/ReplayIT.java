package dev.rapport.score.replay;

import static dev.rapport.score.Caller.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.RapportEvent;
import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.engine.History;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SCO-06: {@code ./rapport replay} over the topics the live service has read. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class ReplayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELLER = "replayed";

    @TempDir
    Path folder;

    private record Outcome(int exit, String out, String err) {}

    @Test
    void shouldGiveTheLiveServicesFiguresAndWhatAnotherPackWouldHaveGiven() throws Exception {
        Instant start = Instant.now().minus(Duration.ofDays(35));
        List<RapportEvent> history = new History(new Random(6), start, SELLER).events();
        try (Feeder feeder = new Feeder()) {
            for (int i = 0; i < history.size(); i++) {
                feeder.binary(history.get(i), "replayed-" + i);
                if (i % 7 == 0) {
                    feeder.binary(history.get(i), "replayed-" + i);
                }
            }
        }
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            int orders = as("viewer", SELLER)
                    .queryParam("window", "2160")
                    .get("/api/v1/sellers/replayed/score")
                    .path("counters.orders_placed");
            float lag =
                    as("viewer", SELLER).get("/api/v1/sellers/replayed/score").path("freshness.lagSeconds");
            assertThat(orders).isEqualTo(20);
            assertThat(lag).isLessThan(1f);
        });

        Path same = ShippedPack.changed(folder, "name: aliexpress", "name: aliexpress");
        Outcome unchanged = replay(same);
        assertThat(unchanged.exit()).as(unchanged.err()).isZero();
        assertThat(unchanged.out()).contains("No difference for any of 1 sellers.");
        JsonNode seller = found();
        assertThat(seller.path("closesThatDiffer").asInt()).isZero();
        assertThat(scores(seller.path("days"), "live"))
                .isEqualTo(scores(seller.path("days"), "candidate"))
                .isEqualTo(live());

        Outcome changed = replay(ShippedPack.changed(folder, "violationPenalty: 0.5", "violationPenalty: 2"));
        assertThat(changed.exit()).isZero();
        assertThat(changed.out()).contains(SELLER);
        assertThat(found().path("largestDifference").asDouble()).isNegative();
        assertThat(scores(found().path("days"), "live")).isEqualTo(live());
        assertThat(Files.readAllLines(folder.resolve("found.csv")))
                .hasSize(found().path("days").size() + 1)
                .first()
                .isEqualTo("seller,day,live,candidate,difference,provisional");
    }

    @Test
    void shouldNameFileLineAndKeyOfAFaultyPack() throws IOException {
        Path faulty = ShippedPack.changed(folder, "violationPenalty: 0.5", "violationPenalty: plenty");
        Outcome outcome = replay(faulty);
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).containsPattern("candidate\\.yaml:[0-9]+: score\\.violationPenalty ");
    }

    private Outcome replay(Path pack) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Replay.run(
                Clock.systemUTC(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                "--kafka",
                ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class),
                "--pack",
                pack.toString(),
                "--seller",
                SELLER,
                "--json",
                folder.resolve("found.json").toString(),
                "--csv",
                folder.resolve("found.csv").toString());
        return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    private JsonNode found() throws IOException {
        return JSON.readTree(Files.readString(folder.resolve("found.json")))
                .path("sellers")
                .get(0);
    }

    private static List<String> scores(JsonNode days, String side) {
        List<String> scores = new ArrayList<>();
        days.forEach(day -> scores.add(day.path("day").asText() + " " + score(day.path(side))));
        return scores;
    }

    /** The live service's closes of the same days. */
    private List<String> live() throws IOException {
        JsonNode days = found().path("days");
        String answer = as("viewer", SELLER)
                .queryParam("from", days.get(0).path("day").asText())
                .queryParam("to", days.get(days.size() - 1).path("day").asText())
                .get("/api/v1/sellers/replayed/score/history")
                .asString();
        Map<String, JsonNode> byDay = new HashMap<>();
        JSON.readTree(answer)
                .path("items")
                .forEach(item -> byDay.put(item.path("day").asText(), item.path("score")));
        List<String> scores = new ArrayList<>();
        days.forEach(day -> scores.add(day.path("day").asText() + " "
                + score(byDay.getOrDefault(day.path("day").asText(), JSON.nullNode()))));
        return scores;
    }

    private static String score(JsonNode score) {
        return score.isNull() ? "none" : String.format(java.util.Locale.ROOT, "%.2f", score.asDouble());
    }
}
