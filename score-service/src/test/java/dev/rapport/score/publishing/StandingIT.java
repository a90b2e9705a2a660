package dev.rapport.score.publishing;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.SendingFrozen;
import dev.rapport.events.MessageFact.SendingThawed;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.Standing;
import dev.rapport.events.Topic;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.policy.Packs;
import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.TopicLog;
import dev.rapport.score.engine.Facts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SCO-03, SCO-08: closes, what rests on them, and how others are told. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class StandingIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    @Inject
    Packs packs;

    @Inject
    Outbox outbox;

    /** Ten days of turns nobody answered: the score is 0 from the second day on, and stays. */
    private static void feedASellerNobodyAnswersFor(Feeder feeder, String seller) throws Exception {
        Facts facts = new Facts(seller);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(12));
        for (int day = 0; day < 10; day++) {
            for (int i = 0; i < 6; i++) {
                feeder.binary(facts.opened(
                        "t" + day + "-" + i, Kind.PRE_SALE, begin.plus(Duration.ofHours(24L * day + i)), null));
            }
        }
    }

    @Test
    void shouldSuspendASellerNobodyAnswersForAndTellTheOthers() throws Exception {
        try (Feeder feeder = new Feeder();
                TopicLog scores = new TopicLog(Topic.SCORES, "idle")) {
            feedASellerNobodyAnswersFor(feeder, "idle");

            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "idle")
                    .get("/api/v1/sellers/idle/standing")
                    .then()
                    .statusCode(200)
                    .body("measures.name", equalTo(List.of("choice-suspended", "search-demoted")))
                    .body("measures[1].searchRank", equalTo(-0.2f))
                    .body("zone", equalTo("Asia/Shanghai"))
                    .body("pack", equalTo("aliexpress@2024-06"))
                    .body("frozenUntil", nullValue())
                    .body("freshness.lastEventAt", notNullValue())
                    .body("rules.name", hasItem("reviews-demoted"))
                    .body("rules.find { it.name == 'choice-suspended' }.restsOn", hasSize(7))
                    .body("rules.find { it.name == 'choice-suspended' }.restsOn.value", hasItem(0f))
                    .body("rules.find { it.name == 'choice-suspended' }.line", equalTo(80f))
                    .body("rules.find { it.name == 'reviews-demoted' }.inForce", equalTo(false)));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                List<ScoreChanged> told = scores.events(ScoreChanged.class);
                assertThat(told).isNotEmpty();
                assertThat(told.getLast().score()).isZero();
                assertThat(told.getLast().standing().measures())
                        .extracting(Standing.Measure::name)
                        .containsExactly("choice-suspended", "search-demoted");
                assertThat(told.getLast().prices()).containsKey("answer_rate_24h");
            });
        }
        theHistoryIsWhatTheScoreWasAtEachClose();
        theTableHasOneRowPerClose();
        theStandingOfThePastIsThatOfThePast();
    }

    private static void theHistoryIsWhatTheScoreWasAtEachClose() {
        JsonPath history = as("viewer", "idle")
                .get("/api/v1/sellers/idle/score/history")
                .then()
                .statusCode(200)
                .body("items", hasSize(30))
                .body("period", equalTo("daily"))
                .body("next", nullValue())
                .extract()
                .jsonPath();
        List<Map<String, Object>> items = history.getList("items");
        LocalDate yesterday = LocalDate.now(SHANGHAI).minusDays(1);
        assertThat(items.getLast()).containsEntry("day", yesterday.toString()).containsEntry("provisional", true);
        assertThat(items.getFirst())
                .containsEntry("provisional", false)
                .containsEntry("status", "insufficient-data")
                .containsEntry("score", null);
        for (Map<String, Object> item : items.subList(15, 30)) {
            as("viewer", "idle")
                    .queryParam("asOf", item.get("asOf"))
                    .get("/api/v1/sellers/idle/score")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo(item.get("status")))
                    .body("score", equalTo(item.get("score")));
        }
        as("viewer", "idle")
                .queryParam("period", "weekly")
                .queryParam("from", yesterday.minusDays(20).toString())
                .get("/api/v1/sellers/idle/score/history")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].windowHours", equalTo(168));
        for (Map.Entry<String, String> bad : Map.of(
                        "from=2026-13-01", "DAY_MALFORMED",
                        "from=2020-01-01", "RANGE_TOO_LONG",
                        "from=2099-01-01", "RANGE_TOO_LONG",
                        "period=hourly", "PERIOD_UNKNOWN")
                .entrySet()) {
            as("viewer", "idle")
                    .get("/api/v1/sellers/idle/score/history?" + bad.getKey())
                    .then()
                    .statusCode(400)
                    .body("code", equalTo(bad.getValue()));
        }
    }

    private static void theTableHasOneRowPerClose() {
        String csv = as("viewer", "idle")
                .queryParam("from", LocalDate.now(SHANGHAI).minusDays(5).toString())
                .get("/api/v1/sellers/idle/metrics.csv")
                .then()
                .statusCode(200)
                .contentType(org.hamcrest.Matchers.startsWith("text/csv"))
                .extract()
                .asString();
        List<String> rows = csv.lines().toList();
        assertThat(rows).hasSize(6);
        assertThat(rows.getFirst())
                .startsWith("day,as_of,window_hours,pack,provisional,score,violations,answer_rate_24h,");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.chars().filter(c -> c == ',').count())
                        .isEqualTo(rows.getFirst().chars().filter(c -> c == ',').count()));
        assertThat(rows.getLast()).contains(",aliexpress@2024-06,true,0.00,0,0.0,60,");
    }

    private static void theStandingOfThePastIsThatOfThePast() {
        as("viewer", "idle")
                .queryParam("asOf", Instant.now().minus(Duration.ofDays(20)).toString())
                .get("/api/v1/sellers/idle/standing")
                .then()
                .statusCode(200)
                .body("measures", hasSize(0));
    }

    @Test
    void shouldTellAgainWhenOnlyTimeHasPassed() throws Exception {
        try (Feeder feeder = new Feeder();
                TopicLog scores = new TopicLog(Topic.SCORES, "still")) {
            feedASellerNobodyAnswersFor(feeder, "still");
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(scores.events(ScoreChanged.class))
                    .last()
                    .satisfies(told -> assertThat(told.standing().measures()).hasSize(2)));
            ScoreRound later = new ScoreRound(worker, packs, outbox, () -> Duration.ZERO, Duration.ofSeconds(1), 1000);
            Instant in40Days = Instant.now().plus(Duration.ofDays(40));
            // Once the counters have rolled out of every window, there is no score any more; what was held is still
            // held.
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                var unused = later.run(in40Days);
                assertThat(scores.events(ScoreChanged.class).getLast().status())
                        .isEqualTo(ScoreStatus.INSUFFICIENT_DATA);
            });
            assertThat(scores.events(ScoreChanged.class).getLast().standing().measures())
                    .hasSize(2);
            int told = scores.events(ScoreChanged.class).size();
            assertThat(later.run(in40Days.plusSeconds(7200))).isZero();
            assertThat(scores.events(ScoreChanged.class)).hasSize(told);
        }
    }

    @Test
    void shouldTellUntilWhenSendingIsFrozen() throws Exception {
        Instant from = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plus(Duration.ofHours(72));
        try (Feeder feeder = new Feeder();
                TopicLog scores = new TopicLog(Topic.SCORES, "cold")) {
            feeder.binary(new SendingFrozen("cold", from, until));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "cold")
                    .get("/api/v1/sellers/cold/standing")
                    .then()
                    .statusCode(200)
                    .body("frozenUntil", equalTo(until.toString())));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(scores.events(ScoreChanged.class))
                    .last()
                    .extracting(ScoreChanged::frozenUntil)
                    .isEqualTo(until));
            feeder.binary(new SendingThawed("cold", Instant.now()));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(scores.events(ScoreChanged.class))
                    .last()
                    .extracting(ScoreChanged::frozenUntil)
                    .isNull());
        }
        as("viewer", "cold")
                .queryParam("asOf", from.minusSeconds(1).toString())
                .get("/api/v1/sellers/cold/standing")
                .then()
                .body("frozenUntil", nullValue())
                .body("rules", not(hasSize(0)));
    }
}
