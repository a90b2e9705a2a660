package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-14 over REST and Kafka: disputes and complaints, steps done, late and not needed. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class FastIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldFollowFastWhenADisputeOpensAndTellOfStepsThatAreLate() {
        Shop shop = new Shop("disputed");
        Instant opened = now.minus(Duration.ofMinutes(70));
        topics.tell(
                "e-",
                List.of(
                        shop.asked("c1", "m1", opened.minusSeconds(60)),
                        new DisputeOpened(
                                "disputed", "d1", "o1", null, null, "late", opened, now.plus(Duration.ofDays(2)))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1/fast").statusCode() == 200);
        await().atMost(PATIENCE).untilAsserted(() -> {
            topics.tell(
                    "later-" + System.nanoTime(), List.of(shop.asked("c9", "m" + System.nanoTime(), Instant.now())));
            assertThat(alerts("disputed")).hasSize(2);
        });

        shop.get("/conversations/c1")
                .then()
                .body("fast.reason", equalTo("DISPUTE"))
                .body("fast.current", equalTo("FACTS"))
                .body("fast.steps.state", equalTo(List.of("overdue", "overdue", "open", "open")))
                .body(
                        "fast.steps[2].dueAt",
                        equalTo(opened.plus(Duration.ofHours(2)).toString()));
        step(shop.as("ana", "agent"), "disputed", "FACTS", "Order, thread and parcel looked at")
                .then()
                .statusCode(200)
                .body("current", equalTo("ACTION_PLAN"))
                .body("steps[0].state", equalTo("late"))
                .body("steps[0].doneBy", equalTo("ana"));
        step(shop.as("ana", "agent"), "disputed", "FACTS", "Again")
                .then()
                .statusCode(409)
                .body("code", equalTo("STEP_NOT_OPEN"));
        step(shop.as("ana", "agent"), "disputed", "SUPERVISOR", "Me").then().statusCode(403);
        topics.tell("closed-", List.of(new DisputeClosed("disputed", "d1", "SELLER", now)));
        await().atMost(PATIENCE)
                .until(() -> "waived".equals(shop.get("/conversations/c1/fast").path("steps[2].state")));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(topics.about("disputed", AlertResolved.class, Topic.ALERTS))
                    .filteredOn(alert -> alert.rule().equals("MSG-14"))
                    .hasSize(1);
            assertThat(steps("disputed")).containsExactly("FACTS", "ACTION_PLAN");
        });
    }

    @Test
    void shouldFollowFastWhenABuyerComplainsOrAnAgentEscalates() {
        Shop shop = new Shop("complained");
        topics.tell(
                "e-",
                List.of(
                        wrote("complained", "c1", "I am very disappointed, this is a terrible service!"),
                        wrote("complained", "c2", "Is it blue?")));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c2").statusCode() == 200);

        shop.get("/conversations/c1/fast")
                .then()
                .statusCode(200)
                .body("reason", equalTo("COMPLAINT"))
                .body("steps", hasSize(4));
        shop.get("/conversations/c2/fast").then().statusCode(404);
        shop.get("/conversations/c2").then().body("fast", nullValue());
        escalate(shop, "c2")
                .then()
                .statusCode(201)
                .body("reason", equalTo("AGENT"))
                .body("current", equalTo("FACTS"));
        escalate(shop, "c2").then().statusCode(409).body("code", equalTo("ALREADY_ESCALATED"));
        escalate(shop, "nowhere").then().statusCode(404);
        step(shop.as("sue", "supervisor"), "complained", "SUPERVISOR", "I have called the buyer")
                .then()
                .statusCode(200)
                .body("steps[2].doneBy", equalTo("sue"));
        step(shop.as("ana", "agent"), "complained", "AGREEMENT", null).then().statusCode(200);
        step(shop.as("ana", "agent"), "complained", "DANCE", null).then().statusCode(404);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(steps("complained")).containsExactlyInAnyOrder("FACTS", "FACTS"));
        assertThat(alerts("complained")).isEmpty();
    }

    private List<String> steps(String seller) {
        return topics.about(seller, ConversationEscalated.class, Topic.MESSAGES).stream()
                .filter(fact -> !fact.conversationId().equals("c9"))
                .map(ConversationEscalated::step)
                .toList();
    }

    private List<AlertRaised> alerts(String seller) {
        return topics.about(seller, AlertRaised.class, Topic.ALERTS).stream()
                .filter(alert -> alert.rule().equals("MSG-14"))
                .toList();
    }

    private static Response escalate(Shop shop, String conversation) {
        return shop.as("ana", "agent")
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/" + conversation + "/escalate");
    }

    private static Response step(RequestSpecification request, String seller, String step, @Nullable String note) {
        return request.contentType(ContentType.JSON)
                .body(note == null ? Map.of() : Map.of("note", note))
                .post("/api/v1/sellers/" + seller + "/conversations/c1/fast/" + step);
    }

    private BuyerMessageReceived wrote(String seller, String conversation, String text) {
        return new BuyerMessageReceived(
                seller,
                conversation,
                "m1",
                Kind.AFTER_SALE,
                new Buyer("b-" + conversation, null, "US", "en"),
                text,
                now.minusSeconds(60),
                null,
                null);
    }
}
