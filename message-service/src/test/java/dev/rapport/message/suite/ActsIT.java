package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agents do to conversations beside writing: MSG-03, MSG-06, MSG-15 (attempts), MSG-17. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ActsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldLetOneAgentAtATimeReply() {
        Shop shop = aShopWithAQuestion("claimed", "c1");

        act(shop, "ana", "c1", "claim").then().statusCode(200).body("assignee", equalTo("ana"));
        act(shop, "ben", "c1", "claim")
                .then()
                .statusCode(409)
                .body("code", equalTo("IN_OTHER_HANDS"))
                .body("rule", equalTo("MSG-17"))
                .body("assignee", equalTo("ana"));
        shop.reply(shop.as("ben", "agent"), "c1", "Hello")
                .then()
                .statusCode(409)
                .body("code", equalTo("IN_OTHER_HANDS"));
        act(shop, "ben", "c1", "release").then().statusCode(409);
        shop.reply(shop.as("ana", "agent"), "c1", "Hello").then().statusCode(201);
        act(shop, "ana", "c1", "release").then().statusCode(200).body("assignee", nullValue());
        shop.reply(shop.as("ben", "agent"), "c1", "It is me now").then().statusCode(201);

        // A supervisor may step in.
        act(shop, "ana", "c1", "claim").then().statusCode(200);
        shop.reply(shop.as("sue", "supervisor"), "c1", "I take over").then().statusCode(201);
        post(shop.as("sue", "supervisor"), shop, "c1", "release", null).then().statusCode(200);
        act(shop, "eve", "nobody", "claim").then().statusCode(404);
        post(shop.as("eve", "viewer"), shop, "c1", "claim", null).then().statusCode(403);
    }

    @Test
    void shouldRefuseAnActOnAVersionThatIsGone() {
        Shop shop = aShopWithAQuestion("stale-act", "c1");
        String seen = shop.get("/conversations/c1").header("ETag");
        act(shop, "ana", "c1", "claim").then().statusCode(200);

        post(shop.as("ben", "agent").header("If-Match", seen), shop, "c1", "handle", null)
                .then()
                .statusCode(412)
                .body("code", equalTo("STALE"))
                .body("currentETag", notNullValue());
    }

    /** MSG-03: opened by an agent, closed as needing no reply. */
    @Test
    void shouldBePendingWhenReadAndHandledWhenClosed() {
        Shop shop = aShopWithAQuestion("handled", "c1");

        act(shop, "ana", "c1", "read").then().statusCode(200).body("status", equalTo("PENDING"));
        act(shop, "ana", "c1", "handle")
                .then()
                .statusCode(200)
                .body("status", equalTo("HANDLED"))
                .body("clocks.find { it.name == 'answer' }.metBy", equalTo("handled"));
        act(shop, "ana", "c1", "handle").then().statusCode(409).body("code", equalTo("NOBODY_WAITS"));

        assertThat(shop.get("/conversations?status=HANDLED").<List<String>>path("items.conversationId"))
                .containsExactly("c1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("handled", TurnAnswered.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> {
                            assertThat(fact.handled()).isTrue();
                            assertThat(fact.agentId()).isEqualTo("ana");
                        }));
    }

    /** MSG-06: an agent can override; the reason is shown. */
    @Test
    void shouldLetAnAgentJudgeATurnOtherwise() {
        Shop shop = aShopWithAQuestion("triaged", "c1");

        post(
                        shop.as("ana", "agent"),
                        shop,
                        "c1",
                        "triage",
                        Map.of("urgency", "HIGH", "value", "HIGH", "reason", "a good customer"))
                .then()
                .statusCode(200)
                .body("triage.urgency", equalTo("HIGH"))
                .body("triage.value", equalTo("HIGH"))
                .body("triage.handling", equalTo("HUMAN"))
                .body("triage.reasons", hasItem("agent: a good customer"))
                .body("triage.overriddenBy", equalTo("ana"));
        post(shop.as("ana", "agent"), shop, "c1", "triage", Map.of("urgency", "MEDIUM"))
                .then()
                .statusCode(400);
        post(shop.as("ana", "agent"), shop, "c1", "triage", Map.of())
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"));
    }

    /** MSG-17: by turns, within capacity, among those who speak the buyer's language and are on shift. */
    @Test
    void shouldAssignByTurnsWithinCapacity() {
        Shop shop = aShopWithAQuestion("roster", "c0", "c1", "c2", "c3", "c4", "c5");
        put(shop, "ana", Map.of("capacity", 2, "languages", List.of("es")))
                .then()
                .statusCode(201);
        put(shop, "ben", Map.of("capacity", 1, "languages", List.of("es", "en")))
                .then()
                .statusCode(201);
        put(shop, "cho", Map.of("capacity", 9, "languages", List.of("zh")))
                .then()
                .statusCode(201);
        put(shop, "off", Map.of("capacity", 9, "shifts", Map.of("weekly", Map.of())))
                .then()
                .statusCode(201);

        List<String> assigned = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            assigned.add(post(shop.as("sue", "supervisor"), shop, "c" + c, "assign", Map.of())
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("assignee"));
        }

        assertThat(assigned).containsExactly("ana", "ben", "ana");
        post(shop.as("sue", "supervisor"), shop, "c3", "assign", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("NO_AGENT_FREE"));
        post(shop.as("sue", "supervisor"), shop, "c3", "assign", Map.of("agentId", "cho"))
                .then()
                .statusCode(200)
                .body("assignee", equalTo("cho"));
        act(shop, "ana", "c0", "handle").then().statusCode(200);
        post(shop.as("sue", "supervisor"), shop, "c4", "assign", Map.of())
                .then()
                .statusCode(200)
                .body("assignee", equalTo("ana"));
        shop.get("/agents").then().body("items.agentId", equalTo(List.of("ana", "ben", "cho", "off")));
    }

    @Test
    void shouldKeepAgentsByTheirVersions() {
        Shop shop = new Shop("agents");
        put(shop, "ana", Map.of("capacity", 2)).then().statusCode(201).header("ETag", equalTo("\"1\""));

        put(shop, "ana", Map.of("capacity", 3)).then().statusCode(428).body("code", equalTo("PRECONDITION_REQUIRED"));
        putAs(shop.as("sue", "supervisor").header("If-Match", "\"9\""), shop, "ana", Map.of("capacity", 3))
                .then()
                .statusCode(412);
        putAs(shop.as("sue", "supervisor").header("If-Match", "\"1\""), shop, "ana", Map.of("capacity", 3))
                .then()
                .statusCode(200)
                .body("capacity", equalTo(3))
                .body("version", equalTo(2));
        // A clock in a zone that does not exist.
        put(shop, "ben", Map.of("zone", "Europe/Atlantis"))
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_ZONE"))
                .body("violations[0].field", equalTo("zone"));
        put(shop, "ben", Map.of("capacity", -1)).then().statusCode(422).body("code", equalTo("INVALID"));
        putAs(shop.as("ana", "agent"), shop, "ben", Map.of()).then().statusCode(403);
        shop.as("sue", "supervisor")
                .header("If-Match", "\"2\"")
                .delete("/api/v1/sellers/agents/agents/ana")
                .then()
                .statusCode(204);
        shop.get("/agents/ana").then().statusCode(404);
    }

    /** MSG-15: the log of attempts is readable per message; what failed for good can be sent once more by hand. */
    @Test
    void shouldShowTheLogOfAttemptsAndTryAgainOnlyWhatFailed() {
        Shop shop = aShopWithAQuestion("log", "c1");
        Response sent = shop.reply("c1", "Hello");
        String message = "/conversations/c1/messages/" + sent.path("messageId");
        String dispatchId = sent.path("delivery.dispatchId");
        post(shop.as("ana", "agent"), shop, "c1", "messages/" + sent.path("messageId") + "/attempts", null)
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_TO_BE_TRIED_AGAIN"));

        topics.tell("r-", List.of(new DeliveryReported("log", dispatchId, 1, 502, null, null, "bad gateway", now())));
        await().atMost(PATIENCE)
                .until(() -> shop.get(message).path("delivery.state").equals("failed"));
        post(shop.as("ana", "agent"), shop, "c1", "messages/" + sent.path("messageId") + "/attempts", null)
                .then()
                .statusCode(201)
                .body("attempts", equalTo(2));

        shop.get(message).then().body("text", equalTo("Hello")).body("delivery.attempts", equalTo(2));
        shop.get(message + "/attempts")
                .then()
                .body("items", hasSize(2))
                .body("items[0].attempt", equalTo(1))
                .body("items[0].code", equalTo(502))
                .body("items[0].outcome", equalTo("failed"))
                .body("items[0].detail", equalTo("bad gateway"))
                .body("items[0].requestedAt", notNullValue())
                .body("items[1].code", nullValue());
        shop.get("/conversations/c1/messages/m1")
                .then()
                .body("author", equalTo("buyer"))
                .body("delivery", nullValue());
        shop.get("/conversations/c1/messages/none").then().statusCode(404);
    }

    private Shop aShopWithAQuestion(String name, String... conversations) {
        Shop shop = new Shop(name);
        List<InboundEvent> asked = new ArrayList<>();
        for (String conversation : conversations) {
            asked.add(shop.asked(conversation, "m1", now().minusSeconds(60)));
        }
        topics.tell("e-", asked);
        await().atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversations[conversations.length - 1])
                                .statusCode()
                        == 200);
        return shop;
    }

    private static Response act(Shop shop, String agent, String conversation, String what) {
        return post(shop.as(agent, "agent"), shop, conversation, what, null);
    }

    private static Response post(
            RequestSpecification as, Shop shop, String conversation, String what, @Nullable Map<String, ?> body) {
        RequestSpecification request =
                body == null ? as : as.contentType(ContentType.JSON).body(body);
        return request.post("/api/v1/sellers/" + shop.sellerId() + "/conversations/" + conversation + "/" + what);
    }

    private static Response put(Shop shop, String agent, Map<String, ?> body) {
        return putAs(shop.as("sue", "supervisor"), shop, agent, body);
    }

    private static Response putAs(RequestSpecification as, Shop shop, String agent, Map<String, ?> body) {
        return as.contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/sellers/" + shop.sellerId() + "/agents/" + agent);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
