package dev.rapport.review.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.AppealDecided;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.BuyerErased;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact.ReviewAppealDecided;
import dev.rapport.events.ReviewFact.ReviewAppealed;
import dev.rapport.events.ReviewFact.ReviewHidden;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Appeals, clusters, compensation and the three checks, over Kafka and REST. Each test has a seller of its own. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class AppealsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(kafka);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    /** REV-06: evidence from the log, one at a time, approved: hidden. */
    @Test
    void shouldAppealWithEvidenceAndHideTheReviewWhenItIsApproved() {
        Instant placed = ago(Duration.ofDays(9));
        tell(
                "app-a",
                new OrderShipped("app-a", "o-r1", "YT", "YT-77", placed.plusSeconds(3600)),
                new OrderDelivered("app-a", "o-r1", placed.plus(Duration.ofDays(6)), "neighbour", null),
                order("app-a", "o-r1", "USD", "30.00", placed, "toys"),
                new DisputeClosed("app-a", "d1", "withdrawn", placed.plus(Duration.ofDays(8))),
                new DisputeOpened(
                        "app-a", "d1", "o-r1", "p1", "ES", "not <received>", placed.plus(Duration.ofDays(7)), null),
                message("app-a", "m1", "o-r1", "<b>Pay me or one star</b>", placed.plus(Duration.ofDays(7))),
                new SellerMessageObserved(
                        "app-a",
                        "c1",
                        "m2",
                        Kind.AFTER_SALE,
                        buyer(),
                        "It was signed for",
                        placed.plus(Duration.ofDays(8)),
                        false,
                        null,
                        null),
                review("app-a", "r0", 1, "bad", placed),
                review("app-a", "r1", 1, "I want my money or one star", ago(Duration.ofHours(1))));

        post("agent", "app-a", "reviews/r1/appeal", Map.of("statement", "Extortion"))
                .then()
                .statusCode(403);
        post("supervisor", "app-a", "reviews/r1/appeal", Map.of()).then().statusCode(400);
        post("supervisor", "app-a", "reviews/unknown/appeal", Map.of("statement", "x"))
                .then()
                .statusCode(404);
        String appeal = post("supervisor", "app-a", "reviews/r1/appeal", Map.of("statement", "Extortion & threats"))
                .then()
                .statusCode(201)
                .body("state", equalTo("OPEN"))
                .body("usuallyPassed", equalTo(0.412f))
                .extract()
                .path("appealId");
        post("supervisor", "app-a", "reviews/r1/appeal", Map.of("statement", "Again"))
                .then()
                .statusCode(409)
                .body("code", equalTo("APPEALED"))
                .body("rule", equalTo("REV-06"));
        get("app-a", "appeals/" + appeal + "/evidence-pack")
                .then()
                .statusCode(200)
                .body("zone", equalTo("Asia/Shanghai"))
                .body(
                        "timeline.what",
                        contains(
                                "order.placed",
                                "order.shipped",
                                "order.delivered",
                                "dispute.opened",
                                "dispute.closed",
                                "review.posted"))
                .body("timeline[1].detail.trackingNumber", equalTo("YT-77"))
                .body("timeline[0].local", containsString("+08:00"))
                .body("thread.author", contains("buyer", "seller"))
                .body("earlierCases.kind", hasItem("review"))
                .body("missing", hasSize(0));
        agent("app-a")
                .accept("text/html")
                .get("/api/v1/sellers/app-a/appeals/" + appeal + "/evidence-pack")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("&lt;b&gt;Pay me or one star&lt;/b&gt;"))
                .body(not(containsString("<b>Pay")))
                .body(containsString("Extortion &amp; threats"));

        tell("app-a", new AppealDecided("app-a", appeal, true, Instant.now()));
        tell("app-a", new AppealDecided("app-a", appeal, true, Instant.now()));
        get("app-a", "reviews/r1")
                .then()
                .body("hidden", equalTo(true))
                .body("appeal.state", equalTo("APPROVED"))
                .body("stages", hasSize(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard(Topic.REVIEWS, "app-a", ReviewHidden.class))
                .hasSize(1));
        assertThat(heard(Topic.REVIEWS, "app-a", ReviewAppealed.class)).hasSize(1);
        assertThat(heard(Topic.REVIEWS, "app-a", ReviewAppealDecided.class)).hasSize(1);
        assertThat(heard(Topic.OUTBOUND, "app-a", DispatchRequested.class))
                .extracting(DispatchRequested::what)
                .containsExactly(DispatchKind.APPEAL);
    }

    /** REV-06: after a rejection there may be another; X-01: of no other seller. */
    @Test
    void shouldLetARejectedAppealBeMadeAgain() {
        tell("app-b", review("app-b", "r1", 1, "scam", ago(Duration.ofHours(1))));
        String first = post("supervisor", "app-b", "reviews/r1/appeal", Map.of("statement", "First"))
                .then()
                .statusCode(201)
                .extract()
                .path("appealId");
        tell("app-b", new AppealDecided("app-b", first, false, Instant.now()));
        String second = post("supervisor", "app-b", "reviews/r1/appeal", Map.of("statement", "Second"))
                .then()
                .statusCode(201)
                .extract()
                .path("appealId");
        assertThat(second).isNotEqualTo(first);
        get("app-b", "appeals?state=REJECTED").then().body("items.appealId", contains(first));
        get("app-b", "appeals?limit=1").then().body("items.appealId", contains(second));
        get("app-b", "appeals?state=LOST").then().statusCode(400);
        get("app-other", "appeals/" + first + "/evidence-pack").then().statusCode(404);
        get("app-b", "appeals/" + first + "/evidence-pack")
                .then()
                .body("missing", hasItem("the order"))
                .body("order", nullValue());
    }

    /** REV-07: five bad cases of one product within seven days are raised once. */
    @Test
    void shouldRaiseAClusterOnceWhenAProductGetsFiveBadCases() {
        List<InboundEvent> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            told.add(review("app-c", "r" + i, 1 + i % 3, "broken", ago(Duration.ofHours(30 + i))));
        }
        told.add(review("app-c", "old", 1, "broken", ago(Duration.ofDays(8))));
        told.add(review("app-c", "fine", 5, "good", ago(Duration.ofHours(2))));
        tell("app-c", told.toArray(InboundEvent[]::new));
        tell("app-c", new DisputeOpened("app-c", "d1", "o-x", "p1", "ES", null, ago(Duration.ofHours(20)), null));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard(Topic.ALERTS, "app-c", AlertRaised.class))
                .filteredOn(alert -> alert.rule().equals("REV-07"))
                .extracting(AlertRaised::subject)
                .containsExactly("product:p1"));
        tell("app-c", review("app-c", "r9", 1, "broken", ago(Duration.ofHours(19))));
        await().atMost(PATIENCE).untilAsserted(() -> get("app-c", "review-insights")
                .then()
                .body("clusters.subject", contains("product:p1"))
                .body("clusters[0].rule", equalTo("REV-07")));
        assertThat(heard(Topic.ALERTS, "app-c", AlertRaised.class))
                .filteredOn(alert -> alert.rule().equals("REV-07"))
                .hasSize(1);
    }

    /** REV-08: proposed by the matrix, given once, with its cost; REV-09: rule, precedent, alternative. */
    @Test
    void shouldProposeAndKeepCompensation() {
        tell(
                "app-d",
                order("app-d", "o-r1", "USD", "30.00", ago(Duration.ofDays(5)), "toys"),
                order("app-d", "o-r2", "USD", "30.00", ago(Duration.ofDays(5)), "food"),
                review("app-d", "r2", 1, "broken", ago(Duration.ofHours(3))),
                review("app-d", "r1", 2, "broken", ago(Duration.ofHours(2))),
                review("app-d", "r3", 5, "fine", ago(Duration.ofHours(2))));
        get("app-d", "reviews/r1")
                .then()
                .body("proposals.alternatives.number", contains(1, 2))
                .body("proposals.alternatives[0].remedies[0].what", equalTo("partial-refund"));
        get("app-d", "reviews/r2").then().body("proposals.why", equalTo("NEVER_FOR_CATEGORY"));
        Map<String, String> cost = Map.of("currency", "USD", "value", "6.00");
        compensate("r2", Map.of("alternative", 1, "cost", cost), 422, "NOTHING_PROPOSED");
        compensate("r3", Map.of("alternative", 1, "cost", cost), 422, "NOTHING_PROPOSED");
        compensate("r1", Map.of("alternative", 3, "cost", cost), 400, "MALFORMED_BODY");
        compensate(
                "r1",
                Map.of("alternative", 1, "cost", Map.of("currency", "USD", "value", "-1")),
                400,
                "MALFORMED_BODY");
        post("agent", "app-d", "reviews/r1/compensation", Map.of("alternative", 1, "cost", cost))
                .then()
                .statusCode(201)
                .body("cost.value", equalTo("6.00"));
        compensate("r1", Map.of("alternative", 2, "cost", cost), 409, "COMPENSATED");
        tell("app-d", order("app-d", "o-again", "USD", "24.00", Instant.now(), "toys"));
        get("app-d", "review-insights")
                .then()
                .body("compensation.offers", equalTo(1))
                .body("compensation.repeats", equalTo(1))
                .body("compensation.ratio", equalTo(4.0f));
        get("app-d", "reviews/r1/checks")
                .then()
                .statusCode(200)
                .body("platformRule.rule", equalTo("REV-03"))
                .body("precedents.reviewId", hasItem("r2"))
                .body("alternatives.alternatives", hasSize(2));
        get("app-d", "reviews/none/checks").then().statusCode(404);
    }

    /** MSG-18: texts go, counts stay. */
    @Test
    void shouldBlankWhatAnErasedBuyerWrote() {
        tell("app-e", review("app-e", "r1", 1, "I am Ana", ago(Duration.ofHours(3))));
        get("app-e", "reviews/r1").then().body("text", equalTo("I am Ana"));
        topics.tell("erase-e-", List.of(new BuyerErased("app-e", "b1", Instant.now())));
        await().atMost(PATIENCE).untilAsserted(() -> get("app-e", "reviews/r1")
                .then()
                .body("text", nullValue())
                .body("stars", equalTo(1)));
    }

    private void compensate(String review, Map<String, ?> body, int status, String code) {
        post("agent", "app-d", "reviews/" + review + "/compensation", body)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    private <E extends RapportEvent> List<E> heard(Topic topic, String seller, Class<E> type) {
        return topics.heard(topic, seller).stream()
                .map(Decoded.Event::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Instant ago(Duration age) {
        return Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Buyer buyer() {
        return new Buyer("b1", null, "ES", null);
    }

    private static BuyerReviewPosted review(String seller, String id, int stars, @Nullable String text, Instant at) {
        return new BuyerReviewPosted(seller, id, "o-" + id, "p1", buyer(), stars, null, text, at);
    }

    private static OrderPlaced order(
            String seller, String id, String currency, String value, Instant at, String category) {
        Money amount = Money.of(currency, value);
        return new OrderPlaced(
                seller, id, buyer(), List.of(new OrderItem("p1", 1, amount, category)), amount, at, null, null);
    }

    private static BuyerMessageReceived message(String seller, String id, String order, String text, Instant at) {
        return new BuyerMessageReceived(seller, "c1", id, Kind.AFTER_SALE, buyer(), text, at, null, order);
    }

    /** And waits until the last of them is there. */
    private void tell(String seller, InboundEvent... events) {
        String id = "end-" + UUID.randomUUID();
        topics.tell(seller + id + "-", List.of(events));
        Buyer nobody = new Buyer("nobody", null, null, null);
        topics.tell(
                seller + id,
                List.of(new BuyerReviewPosted(
                        seller, id, "o-" + id, "p0", nobody, 5, null, null, ago(Duration.ofDays(90)))));
        await().atMost(PATIENCE).until(() -> get(seller, "reviews/" + id).statusCode() == 200);
    }

    private static Response get(String seller, String path) {
        return agent(seller).get("/api/v1/sellers/" + seller + "/" + path);
    }

    private static Response post(String role, String seller, String path, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + ReviewServers.token(seller, role))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sellers/" + seller + "/" + path);
    }

    private static RequestSpecification agent(String seller) {
        return given().header("Authorization", "Bearer " + ReviewServers.token(seller, "agent"));
    }
}
