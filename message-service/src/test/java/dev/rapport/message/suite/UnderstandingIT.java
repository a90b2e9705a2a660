package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.MessageFlagged;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.Scene;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service makes of texts and orders: MSG-06, MSG-07, MSG-12, MSG-13, MSG-20, MSG-21. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class UnderstandingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldSortATurnBySceneAndByWhatItsOrderIsWorth() {
        Shop shop = new Shop("worth");
        var ana = new Buyer("b1", "Ana", "ES", null);
        var item = new OrderItem("p1", 2, Money.of("USD", "40.00"), "lamps");
        topics.tell(
                "e-",
                List.of(
                        new OrderPlaced(
                                "worth",
                                "o1",
                                ana,
                                List.of(item),
                                Money.of("USD", "80.00"),
                                now.minusSeconds(9000),
                                null,
                                null),
                        new OrderShipped("worth", "o1", "dhl", "JD014600003", now.minusSeconds(5000)),
                        new DisputeOpened("worth", "d1", "o1", null, null, "late", now.minusSeconds(600), null),
                        new BuyerMessageReceived(
                                "worth",
                                "c1",
                                "m1",
                                Kind.AFTER_SALE,
                                ana,
                                "¿Dónde está mi pedido? Todavía no llega",
                                now.minusSeconds(60),
                                null,
                                "o1")));
        awaitConversation(shop, "c1");

        shop.get("/conversations/c1")
                .then()
                .body("scene", equalTo("LOGISTICS_DELAY"))
                .body("buyer.language", equalTo("es"))
                .body("triage.urgency", equalTo("HIGH"))
                .body("triage.value", equalTo("HIGH"))
                .body("triage.handling", equalTo("HUMAN"))
                .body("triage.reasons", hasItem("the order is worth at least 50 USD"))
                .body("triage.overriddenBy", nullValue());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.about("worth", TurnOpened.class, Topic.MESSAGES))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.scene()).isEqualTo(Scene.LOGISTICS_DELAY);
                    assertThat(fact.language()).isEqualTo("es");
                }));
        shop.get("/orders/o1")
                .then()
                .statusCode(200)
                .body("buyerId", equalTo("b1"))
                .body("history.what", equalTo(List.of("PLACED", "SHIPPED")))
                .body("history[1].trackingNumber", equalTo("JD014600003"))
                .body("disputes", hasSize(1))
                .body("items[0].category", equalTo("lamps"));
        shop.get("/orders/none").then().statusCode(404);
    }

    /** MSG-20: buyers in Spain must leave a note; one that says nothing needs no answer. */
    @Test
    void shouldHandleAnOrderNoteThatSaysNothingAtOnce() {
        Shop shop = new Shop("notes");
        topics.tell(
                "e-",
                List.of(note("trivial", "ES", "-"), note("elsewhere", "DE", "-"), note("real", "ES", "Es un regalo")));
        awaitConversation(shop, "real");

        shop.get("/conversations/trivial").then().body("status", equalTo("HANDLED"));
        shop.get("/conversations/elsewhere").then().body("status", equalTo("UNREAD"));
        shop.get("/conversations/real").then().body("status", equalTo("UNREAD"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("notes", TurnAnswered.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> assertThat(fact.handled()).isTrue()));
    }

    @Test
    void shouldAdviseOnAReplyAndFlagOneThatSaysNothing() {
        Shop shop = new Shop("advised");
        topics.tell("e-", List.of(shop.asked("c1", "m1", now.minusSeconds(60))));
        awaitConversation(shop, "c1");

        // Tried first, it is advised against in the same words; a conversation that is not there advises nothing.
        shop.as("amy", "agent")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Please wait.", "conversationId", "c1"))
                .post("/api/v1/sellers/advised/screenings")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("WARN"))
                .body("findings.rule", hasItem("MSG-21.language"))
                .body("findings.rule", hasItem("MSG-21.case-detail"));
        shop.as("amy", "agent")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Please wait.", "conversationId", "no-such"))
                .post("/api/v1/sellers/advised/screenings")
                .then()
                .statusCode(404);
        String message = shop.reply("c1", "Please wait.")
                .then()
                .statusCode(201)
                .body("warnings.rule", hasItem("MSG-21.language"))
                .body("warnings.rule", hasItem("MSG-21.case-detail"))
                .extract()
                .path("messageId");

        shop.get("/conversations/c1/messages/" + message)
                .then()
                .body("trust", lessThan(60))
                .body("flags", equalTo(List.of("EMPTY")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("advised", MessageFlagged.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> {
                            assertThat(fact.flags()).containsExactly(QualityFlag.EMPTY);
                            assertThat(fact.first()).isTrue();
                        }));
    }

    private BuyerMessageReceived note(String conversation, String country, String text) {
        var buyer = new Buyer("b-" + conversation, null, country, null);
        return new BuyerMessageReceived(
                "notes",
                conversation,
                "m1",
                Kind.ORDER_NOTE,
                buyer,
                text,
                now.minusSeconds(60),
                null,
                "o-" + conversation);
    }

    private static void awaitConversation(Shop shop, String conversation) {
        await().atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }
}
