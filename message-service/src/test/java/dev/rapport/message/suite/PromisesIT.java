package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.MessageFact.PromiseBroken;
import dev.rapport.events.MessageFact.PromiseMade;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-16 over REST and Kafka: promises heard, recorded, kept, and broken. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class PromisesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldHearAPromiseShowWhatItCanCostAndSeeItKept() {
        Shop shop = new Shop("promised");
        topics.tell("e-", List.of(placed("promised"), shop.asked("c1", "m1", now.minusSeconds(60))));
        awaitConversation(shop);

        shop.reply("c1", "We will ship your order within 3 days.").then().statusCode(201);

        shop.get("/conversations/c1")
                .then()
                .body("promises", hasSize(1))
                .body("promises[0].deed", equalTo("SHIP"))
                .body("promises[0].state", equalTo("open"))
                .body("promises[0].madeBy", equalTo("ana"))
                .body("promises[0].remainingSeconds", greaterThan(250_000))
                .body("promises[0].canCost.currency", equalTo("USD"))
                .body("promises[0].canCost.value", equalTo("80.00"))
                .body("order.amount.value", equalTo("40.00"));
        String id = shop.get("/promises?state=open&dueBefore=" + now.plus(Duration.ofDays(4)))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .path("items[0].promiseId");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        topics.about("promised", PromiseMade.class, Topic.MESSAGES))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.promiseId()).isEqualTo(id);
                    assertThat(fact.orderId()).isEqualTo("o1");
                    assertThat(fact.what()).isEqualTo("SHIP");
                    assertThat(fact.dueAt()).isBetween(now.plus(Duration.ofDays(3)), now.plus(Duration.ofDays(4)));
                }));

        topics.tell("s-", List.of(new OrderShipped("promised", "o1", "dhl", "JD1", Instant.now())));

        await().atMost(PATIENCE)
                .until(() -> shop.get("/promises?state=kept")
                                .<List<Object>>path("items")
                                .size()
                        == 1);
        shop.get("/promises?state=open").then().body("items", hasSize(0));
        shop.get("/promises?state=none").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
    }

    @Test
    void shouldWarnOfAPromiseAndTellThatItIsBroken() {
        Shop shop = new Shop("broken");
        topics.tell("e-", List.of(placed("broken"), shop.asked("c1", "m1", now.minusSeconds(60))));
        awaitConversation(shop);
        Instant due = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);

        shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "text",
                        "A colleague calls you.",
                        "promise",
                        Map.of("what", "call back", "dueAt", due.toString())))
                .post("/api/v1/sellers/broken/conversations/c1/replies")
                .then()
                .statusCode(201);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("broken", PromiseBroken.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> {
                            assertThat(fact.what()).isEqualTo("call back");
                            assertThat(fact.dueAt()).isEqualTo(due);
                        }));
        assertThat(Instant.now()).isAfter(due);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.about("broken", AlertRaised.class, Topic.ALERTS))
                .extracting(AlertRaised::rule)
                .contains("promise-due", "promise-broken"));
        String id = shop.get("/conversations/c1/promises")
                .then()
                .body("items[0].state", equalTo("broken"))
                .body("items[0].remainingSeconds", nullValue())
                .extract()
                .path("items[0].promiseId");

        settle(shop, id, "KEPT")
                .then()
                .statusCode(200)
                .body("state", equalTo("broken"))
                .body("settledAt", notNullValue());

        settle(shop, id, "KEPT").then().statusCode(409).body("code", equalTo("PROMISE_SETTLED"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("broken", AlertResolved.class, Topic.ALERTS))
                        .extracting(AlertResolved::rule)
                        .contains("promise-due", "promise-broken"));
    }

    /** History: a promise of last year that nothing kept is told of as broken, and nobody is disturbed. */
    @Test
    void shouldTellOfABrokenPromiseOfHistoryAndDisturbNobody() {
        Shop shop = new Shop("old-promise");
        Instant then = Instant.parse("2025-03-03T10:00:00Z");
        topics.tell(
                "e-",
                List.of(
                        shop.asked("c1", "m1", then),
                        shop.answered(
                                "c1", "r1", then.plusSeconds(60), false, "We will refund you within 48 hours.", null),
                        shop.asked("c2", "m1", then),
                        shop.answered("c2", "r1", then.plusSeconds(60), true, "We will reply within 24 hours.", null),
                        shop.answered("c2", "r2", then.plusSeconds(600), false, "Here we are.", null)));
        int[] n = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            topics.tell("later-" + n[0]++ + "-", List.of(shop.asked("c9", "m" + n[0], then.plus(Duration.ofDays(9)))));
            assertThat(topics.about("old-promise", PromiseBroken.class, Topic.MESSAGES))
                    .singleElement()
                    .satisfies(fact -> {
                        assertThat(fact.what()).isEqualTo("REFUND");
                        assertThat(fact.dueAt()).isEqualTo(then.plusSeconds(60).plus(Duration.ofHours(48)));
                    });
            assertThat(shop.get("/promises?state=kept").<List<Object>>path("items"))
                    .hasSize(1);
        });
        assertThat(topics.about("old-promise", AlertRaised.class, Topic.ALERTS))
                .extracting(AlertRaised::rule)
                .doesNotContain("promise-due", "promise-broken");
    }

    @Test
    void shouldRecordAPromiseByHandAndRefuseOneThatSaysNothing() {
        Shop shop = new Shop("by-hand");
        topics.tell("e-", List.of(shop.asked("c1", "m1", now.minusSeconds(60))));
        awaitConversation(shop);

        String id = make(
                        shop,
                        Map.of(
                                "what",
                                "refund",
                                "dueAt",
                                now.plusSeconds(86_400).toString()))
                .then()
                .statusCode(201)
                .body("deed", equalTo("REFUND"))
                .body("orderId", equalTo("o1"))
                .body("canCost", nullValue())
                .extract()
                .path("promiseId");

        settle(shop, id, "WITHDRAWN").then().statusCode(200).body("state", equalTo("lapsed"));
        settle(shop, "none", "KEPT").then().statusCode(404);
        make(shop, Map.of("what", "refund", "dueAt", now.minusSeconds(1).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"))
                .body("violations[0].field", equalTo("dueAt"));
        make(shop, Map.of("what", " ", "dueAt", now.plusSeconds(60).toString()))
                .then()
                .statusCode(422);
        shop.get("/conversations/none/promises").then().statusCode(404);
    }

    private static Response make(Shop shop, Map<String, Object> body) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/c1/promises");
    }

    private static Response settle(Shop shop, String promise, String outcome) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(Map.of("outcome", outcome))
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/c1/promises/" + promise + "/settlement");
    }

    private OrderPlaced placed(String seller) {
        return new OrderPlaced(
                seller,
                "o1",
                Buyer.of("b-c1"),
                List.of(new OrderItem("p1", 1, Money.of("USD", "40.00"), null)),
                Money.of("USD", "40.00"),
                now.minusSeconds(9000),
                null,
                null);
    }

    private static void awaitConversation(Shop shop) {
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);
    }
}
