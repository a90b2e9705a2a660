package dev.rapport.score;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.RapportEvent;
import dev.rapport.score.card.WindowReader;
import dev.rapport.score.engine.History;
import dev.rapport.score.engine.MemoryLedger;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SCO-01: whatever the order and however often they come, what has come over Kafka counts as the same facts folded once in memory. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class StreamLawIT {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    private record Sent(RapportEvent event, String id) {}

    @Test
    void shouldCountAnyPermutationAndDuplicationOfAStreamAlike() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String seller = "law";
        List<RapportEvent> history = new History(random, START, seller).events();
        List<Sent> stream = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                stream.add(new Sent(history.get(i), "law-" + i));
            }
        }
        Collections.shuffle(stream, random);
        try (Feeder feeder = new Feeder()) {
            for (Sent sent : stream) {
                feeder.binary(sent.event(), sent.id());
            }
        }
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            int orders = as("viewer", seller)
                    .queryParam("asOf", START.plus(Duration.ofDays(31)).toString())
                    .queryParam("window", "2160")
                    .get("/api/v1/sellers/law/score")
                    .path("counters.orders_placed");
            float lag = as("viewer", seller).get("/api/v1/sellers/law/score").path("freshness.lagSeconds");
            assertThat(orders).isEqualTo(20);
            assertThat(lag).isLessThan(1f);
        });
        MemoryLedger replay = MemoryLedger.of(history);
        for (int i = 0; i < 40; i++) {
            ScoreRules rules = MemoryLedger.rules(random.nextBoolean() ? "aliexpress" : "amazon");
            Window window = Window.at(START.plusSeconds(random.nextLong(35L * 86_400)), Window.SHIPPED.get(i % 4));
            WindowSums live = WindowSums.empty(window, rules);
            try (Connection connection = worker.getConnection()) {
                WindowReader.read(connection, Map.of(seller, live), window);
            }
            WindowSums folded = replay.sums(seller, window, rules);
            assertThat(live.told()).as("seed %d", seed).isEqualTo(folded.told());
            assertThat(ScoreCard.of(live, rules)).as("seed %d", seed).isEqualTo(ScoreCard.of(folded, rules));
        }
    }
}
