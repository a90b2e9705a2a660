package dev.rapport.score.explanation;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.Kind;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewOverdue;
import dev.rapport.events.SuppressionReason;
import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.engine.Facts;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SCO-04 to SCO-07 over REST: what was lost and by which events, what will be, what would be. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class ExplanationIT {
    private static final String SCORE = "/api/v1/sellers/why/score";
    private static final Instant T = Instant.now().minus(Duration.ofDays(5));

    private static boolean fed;

    @BeforeEach
    void feed() throws Exception {
        if (fed) {
            return;
        }
        fed = true;
        Facts facts = new Facts("why");
        try (Feeder feeder = new Feeder()) {
            for (int i = 0; i < 40; i++) {
                Instant opened = T.plusSeconds(60L * i);
                feeder.binary(facts.opened("t" + i, Kind.PRE_SALE, opened, null));
                if (i < 37) {
                    feeder.binary(facts.answered("t" + i, Kind.PRE_SALE, opened, Duration.ofHours(2), null));
                } else {
                    feeder.binary(facts.overdue("t" + i, "answer", opened, opened.plus(Duration.ofHours(24))));
                }
                feeder.binary(facts.sent("m" + i, opened));
                for (int j = 0; j < 3; j++) {
                    feeder.binary(facts.order("o" + i + "-" + j, opened));
                }
            }
            for (int i = 0; i < 10; i++) {
                Instant at = T.plusSeconds(60L * i);
                feeder.binary(facts.review("r" + i, 2, ReviewClass.SERVICE, at));
                feeder.binary(facts.needed("n" + i, at));
                if (i > 3) {
                    feeder.binary(facts.replied("r" + i, at, Duration.ofHours(1)));
                    feeder.binary(facts.careSent("n" + i, at, Duration.ofHours(1)));
                }
            }
            feeder.binary(facts.answered("t37", Kind.PRE_SALE, T.plusSeconds(60L * 37), Duration.ofHours(40), null));
            feeder.binary(facts.flagged("m1", T.plusSeconds(60), true, QualityFlag.EMPTY));
            feeder.binary(facts.flagged("m1", T.plusSeconds(60), false, QualityFlag.REPEATED));
            feeder.binary(new ReviewOverdue(
                    "why", "r1", T.plusSeconds(60), T.plusSeconds(60).plus(Duration.ofHours(48))));
            feeder.binary(new ReviewOverdue(
                    "why", "r2", T.plusSeconds(120), T.plusSeconds(120).plus(Duration.ofHours(48))));
            feeder.binary(facts.hidden("r2", T.plusSeconds(120)));
            feeder.binary(facts.dispute("d1", T));
            feeder.binary(facts.careSent("n1", T.plusSeconds(60), Duration.ofHours(30)));
            feeder.binary(facts.suppressed("n2", T.plusSeconds(120), SuppressionReason.SCREENED));
            feeder.binary(facts.suppressed("n3", T.plusSeconds(180), SuppressionReason.CAP_REACHED));
            feeder.binary(facts.violated(T, true));
            feeder.binary(facts.violated(T.plusSeconds(5), true));
            feeder.binary(facts.cleared(T.plusSeconds(5)));
            feeder.binary(facts.opened("last", Kind.PRE_SALE, Instant.now(), null));
        }
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "why")
                .get(SCORE)
                .then()
                .statusCode(200)
                .body("counters.turns_opened", equalTo(41))
                .body("counters.care_needed", equalTo(9))
                .body("counters.messages_flagged", equalTo(1))
                .body("violations", equalTo(1)));
    }

    @Test
    void shouldAccountForEveryPointLost() {
        JsonPath why = as("viewer", "why")
                .get(SCORE + "/explanation")
                .then()
                .statusCode(200)
                .body("status", equalTo("scored"))
                .body("components.name", hasItems("answering", "quality", "reviews", "disputes", "care"))
                .body("components.find { it.name == 'answering' }.misses", equalTo(3))
                .body("components.find { it.name == 'answering' }.total.counter", equalTo("turns_opened"))
                .body("components.find { it.name == 'answering' }.priceOfMiss", notNullValue())
                .body("leftOut.name", equalTo(List.of("promptness")))
                .body("violations.pointsLost", equalTo(0.5f))
                .body("freshness.lagSeconds", notNullValue())
                .extract()
                .jsonPath();
        double lost = why.getDouble("violations.pointsLost");
        for (Object points : why.getList("components.pointsLost")) {
            lost += ((Number) points).doubleValue();
        }
        assertThat(lost).isCloseTo(why.getDouble("pointsLost"), within(1e-3));
        assertThat(100 - lost).isCloseTo(why.getDouble("beforeClamping"), within(1e-3));
        assertThat(why.getDouble("score")).isCloseTo(why.getDouble("beforeClamping"), within(0.0051));
        as("viewer", "why")
                .get(why.getString("components.find { it.name == 'answering' }.evidence"))
                .then()
                .statusCode(200)
                .body("items", hasSize(3));
    }

    private static List<Map<String, Object>> evidence(String component) {
        return as("viewer", "why")
                .queryParam("component", component)
                .get(SCORE + "/explanation/evidence")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    @Test
    void shouldShowTheEventsBehindEachComponentNewestFirst() {
        as("viewer", "why")
                .queryParam("component", "answering")
                .get(SCORE + "/explanation/evidence")
                .then()
                .statusCode(200)
                .body("metric", equalTo("answer_rate_24h"))
                .body("items.turnId", contains("t39", "t38", "t37"))
                .body("items.conversationId", contains("c-t39", "c-t38", "c-t37"))
                .body("items.event", contains("turn.overdue", "turn.overdue", "turn.answered"))
                .body("items[2].doneAt", notNullValue())
                .body("next", nullValue());
        assertThat(evidence("quality")).singleElement().satisfies(item -> assertThat(item)
                .containsEntry("messageId", "m1")
                .containsEntry("conversationId", "c1")
                .containsEntry("flags", List.of("EMPTY", "REPEATED")));
        // r2 was hidden: it lowers nothing any more.
        assertThat(evidence("reviews")).singleElement().satisfies(item -> assertThat(item)
                .containsEntry("reviewId", "r1")
                .containsEntry("event", "review.overdue"));
        assertThat(evidence("disputes")).singleElement().satisfies(item -> assertThat(item)
                .containsEntry("disputeId", "d1")
                .containsEntry("orderId", "o1"));
        assertThat(evidence("care"))
                .extracting(item -> item.get("needId"), item -> item.get("event"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("n2", "care.suppressed"),
                        org.assertj.core.groups.Tuple.tuple("n1", "care.sent"));
        assertThat(evidence("violations")).singleElement().satisfies(item -> assertThat(item)
                .containsEntry("rules", List.of("MSG-10.url")));
    }

    @Test
    void shouldPageThroughEvidence() {
        List<String> turns = new ArrayList<>();
        String next = null;
        do {
            var request =
                    as("viewer", "why").queryParam("component", "answering").queryParam("limit", "2");
            if (next != null) {
                request.queryParam("cursor", next);
            }
            JsonPath page = request.get(SCORE + "/explanation/evidence")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            turns.addAll(page.getList("items.turnId"));
            next = page.getString("next");
        } while (next != null);
        assertThat(turns).containsExactly("t39", "t38", "t37");
        as("viewer", "why")
                .queryParam("component", "answering")
                .queryParam("asOf", T.plus(Duration.ofHours(10)).toString())
                .get(SCORE + "/explanation/evidence")
                .then()
                .statusCode(200)
                // Then nothing was overdue yet.
                .body("items", empty());
        as("viewer", "why")
                .queryParam("component", "charm")
                .get(SCORE + "/explanation/evidence")
                .then()
                .statusCode(400)
                .body("code", equalTo("COMPONENT_UNKNOWN"))
                .body("rule", equalTo("SCO-04"));
    }

    @Test
    void shouldForecastBothLines() {
        JsonPath forecast = as("viewer", "why")
                .queryParam("hours", "48")
                .get(SCORE + "/forecast")
                .then()
                .statusCode(200)
                .body("points", hasSize(49))
                .body("open.answer_rate_24h", equalTo(1))
                .body("thresholds.name", hasItems("choice-suspended", "search-demoted", "care-automation"))
                .extract()
                .jsonPath();
        Object score = as("viewer", "why").get(SCORE).path("score");
        assertThat(forecast.<Object>get("score")).isEqualTo(score);
        assertThat(forecast.<Object>get("points[0].noneAnswered")).isEqualTo(score);
        assertThat(forecast.getFloat("points[30].allAnswered"))
                .isGreaterThan(forecast.getFloat("points[30].noneAnswered"));
        for (String hours : List.of("0", "169", "-1", "many")) {
            as("viewer", "why")
                    .queryParam("hours", hours)
                    .get(SCORE + "/forecast")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("HOURS_OUT_OF_RANGE"));
        }
    }

    @Test
    void shouldSimulate() {
        Object score = as("viewer", "why").get(SCORE).path("score");
        as("viewer", "why")
                .body("{}")
                .post(SCORE + "/simulations")
                .then()
                .statusCode(200)
                .body("difference", equalTo(0.0f))
                .body("actual.score", equalTo(score))
                .body("simulated.score", equalTo(score));
        as("viewer", "why")
                .body("""
                        {"counters":{"turns_answered_24h":40,"violations":0},"penalties":{"violation":2},
                         "weights":{"quality":0,"care":0,"reviews":0,"disputes":0}}
                        """)
                .post(SCORE + "/simulations")
                .then()
                .statusCode(200)
                .body("simulated.score", equalTo(100.0f))
                .body("simulated.components.name", equalTo(List.of("answering")))
                .body("simulated.counters.turns_answered_24h", equalTo(40));
        as("viewer", "why")
                .body("""
                        {"pack":"amazon","curves":{"answering":[[0,50],[1,50]]}}
                        """)
                .post(SCORE + "/simulations")
                .then()
                .statusCode(200)
                .body("simulated.pack", equalTo("amazon@2024-06"))
                .body("simulated.components.find { it.name == 'answering' }.value", equalTo(50.0f));
        as("viewer", "why")
                .body("""
                        {"weights":{"charm":1,"care":-1},"curves":{"care":[[1,0],[0,1]]},"counters":{"turns_late":1,"orders_placed":-1},
                         "penalties":{"violation":-1}}
                        """)
                .post(SCORE + "/simulations")
                .then()
                .statusCode(422)
                .body("code", equalTo("SIMULATION_INVALID"))
                .body("rule", equalTo("SCO-06"))
                .body(
                        "violations.field",
                        containsInAnyOrder(
                                "weights.charm",
                                "weights.care",
                                "curves.care",
                                "counters.turns_late",
                                "counters.orders_placed",
                                "penalties.violation"));
        as("viewer", "why")
                .body("{\"pack\":\"ebay\"}")
                .post(SCORE + "/simulations")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("pack"));
    }
}
