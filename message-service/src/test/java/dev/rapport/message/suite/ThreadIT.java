package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rapport.events.InboundEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One conversation as several read it: older messages in pages, and who else is there. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ThreadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldPageThroughAThreadFromItsEnd() {
        var shop = new Shop("long-thread");
        // Three of each second: what is of one moment keeps one order, page by page.
        List<InboundEvent> said = new ArrayList<>(IntStream.range(0, 1_203)
                .mapToObj(i -> shop.asked("c1", "m-%04d".formatted(i), begun.plusSeconds(i / 3)))
                .toList());
        said.add(shop.asked("c2", "m-0", begun));
        topics.tell("e-", said);
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c2").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1")
                .path("messages[-1].messageId")
                .equals("m-1202"));

        Response thread = shop.get("/conversations/c1");
        thread.then()
                .body("messages", hasSize(500))
                .body("earlierMessages", equalTo(true))
                .body("earlier", notNullValue());
        List<String> read =
                new ArrayList<>(thread.<List<String>>path("messages.messageId").reversed());
        for (String cursor = thread.path("earlier"); cursor != null; ) {
            Response page = messages(shop, "c1", Map.of("limit", 200, "cursor", cursor));
            page.then().statusCode(200);
            read.addAll(page.<List<String>>path("items.messageId"));
            cursor = page.path("next");
        }
        assertThat(read)
                .containsExactlyElementsOf(IntStream.range(0, 1_203)
                        .mapToObj(i -> "m-%04d".formatted(1_202 - i))
                        .toList());

        assertThat(messages(shop, "c1", Map.of("limit", 3)).<List<String>>path("items.messageId"))
                .containsExactly("m-1202", "m-1201", "m-1200");
        messages(shop, "c1", Map.of("limit", 3))
                .then()
                .body("items[0].author", equalTo("buyer"))
                .body("items[0].text", notNullValue());
        shop.get("/conversations/c2")
                .then()
                .body("earlierMessages", equalTo(false))
                .body("earlier", nullValue());
        messages(shop, "c2", Map.of()).then().body("items", hasSize(1)).body("next", nullValue());

        String ofAnother = thread.path("earlier");
        messages(shop, "c2", Map.of("cursor", ofAnother)).then().statusCode(400).body("code", equalTo("BAD_CURSOR"));
        messages(shop, "c1", Map.of("limit", 201)).then().statusCode(400);
        messages(shop, "nobody", Map.of()).then().statusCode(404);
    }

    @Test
    void shouldTellWhoElseIsAtAConversation() throws SQLException {
        Shop shop = aShopWithAQuestion("present", "c1", "c2");

        here(shop, "ana", "c1", "reading").then().statusCode(200).body("others", empty());
        here(shop, "ben", "c1", "writing")
                .then()
                .body("others.agentId", contains("ana"))
                .body("others[0].doing", equalTo("reading"))
                .body("others[0].seenAt", notNullValue());
        here(shop, "ana", "c1", "reading")
                .then()
                .body("others.agentId", contains("ben"))
                .body("others.doing", contains("writing"));
        who(shop.as("vera", "viewer"), shop, "c1")
                .then()
                .statusCode(200)
                .body("others.agentId", contains("ana", "ben"));
        who(shop.as("vera", "viewer"), shop, "c2").then().body("others", empty());

        // A subject that is no id has the name facts know it by.
        here(shop, "li@shop", "c2", "reading").then().statusCode(200).body("others", empty());
        who(shop.as("vera", "viewer"), shop, "c2").then().body("others.agentId[0]", startsWith("sub~"));
        here(shop, "li@shop", "c2", "gone").then().statusCode(200);

        here(shop, "ana", "c1", "gone").then().statusCode(200).body("others.agentId", contains("ben"));
        here(shop, "ana", "c1", "gone").then().statusCode(200);
        here(shop, "eve", "c1", "reading").then().body("others.agentId", contains("ben"));

        // Ben's machine has died.
        try (Connection tx = Database.rest("present");
                var age = tx.createStatement()) {
            assertThat(age.executeUpdate(
                            "UPDATE presence SET seen_at = seen_at - interval '31 seconds' WHERE agent_id = 'ben'"))
                    .isOne();
            tx.commit();
        }
        who(shop.as("vera", "viewer"), shop, "c1").then().body("others.agentId", contains("eve"));
        here(shop, "eve", "c2", "reading").then().statusCode(200);
        assertThat(Database.rowsSeenBy("present", "presence"))
                .as("who is gone is forgotten")
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseToHearOfWhatIsNotThere() {
        Shop shop = aShopWithAQuestion("not-present", "c1");

        here(shop, "ana", "nobody", "reading").then().statusCode(404);
        who(shop.as("ana", "agent"), shop, "nobody").then().statusCode(404);
        here(shop, "ana", "c1", "sleeping")
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"))
                .body("violations[0].field", equalTo("doing"));
        here(shop, "ana", "c1", null).then().statusCode(422);
        presence(shop.as("ana", "agent"), "not-present", "c1", "{\"does\":\"reading\"}")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_BODY"));
        presence(shop.as("vera", "viewer"), "not-present", "c1", "{\"doing\":\"reading\"}")
                .then()
                .statusCode(403)
                .body("code", equalTo("ROLE_REQUIRED"));
        presence(new Shop("elsewhere").as("eve", "agent"), "not-present", "c1", "{\"doing\":\"reading\"}")
                .then()
                .statusCode(404);
    }

    /** Many agents at once at one conversation, coming and going: each is heard, none waits for long, none is left behind. */
    @Test
    void shouldHearAgentsWhoComeAndGoTogether() {
        Shop shop = aShopWithAQuestion("crowd", "c1");
        IntStream.range(0, 400).parallel().forEach(i -> here(
                        shop, "a" + i % 8, "c1", i % 3 == 0 ? "writing" : "reading")
                .then()
                .statusCode(200));
        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> here(shop, "a" + i, "c1", "gone").then().statusCode(200));
        who(shop.as("vera", "viewer"), shop, "c1").then().body("others", empty());
    }

    private Shop aShopWithAQuestion(String name, String... conversations) {
        var shop = new Shop(name);
        List<InboundEvent> asked = new ArrayList<>();
        for (String conversation : conversations) {
            asked.add(shop.asked(conversation, "m1", begun));
        }
        topics.tell("e-", asked);
        await().atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversations[conversations.length - 1])
                                .statusCode()
                        == 200);
        return shop;
    }

    private static Response messages(Shop shop, String conversation, Map<String, ?> parameters) {
        return shop.as("ana", "agent")
                .queryParams(parameters)
                .get("/api/v1/sellers/" + shop.sellerId() + "/conversations/" + conversation + "/messages");
    }

    private static Response here(Shop shop, String agent, String conversation, @Nullable String doing) {
        return presence(
                shop.as(agent, "agent"),
                shop.sellerId(),
                conversation,
                doing == null ? "{}" : "{\"doing\":\"" + doing + "\"}");
    }

    private static Response presence(RequestSpecification as, String seller, String conversation, String body) {
        return as.contentType(ContentType.JSON).body(body).post(path(seller, conversation));
    }

    private static Response who(RequestSpecification as, Shop shop, String conversation) {
        return as.get(path(shop.sellerId(), conversation));
    }

    private static String path(String seller, String conversation) {
        return "/api/v1/sellers/" + seller + "/conversations/" + conversation + "/presence";
    }
}
