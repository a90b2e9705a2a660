package dev.rapport.score.alerts;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.SendingFrozen;
import dev.rapport.events.MessageFact.SendingThawed;
import dev.rapport.events.Topic;
import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.TopicLog;
import dev.rapport.score.engine.Facts;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SCO-09: alerts of all services, and this one's own. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class AlertsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static String path(String seller) {
        return "/api/v1/sellers/" + seller + "/alerts";
    }

    private static AlertRaised raised(String seller, String id, Instant at) {
        return new AlertRaised(seller, id, "MSG-15", "critical", "channel-1", 0.2, 0.1, at);
    }

    @Test
    void shouldKeepWhatOtherServicesRaiseUntilItIsResolved() throws Exception {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        try (Feeder feeder = new Feeder()) {
            feeder.binary(raised("al1", "a1", at));
            feeder.binary(raised("al1", "a2", at.plusSeconds(60)));
            feeder.binary(raised("al1", "a1", at));
            await().atMost(PATIENCE).untilAsserted(() -> as("viewer", "al1")
                    .get(path("al1"))
                    .then()
                    .statusCode(200)
                    .body("items.alertId", contains("a2", "a1"))
                    .body("items.state", contains("raised", "raised"))
                    .body("items[0].rule", equalTo("MSG-15"))
                    .body("items[0].value", equalTo(0.2f)));
            acknowledging();
            feeder.binary(
                    new AlertResolved("al1", "a2", "MSG-15", "critical", "channel-1", 0.05, 0.1, at.plusSeconds(90)));
            await().atMost(PATIENCE).untilAsserted(() -> as("viewer", "al1")
                    .queryParam("state", "resolved")
                    .get(path("al1"))
                    .then()
                    .body("items.alertId", contains("a2"))
                    .body("items[0].resolvedAt", equalTo("2026-03-01T10:01:30Z")));
        }
        as("viewer", "al1").queryParam("state", "open").get(path("al1")).then().body("items.alertId", contains("a1"));
        String next =
                as("viewer", "al1").queryParam("limit", "1").get(path("al1")).path("next");
        as("viewer", "al1")
                .queryParam("limit", "1")
                .queryParam("cursor", next)
                .get(path("al1"))
                .then()
                .body("items.alertId", contains("a1"))
                .body("next", nullValue());
        as("viewer", "al1")
                .queryParam("state", "gone")
                .get(path("al1"))
                .then()
                .statusCode(400)
                .body("code", equalTo("STATE_UNKNOWN"));
        as("viewer", "nobody").get(path("nobody")).then().statusCode(200).body("items", empty());
    }

    private static void acknowledging() {
        String acknowledgement = path("al1") + "/a1/acknowledgement";
        as("agent", "al1").post(acknowledgement).then().statusCode(403).body("code", equalTo("ROLE_REQUIRED"));
        as("supervisor", "other").post(acknowledgement).then().statusCode(404);
        as("supervisor", "al1")
                .post(path("al1") + "/none/acknowledgement")
                .then()
                .statusCode(404);
        as("supervisor", "al1")
                .header("If-Match", "\"99\"")
                .post(acknowledgement)
                .then()
                .statusCode(412);
        String at = as("supervisor", "al1")
                .post(acknowledgement)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("state", equalTo("acknowledged"))
                .body("acknowledgedBy", equalTo("agent-1"))
                .extract()
                .path("acknowledgedAt");
        as("supervisor", "al1").post(acknowledgement).then().statusCode(200).body("acknowledgedAt", equalTo(at));
        as("viewer", "al1")
                .queryParam("state", "acknowledged")
                .get(path("al1"))
                .then()
                .body("items.alertId", contains("a1"));
    }

    @Test
    void shouldRaiseTheResponseAlarmOnceAndFreezesUntilTheyEnd() throws Exception {
        Facts facts = new Facts("al2");
        Instant now = Instant.now();
        try (Feeder feeder = new Feeder();
                TopicLog log = new TopicLog(Topic.ALERTS, "al2")) {
            for (int i = 0; i < 6; i++) {
                Instant opened = now.minus(Duration.ofMinutes(20 + i));
                feeder.binary(facts.opened("t" + i, Kind.PRE_SALE, opened, null));
                feeder.binary(facts.responded("t" + i, Kind.PRE_SALE, opened, Duration.ofMinutes(10), By.HUMAN, null));
            }
            feeder.binary(new SendingFrozen("al2", now.minusSeconds(10), now.plus(Duration.ofHours(72))));
            await().atMost(PATIENCE).untilAsserted(() -> as("viewer", "al2")
                    .queryParam("state", "open")
                    .get(path("al2"))
                    .then()
                    .body("items.rule", hasItem("MSG-05"))
                    .body("items.subject", hasItem("sending-frozen"))
                    .body("items.find { it.rule == 'MSG-05' }.value", equalTo(600.0f)));
            // One more slow response raises nothing more.
            feeder.binary(facts.responded(
                    "t9", Kind.PRE_SALE, now.minus(Duration.ofMinutes(15)), Duration.ofMinutes(14), By.HUMAN, null));
            feeder.binary(new SendingThawed("al2", Instant.now()));
            await().atMost(PATIENCE).untilAsserted(() -> as("viewer", "al2")
                    .queryParam("state", "resolved")
                    .get(path("al2"))
                    .then()
                    .body("items.subject", contains("sending-frozen")));
            List<AlertRaised> told = log.events(AlertRaised.class);
            assertThat(told).extracting(AlertRaised::rule).containsOnlyOnce("MSG-05");
            assertThat(log.events(AlertResolved.class))
                    .extracting(AlertResolved::subject)
                    .containsExactly("sending-frozen");
        }
    }

    @Test
    void shouldRaiseNothingForAnOldHistory() throws Exception {
        Facts facts = new Facts("al3");
        Instant begin = Instant.now().minus(Duration.ofDays(300));
        try (Feeder feeder = new Feeder()) {
            for (int day = 0; day < 10; day++) {
                for (int i = 0; i < 6; i++) {
                    feeder.binary(facts.opened(
                            "t" + day + "-" + i, Kind.PRE_SALE, begin.plus(Duration.ofHours(24L * day + i)), null));
                }
            }
        }
        // It is judged like any other …
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer", "al3")
                .get("/api/v1/sellers/al3/standing")
                .then()
                .body("measures", hasSize(2)));
        // … and looked at, and disturbs nobody.
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as("viewer", "al3").get("/api/v1/sellers").then().body("items[0].scoreAsOf", notNullValue()));
        as("viewer", "al3").get(path("al3")).then().body("items", empty());
    }
}
