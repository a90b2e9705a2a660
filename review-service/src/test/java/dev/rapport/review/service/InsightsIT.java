package dev.rapport.review.service;

import static dev.rapport.review.service.Desk.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.Money;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What a seller's reviews say together: improvement, clusters, what compensation brought. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class InsightsIT {
    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    @ConfigProperty(name = "RAPPORT_DB_URL")
    String database;

    @ConfigProperty(name = "RAPPORT_DB_WORKER")
    String user;

    @ConfigProperty(name = "RAPPORT_DB_WORKER_PASSWORD")
    String password;

    /** REV-05: by class, template and agent, with and without all stages; each as a table of its own. */
    @Test
    void shouldReportImprovementByClassTemplateAndAgent() {
        try (Desk desk = new Desk(kafka, "ins-a")) {
            Instant posted = ago(Duration.ofMinutes(9));
            desk.tell(
                    desk.review("r1", "b1", 1, "The parcel never arrived", posted),
                    desk.review("r2", "b2", 2, "Bad quality", posted),
                    desk.review("r3", "b3", 2, "The parcel is late", posted),
                    desk.review("r4", "b4", 5, "Fine", posted));
            reply(desk, "r1", Map.of("text", "Sorry, it is on its way again.", "templateId", "late, sorry"));
            reply(desk, "r2", Map.of("text", "Sorry, we look into it.", "templateId", "late, sorry"));
            reply(desk, "r3", Map.of("text", "Sorry for the delay."));
            desk.post("reviews/r1/replies", Map.of("text", "Again", "templateId", " "))
                    .then()
                    .statusCode(400);
            desk.post("reviews/r1/evidence", Map.of("trackingNumber", "YT9", "note", "sent again"))
                    .then()
                    .statusCode(201)
                    .body("stages[1].outcome.trackingNumber", equalTo("YT9"));
            desk.post("reviews/r1/invitation", Map.of()).then().statusCode(201);
            desk.tell(new BuyerReviewRevised("ins-a", "r1", 5, "It came", Instant.now()));

            desk.get("reviews/r1")
                    .then()
                    .body("reply.templateId", equalTo("late, sorry"))
                    .body("stages[1].outcome.note", equalTo("sent again"))
                    .body("stages[1].owner", equalTo("agent-1"))
                    .body("revisions[0].stars", equalTo(5));
            desk.get("review-insights")
                    .then()
                    .body("classes.find { it.name == 'LOGISTICS' }.improved", equalTo(1.0f))
                    .body("templates.find { it.templateId == 'late, sorry' }.answered", equalTo(2))
                    .body("templates.find { it.templateId == 'late, sorry' }.improved", equalTo(0.5f))
                    .body("templates.find { it.templateId == null }.answered", equalTo(1))
                    .body("agents.agentId", hasItem("agent-1"))
                    .body("agents[0].answered", equalTo(3))
                    .body("method.withStages.reviews", equalTo(1))
                    .body("method.withStages.improved", equalTo(1.0f))
                    .body("method.withStages.usual", equalTo(0.635f))
                    .body("method.withoutStages.reviews", equalTo(2))
                    .body("method.withoutStages.improved", equalTo(0.0f))
                    .body("method.withoutStages.usual", equalTo(0.291f));
            desk.as("agent")
                    .accept("text/csv")
                    .get("/api/v1/sellers/ins-a/review-insights?table=templates")
                    .then()
                    .statusCode(200)
                    .contentType(containsString("text/csv"))
                    .body(containsString("\"late, sorry\",2,2,1,0.5000\r\n"));
            desk.get("review-insights?format=csv&table=stages")
                    .then()
                    .body(containsString("stage,due,inTime,rate\r\n"))
                    .body(containsString("EVIDENCE,0,0,\r\n"));
            desk.get("review-insights?format=csv&table=agents").then().body(containsString("agent-1,3,3,1,0.3333"));
            desk.get("review-insights?table=noise").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        }
    }

    /** REV-03: a stage that is not done in time is told of once, until it is done; not of history. A review is found by its stage. */
    @Test
    void shouldTellOfAStageThatIsNotDoneInTime() {
        try (Desk desk = new Desk(kafka, "ins-b")) {
            desk.tell(
                    desk.review("old", "b1", 1, "broken", ago(Duration.ofDays(4))),
                    desk.review("late", "b2", 1, "broken", ago(Duration.ofMinutes(200))),
                    desk.review("gone", "b3", 1, "broken", ago(Duration.ofMinutes(190))),
                    desk.review("young", "b4", 1, "broken", ago(Duration.ofMinutes(5))));
            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(stageAlerts(desk))
                    .containsExactlyInAnyOrder("review late, stage APOLOGY", "review gone, stage APOLOGY"));
            desk.get("reviews?stage=APOLOGY&dueBefore=" + Instant.now())
                    .then()
                    .body("items.reviewId", hasSize(3))
                    .body("items.reviewId", not(hasItem("young")));
            reply(desk, "late", Map.of("text", "We are sorry."));
            desk.post("reviews/gone/classification", Map.of("class", "MALICIOUS"))
                    .then()
                    .statusCode(201);
            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(desk.heard(Topic.ALERTS, AlertResolved.class))
                    .extracting(AlertResolved::subject)
                    .containsExactlyInAnyOrder("review late, stage APOLOGY", "review gone, stage APOLOGY"));
            desk.get("reviews?stage=EVIDENCE").then().body("items.reviewId", equalTo(List.of("late")));
            desk.get("reviews?stage=LATER").then().statusCode(400);
            assertThat(stageAlerts(desk)).hasSize(2);
        }
    }

    private static List<String> stageAlerts(Desk desk) {
        return desk.heard(Topic.ALERTS, AlertRaised.class).stream()
                .filter(alert -> alert.rule().equals("REV-03"))
                .map(AlertRaised::subject)
                .toList();
    }

    /** REV-07: a country's dispute rate above the period before; a burst, with a promise to each who waits for an answer. */
    @Test
    void shouldRaiseACountryAndABurst() {
        try (Desk desk = new Desk(kafka, "ins-c")) {
            List<InboundEvent> told = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                told.add(order("ins-c", "before-" + i, "b" + i, "ES", "10.00", ago(Duration.ofDays(12))));
                told.add(order("ins-c", "now-" + i, "b" + i, "ES", "10.00", ago(Duration.ofDays(5))));
                told.add(order("ins-c", "fr-before-" + i, "f" + i, "FR", "10.00", ago(Duration.ofDays(12))));
                told.add(order("ins-c", "fr-now-" + i, "f" + i, "FR", "10.00", ago(Duration.ofDays(5))));
            }
            for (int i = 0; i < 6; i++) {
                told.add(disputed("now-" + i, ago(Duration.ofDays(2))));
                told.add(disputed("fr-now-" + i, ago(Duration.ofDays(2))));
                told.add(disputed("fr-before-" + i, ago(Duration.ofDays(10))));
            }
            told.add(disputed("before-0", ago(Duration.ofDays(10))));
            for (int i = 0; i < 3; i++) {
                told.add(desk.review("r" + i, "b" + i, 1, "broken", ago(Duration.ofMinutes(20 + i))));
            }
            desk.tell(told.toArray(InboundEvent[]::new));

            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(desk.heard(Topic.ALERTS, AlertRaised.class))
                    .extracting(AlertRaised::rule, AlertRaised::subject)
                    .containsExactlyInAnyOrder(tuple("REV-07", "country:ES"), tuple("REV-07", "burst")));
            desk.get("review-insights")
                    .then()
                    .body("clusters.find { it.subject == 'burst' }.promises", hasSize(3))
                    .body("clusters.find { it.subject == 'country:ES' }.value", equalTo(5.0f));
            reply(desk, "r0", Map.of("text", "We are sorry and send it again."));
            desk.get("review-insights")
                    .then()
                    .body("clusters.find { it.subject == 'burst' }.promises.reviewId", not(hasItem("r0")))
                    .body("clusters.find { it.subject == 'burst' }.promises", hasSize(2));
        }
    }

    private static DisputeOpened disputed(String order, Instant at) {
        return new DisputeOpened("ins-c", "d-" + order, order, null, null, null, at, null);
    }

    /** MSG-15: a failed attempt is followed by another under the same dispatch; shown as it stands; refused for good. */
    @Test
    void shouldTryAFailedReplyAgain() throws SQLException {
        try (Desk desk = new Desk(kafka, "ins-g")) {
            desk.tell(
                    desk.review("r1", "b1", 1, "broken", ago(Duration.ofMinutes(5))),
                    desk.review("r2", "b2", 1, "broken", ago(Duration.ofMinutes(5))));
            reply(desk, "r1", Map.of("text", "We are sorry."));
            reply(desk, "r2", Map.of("text", "We are sorry, too."));
            String first = desk.get("reviews/r1").jsonPath().getString("reply.delivery.dispatchId");
            String second = desk.get("reviews/r2").jsonPath().getString("reply.delivery.dispatchId");
            desk.get("reviews/r1").then().body("reply.delivery.state", equalTo("accepted"));
            desk.tell(
                    new DeliveryReported("ins-g", first, 1, 500, null, null, "broken", Instant.now()),
                    new DeliveryReported("ins-g", second, 1, 403, null, null, null, Instant.now()));
            desk.get("reviews/r1").then().body("reply.delivery.state", equalTo("failed"));
            desk.get("reviews?stars=1")
                    .then()
                    .body("items.find { it.reviewId == 'r2' }.reply.delivery.state", equalTo("refused"));
            update("UPDATE review_dispatch SET retry_at = now() WHERE retry_at IS NOT NULL AND seller_id = 'ins-g'");
            await().atMost(Desk.PATIENCE)
                    .untilAsserted(() -> assertThat(desk.heard(Topic.OUTBOUND, DispatchRequested.class))
                            .extracting(DispatchRequested::dispatchId, DispatchRequested::attempt)
                            .containsExactlyInAnyOrder(tuple(first, 1), tuple(second, 1), tuple(first, 2)));
            desk.tell(
                    new DeliveryReported("ins-g", first, 2, 200, "ext", null, null, Instant.now()),
                    new DeliveryReported("ins-g", first, 1, 500, null, null, null, Instant.now()));
            desk.get("reviews/r1")
                    .then()
                    .body("reply.delivery.state", equalTo("delivered"))
                    .body("reply.delivery.attempts", equalTo(2));
        }
    }

    /** REV-08: compensation that had time to come back and did not is told of; when it comes back, that is over. */
    @Test
    void shouldTellOfCompensationThatDoesNotComeBack() throws SQLException {
        try (Desk desk = new Desk(kafka, "ins-d")) {
            desk.tell(
                    order("ins-d", "o-r1", "b1", "ES", "30.00", ago(Duration.ofDays(50))),
                    desk.review("r1", "b1", 1, "broken", ago(Duration.ofDays(45))));
            desk.post(
                            "reviews/r1/compensation",
                            Map.of("alternative", 1, "cost", Map.of("currency", "USD", "value", "10.00")))
                    .then()
                    .statusCode(201);
            update("UPDATE compensation SET accepted_at = accepted_at - interval '40 days' WHERE seller_id = 'ins-d'");
            desk.tell(desk.review("r2", "b2", 1, "broken", ago(Duration.ofDays(1))));
            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(desk.heard(Topic.ALERTS, AlertRaised.class))
                    .filteredOn(alert -> alert.rule().equals("REV-08"))
                    .extracting(AlertRaised::subject, AlertRaised::value, AlertRaised::threshold)
                    .containsExactly(tuple("return-on-compensation", 0.0, 3.0)));

            desk.tell(
                    order("ins-d", "again", "b1", "ES", "30.00", ago(Duration.ofDays(20))),
                    desk.review("r3", "b3", 1, "broken", ago(Duration.ofDays(1))));
            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(desk.heard(Topic.ALERTS, AlertResolved.class))
                    .filteredOn(alert -> alert.rule().equals("REV-08"))
                    .extracting(AlertResolved::value)
                    .containsExactly(3.0));
        }
    }

    /** REV-08: whatever a review's order is, its case says what may be offered or why nothing is. */
    @Test
    void shouldLinkAReviewToItsOrderWhenThatComesAndToNobodyElses() {
        try (Desk desk = new Desk(kafka, "ins-e");
                Desk other = new Desk(kafka, "ins-f")) {
            other.tell(order("ins-f", "o-r1", "b1", "ES", "30.00", ago(Duration.ofDays(9))));
            desk.tell(
                    desk.review("r1", "b1", 1, "broken", ago(Duration.ofHours(9))),
                    desk.review("r2", "b2", 1, "broken", ago(Duration.ofHours(9))),
                    order("ins-e", "o-r2", "b2", "ES", "XPF", "3000", ago(Duration.ofDays(9))));
            desk.get("reviews/r1").then().body("proposals.why", equalTo("ORDER_UNKNOWN"));
            desk.get("reviews/r2").then().body("proposals.why", equalTo("RATE_UNKNOWN"));
            desk.post(
                            "reviews/r2/compensation",
                            Map.of("alternative", 1, "cost", Map.of("currency", "dollars", "value", "1")))
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo("cost"));
            desk.tell(order("ins-e", "o-r1", "b1", "ES", "30.00", ago(Duration.ofDays(9))));
            desk.get("reviews/r1").then().body("proposals.alternatives", hasSize(2));
        }
    }

    private void update(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, user, password);
                Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    private static void reply(Desk desk, String review, Map<String, ?> body) {
        desk.post("reviews/" + review + "/replies", body).then().statusCode(201);
    }

    private static OrderPlaced order(
            String seller, String id, String buyer, String country, String usd, Instant placed) {
        return order(seller, id, buyer, country, "USD", usd, placed);
    }

    private static OrderPlaced order(
            String seller, String id, String buyer, String country, String currency, String value, Instant placed) {
        return new OrderPlaced(
                seller,
                id,
                new Buyer(buyer, null, country, null),
                List.of(),
                Money.of(currency, value),
                placed,
                null,
                null);
    }
}
