package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.OutboundEvent.DispatchRequested;
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

/** MSG-09 through the real service: rules answer what is new, once a turn, and say why. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class AutoRepliesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldAnswerANewTurnOnceAndOweAHuman() {
        Shop shop = new Shop("ruled");
        put(shop, "hello", welcome()).then().statusCode(201).header("ETag", equalTo("\"1\""));
        topics.tell(
                "e-",
                List.of(
                        shop.asked("old", "m1", Kind.PRE_SALE, now.minusSeconds(7200)),
                        shop.asked("c1", "m1", Kind.PRE_SALE, now.minusSeconds(5)),
                        shop.asked("c2", "m1", Kind.AFTER_SALE, now.minusSeconds(5))));

        await().atMost(PATIENCE)
                .until(() -> "PENDING".equals(shop.get("/conversations/c1").path("status")));

        shop.get("/conversations/c1")
                .then()
                .body("messages.author", equalTo(List.of("buyer", "auto")))
                .body("messages[1].text", equalTo("¡Bienvenida, Ana!"))
                .body("messages[1].delivery.state", notNullValue())
                .body("clocks.find { it.name == 'first-response' }.metBy", equalTo("auto"))
                .body("clocks.find { it.name == 'answer' }.metBy", nullValue())
                .body("clocks.find { it.name == 'follow-up' }.state", notNullValue());
        await().atMost(PATIENCE)
                .untilAsserted(() -> shop.get("/auto-replies/decisions").then().body("items", hasSize(2)));
        shop.get("/auto-replies/decisions")
                .then()
                .body("items.find { it.conversationId == 'c1' }.outcome", equalTo("FIRED"))
                .body("items.find { it.conversationId == 'c1' }.ruleId", equalTo("hello"))
                .body("items.find { it.conversationId == 'c2' }.outcome", equalTo("NO_RULE_FITS"))
                .body("items.find { it.conversationId == 'c2' }.considered[0].outcome", equalTo("DOES_NOT_FIT"));

        // One a turn: what the buyer adds is for a human.
        topics.tell("more-", List.of(shop.asked("c1", "m2", Kind.PRE_SALE, now)));
        await().atMost(PATIENCE).untilAsserted(() -> shop.get("/conversations/c1")
                .then()
                .body("messages.author", equalTo(List.of("buyer", "buyer", "auto"))));
        shop.get("/conversations/old").then().body("status", equalTo("UNREAD"));
        assertThat(topics.about("ruled", DispatchRequested.class, Topic.OUTBOUND))
                .hasSize(1);
        assertThat(topics.about("ruled", TurnResponded.class, Topic.MESSAGES))
                .singleElement()
                .satisfies(fact -> assertThat(fact.by()).isEqualTo(By.AUTO));
    }

    @Test
    void shouldKeepRulesAndRefuseThoseThatCouldNotAnswer() {
        Shop shop = new Shop("rules");
        put(shop, "hello", welcome()).then().statusCode(201);
        put(shop, "hello", welcome()).then().statusCode(428);
        put(shop, "closed", Map.of("trigger", "OUTSIDE_HOURS", "texts", Map.of("en", "We are closed.")))
                .then()
                .statusCode(201)
                .body("active", equalTo(false))
                .body("followUpDebt.days", equalTo(30));
        shop.as("ana", "agent")
                .post("/api/v1/sellers/rules/auto-replies/closed/preview")
                .then()
                .statusCode(200)
                .body("followUpDebt.turns", equalTo(0));
        put(shop, "bad", Map.of("trigger", "WELCOME", "texts", Map.of("en", "Dear {{buyer.nmae}}")))
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_VARIABLE"))
                .body("violations[0].span.start", equalTo(5));
        put(shop, "bad", Map.of("trigger", "WELCOME", "texts", Map.of("en", "Write to me@shop.com")))
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"));
        put(shop, "bad", Map.of("trigger", "KEYWORD", "texts", Map.of("en", "Hello")))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"));
        put(shop, "bad", Map.of("trigger", "NEVER", "texts", Map.of("en", "Hello")))
                .then()
                .statusCode(400);
        shop.get("/auto-replies").then().body("items.ruleId", equalTo(List.of("closed", "hello")));
        shop.as("sue", "supervisor")
                .header("If-Match", "\"1\"")
                .delete("/api/v1/sellers/rules/auto-replies/hello")
                .then()
                .statusCode(204);
        shop.get("/auto-replies/hello").then().statusCode(404);
    }

    private static Map<String, ?> welcome() {
        return Map.of("trigger", "WELCOME", "texts", Map.of("en", "Welcome!", "es", "¡Bienvenida, {{buyer.name}}!"));
    }

    private static Response put(Shop shop, String rule, Map<String, ?> body) {
        return shop.as("sue", "supervisor")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/sellers/" + shop.sellerId() + "/auto-replies/" + rule);
    }
}
