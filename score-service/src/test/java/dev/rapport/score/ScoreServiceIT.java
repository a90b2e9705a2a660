package dev.rapport.score;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.By;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventType;
import dev.rapport.events.Kind;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.score.card.WindowReader;
import dev.rapport.score.engine.Facts;
import dev.rapport.score.engine.History;
import dev.rapport.score.engine.MemoryLedger;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.freshness.Counted;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class ScoreServiceIT {
    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private static final String PROFILE = """
            {"marketplace":"amazon","pack":"amazon","zone":"America/New_York","accountType":"enterprise","verified":true,
             "fulfilment":"self","languages":["en","pt-br"],"calendar":{"weekly":{"MONDAY":[{"from":"09:00","to":"12:00"},
             {"from":"13:00","to":"24:00"}]},"holidays":["2026-12-25"]}}
            """;

    @Inject
    @Counted
    Subscription counting;

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    @Test
    void shouldCountWhatFeedersSayInBothModesOnce() throws Exception {
        Facts facts = new Facts("fed");
        try (Feeder feeder = new Feeder()) {
            for (int i = 0; i < 6; i++) {
                feeder.structured(facts.order("o" + i, T), "order-" + i);
                feeder.structured(facts.order("o" + i, T), "order-" + i);
                feeder.binary(facts.order("o" + i, T), "same-order-elsewhere-" + i);
                feeder.binary(facts.opened("t" + i, Kind.PRE_SALE, T, T.plusSeconds(7200)));
                feeder.binary(facts.answered("t" + i, Kind.PRE_SALE, T, Duration.ofHours(1), null));
                feeder.binary(facts.responded(
                        "t" + i, Kind.PRE_SALE, T, Duration.ofMinutes(30), By.HUMAN, T.plusSeconds(7200)));
            }
            feeder.binary(facts.review("r1", 2, ReviewClass.LOGISTICS, T));
            feeder.binary(facts.hidden("r1", T));
            feeder.binary(facts.dispute("d1", T));
            // set aside, the rest goes on.
            feeder.raw(Topic.MESSAGES, "fed", "no json");
            feeder.binary(facts.answered("t9", Kind.PRE_SALE, T, Duration.ofHours(-1), null));
            feeder.binary(facts.needed("n1", T));
        }

        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "fed")
                .queryParam("asOf", "2026-03-10T00:00:00Z")
                .get("/api/v1/sellers/fed/score")
                .then()
                .statusCode(200)
                .body("counters.care_needed", equalTo(1))
                .body("counters.orders_placed", equalTo(6))
                .body("counters.disputes_opened", equalTo(1))
                .body("counters.turns_opened", equalTo(6))
                .body("counters.'turns_opened.pre_sale'", equalTo(6))
                .body("counters.turns_on_time", equalTo(6))
                .body("counters.answer_seconds", equalTo(6 * 3600))
                .body("counters.reviews_posted", equalTo(0))
                .body("status", equalTo("scored"))
                .body("windowHours", equalTo(720))
                .body("pack", equalTo("aliexpress@2024-06"))
                .body("metrics.answer_rate_24h.value", equalTo(1.0f))
                .body("metrics.answer_rate_24h.sample", equalTo(6))
                .body("metrics.answer_rate_24h.state", equalTo("ok"))
                .body("metrics.dispute_rate.state", equalTo("red"))
                // (100·20 + 100·10 + 0·15)/45
                .body("score", equalTo(66.67f)));

        // SCO-01: nothing of it is in the window of an instant before it, nor when it has rolled out.
        for (String asOf : List.of("2026-02-28T23:59:59Z", "2026-03-31T00:00:00Z")) {
            as("viewer", "fed")
                    .queryParam("asOf", asOf)
                    .get("/api/v1/sellers/fed/score")
                    .then()
                    .statusCode(200)
                    .body("score", nullValue())
                    .body("counters.orders_placed", equalTo(0));
        }
        // Rulebook 0: first seen in an event, it has the default profile, which is there to be matched.
        as("admin", "fed").get("/api/v1/sellers/fed").then().statusCode(200).body("pack", equalTo("aliexpress"));
        as("admin", "fed").body(PROFILE).put("/api/v1/sellers/fed").then().statusCode(428);
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "fed", "nobody-yet")
                .queryParam("sort", "score")
                .get("/api/v1/sellers")
                .then()
                .statusCode(200)
                .body("items.sellerId", equalTo(List.of("fed", "nobody-yet")))
                .body("items[0].scoreAsOf", org.hamcrest.Matchers.notNullValue()));
    }

    @Test
    void shouldAnswerForASellerThatNobodyBroughtYet() throws Exception {
        as("viewer", "stranger")
                .get("/api/v1/sellers/stranger/score")
                .then()
                .statusCode(200)
                .body("status", equalTo("insufficient-data"))
                .body("score", nullValue())
                .body("components", equalTo(List.of()))
                .body("metrics.answer_rate_24h.state", equalTo("absent"))
                .body("freshness.lastEventAt", nullValue());
    }

    @Test
    void shouldRefuseInstantsAndWindowsThatAreNone() throws Exception {
        for (Map.Entry<String, String> bad : Map.of(
                        "asOf=yesterday", "AS_OF_MALFORMED",
                        "asOf=2098-01-01T00:00:00Z", "AS_OF_IN_FUTURE",
                        "window=721", "WINDOW_UNKNOWN",
                        "window=all", "WINDOW_UNKNOWN")
                .entrySet()) {
            as("viewer", "s9")
                    .queryParam(bad.getKey().split("=")[0], bad.getKey().split("=", 2)[1])
                    .get("/api/v1/sellers/s9/score")
                    .then()
                    .log()
                    .ifValidationFails()
                    .statusCode(400)
                    .body("code", equalTo(bad.getValue()));
        }
    }

    @Test
    void shouldShowASellerToNoOther() throws Exception {
        for (String path : List.of("/api/v1/sellers/fed", "/api/v1/sellers/fed/score")) {
            as("admin", "other").get(path).then().statusCode(404);
        }
        as("viewer", "other").body(PROFILE).put("/api/v1/sellers/other").then().statusCode(403);
    }

    @Test
    void shouldReplaceAProfileOnlyForWhoHasSeenIt() throws Exception {
        String path = "/api/v1/sellers/p1";
        as("admin", "p1")
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("zone", equalTo("Asia/Shanghai"));
        as("admin", "p1").body(PROFILE).put(path).then().statusCode(200).header("ETag", "\"1\"");
        as("admin", "p1")
                .get(path)
                .then()
                .statusCode(200)
                .body("zone", equalTo("America/New_York"))
                .body("languages", equalTo(List.of("en", "pt-BR")))
                .body("calendar.weekly.MONDAY[1].to", equalTo("24:00"))
                .body("calendar.holidays", hasItem("2026-12-25"));
        as("admin", "p1").body(PROFILE).put(path).then().statusCode(428);
        as("admin", "p1")
                .header("If-Match", "\"0\"")
                .body(PROFILE)
                .put(path)
                .then()
                .statusCode(412);
        as("admin", "p1")
                .header("If-Match", "\"1\"")
                .body(PROFILE.replace("America/New_York", "Europe/Madrid"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as("viewer", "p1").get(path + "/score").then().body("pack", equalTo("amazon@2024-06"));
    }

    @Test
    void shouldNameEachFaultOfAProfile() throws Exception {
        Map<String, String> faults = Map.of(
                PROFILE.replace("America/New_York", "America/Nowhere"), "ZONE_UNKNOWN",
                PROFILE.replace("\"pack\":\"amazon\"", "\"pack\":\"ebay\""), "PACK_UNKNOWN",
                PROFILE.replace("13:00", "11:00"), "SHIFTS_OVERLAP",
                PROFILE.replace("12:00", "08:00"), "SHIFT_MALFORMED",
                PROFILE.replace("MONDAY", "SOMEDAY"), "DAY_UNKNOWN",
                PROFILE.replace("2026-12-25", "2026-13-25"), "HOLIDAY_MALFORMED",
                PROFILE.replace("enterprise", "charity"), "ACCOUNT_TYPE_UNKNOWN",
                PROFILE.replace("pt-br", "?"), "LANGUAGE_MALFORMED");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            as("admin", "p2")
                    .body(fault.getKey())
                    .put("/api/v1/sellers/p2")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo(fault.getValue()));
        }
    }

    @Test
    void shouldShowThePacks() throws Exception {
        as("viewer", "s9").get("/api/v1/packs").then().statusCode(200).body("items.name", hasItem("amazon"));
        as("viewer", "s9")
                .get("/api/v1/packs/aliexpress")
                .then()
                .statusCode(200)
                .body("label", equalTo("aliexpress@2024-06"))
                .body("score.minSample", equalTo(5))
                .body("score.components[2].source", equalTo("MARKETPLACE"));
        as("viewer", "s9").get("/api/v1/packs/ebay").then().statusCode(404);
    }

    @Test
    void shouldStoreWhatTheLedgerInMemoryHoldsWhateverTheOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RapportEvent> history = new History(random, T).events();
        ScoreRules rules = MemoryLedger.rules("aliexpress");
        MemoryLedger ledger = MemoryLedger.of(history);
        Collections.shuffle(history, random);
        for (int from = 0; from < history.size(); from += 40) {
            apply(history.subList(from, Math.min(history.size(), from + 40)));
        }
        for (int window : Window.SHIPPED) {
            for (int i = 0; i < 10; i++) {
                Instant asOf = T.plusSeconds(random.nextLong(40L * 86_400));
                WindowSums sums = WindowSums.empty(Window.at(asOf, window), rules);
                try (Connection tx = worker.getConnection()) {
                    WindowReader.read(tx, Map.of("s1", sums), sums.window());
                }
                assertThat(sums.told())
                        .as("seed %d", seed)
                        .isEqualTo(ledger.sums("s1", asOf, window, rules).told());
                assertThat(ScoreCard.of(sums, rules)).isEqualTo(ledger.card("s1", asOf, window, rules));
            }
        }
    }

    private void apply(List<RapportEvent> events) throws SQLException {
        List<Received> batch = new ArrayList<>();
        for (RapportEvent event : events) {
            Envelope envelope = new Envelope(
                    "id-" + batch.size(), "/test", EventType.of(event), null, null, null, null, null, false);
            batch.add(new Received(envelope, event, EventType.of(event).topic(), 0, batch.size(), T));
        }
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            // As if the history were lived through: days settle one after another.
            counting.handler().apply(tx, batch, T.plus(Duration.ofDays(40)));
            tx.commit();
        }
    }
}
