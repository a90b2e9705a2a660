package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.InboundEvent;
import dev.rapport.events.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inbox and single conversations: MSG-01, MSG-03, MSG-04, and X-01. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ConversationsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldShowAConversationInTheShapeClientsRelyOn() {
        Shop shop = new Shop("shape");
        Instant asked = now().minusSeconds(600);
        topics.profile(shop, "amazon");
        take(shop, List.of(shop.asked("c1", "m1", asked), shop.answered("c1", "r1", asked.plusSeconds(5), true)));

        shop.get("/conversations/c1")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .header("Cache-Control", equalTo("no-store"))
                .body("conversationId", equalTo("c1"))
                .body("sellerId", equalTo("shape"))
                .body("kind", equalTo("AFTER_SALE"))
                .body("status", equalTo("PENDING"))
                .body("buyer.id", equalTo("b-c1"))
                .body("buyer.language", equalTo("es"))
                .body("scene", equalTo("LOGISTICS_DELAY"))
                .body("triage.urgency", equalTo("HIGH"))
                .body("triage.value", equalTo("LOW"))
                .body("assignee", nullValue())
                .body("version", equalTo(2))
                .body("orderId", equalTo("o1"))
                .body("priceOfMiss", nullValue())
                .body("turn.openedAt", equalTo(asked.toString()))
                .body("turn.respondedAt", equalTo(asked.plusSeconds(5).toString()))
                .body("turn.answeredAt", nullValue())
                .body("messages.author", equalTo(List.of("buyer", "auto")))
                .body("messages[0].text", equalTo("¿Dónde está mi pedido?"))
                .body("messages.language", contains("es", null))
                .body("lastMessage", nullValue())
                .body("messages[0].delivery", nullValue())
                .body("clocks.name", equalTo(List.of("first-response", "answer", "follow-up", "house")))
                .body("clocks[0].state", equalTo("met"))
                .body("clocks[1].state", equalTo("running"))
                .body("clocks[2].state", equalTo("running"))
                .body("clocks[0].metBy", equalTo("auto"))
                .body("clocks[1].dueAt", equalTo(asked.plusSeconds(86_400).toString()))
                .body("clocks[2].remainingSeconds", greaterThan(0))
                .body("clocks[2].pausedUntil", nullValue());
        // A list has a line for what was said last, and says no more of it.
        shop.get("/conversations")
                .then()
                .body("items[0].lastMessage.author", equalTo("auto"))
                .body("items[0].lastMessage.text.length()", lessThanOrEqualTo(160))
                .body("items[0].messages", nullValue());
    }

    /** MSG-03: unanswered is what a day has passed over, whatever was stored. */
    @Test
    void shouldFilterByStatusAsItStandsNowAndByKind() {
        Shop shop = new Shop("filters");
        Instant now = now();
        Instant longAgo = now.minus(30, ChronoUnit.HOURS);
        take(
                shop,
                List.of(
                        shop.asked("unread", "m1", Kind.PRE_SALE, now.minusSeconds(60)),
                        shop.asked("pending", "m1", now.minusSeconds(50)),
                        shop.answered("pending", "r1", now.minusSeconds(40), true),
                        shop.asked("unanswered", "m1", Kind.ORDER_NOTE, longAgo),
                        shop.asked("replied", "m1", now.minusSeconds(30)),
                        shop.answered("replied", "r1", now.minusSeconds(20), false)));

        assertThat(ids(shop, "?status=UNREAD")).containsExactly("unread");
        assertThat(ids(shop, "?status=PENDING")).containsExactly("pending");
        assertThat(ids(shop, "?status=UNANSWERED")).containsExactly("unanswered");
        assertThat(ids(shop, "?status=REPLIED")).containsExactly("replied");
        assertThat(ids(shop, "?status=HANDLED")).isEmpty();
        assertThat(ids(shop, "?kind=PRE_SALE")).containsExactly("unread");
        assertThat(ids(shop, "?scene=LOGISTICS_DELAY&kind=PRE_SALE")).containsExactly("unread");
        assertThat(ids(shop, "?scene=PRICE")).isEmpty();
        assertThat(ids(shop, "?clockDueBefore=" + now)).containsExactly("unanswered");
        assertThat(ids(shop, "?assignee=ana")).isEmpty();
        shop.get("/conversations?clockDueBefore=soon").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        assertThat(ids(shop, "?kind=ORDER_NOTE&status=UNANSWERED")).containsExactly("unanswered");
        assertThat(ids(shop, "")).containsExactly("replied", "pending", "unread", "unanswered");
        // Who does not wait comes last.
        assertThat(ids(shop, "?sort=due")).first().isEqualTo("unanswered");
        assertThat(ids(shop, "?sort=due")).last().isEqualTo("replied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recent", "due"})
    void shouldPageThroughEveryConversationOnceInOrder(String sort) {
        Shop shop = new Shop("paged-" + sort);
        Instant now = now();
        List<InboundEvent> events = new ArrayList<>();
        for (int c = 0; c < 23; c++) {
            // Pairs of one instant; every third has been answered and has no due time.
            Instant at = now.minusSeconds(3600 - c / 2);
            events.add(shop.asked("c" + c, "m1", at));
            if (c % 3 == 0) {
                events.add(shop.answered("c" + c, "r1", at, false));
            }
        }
        take(shop, events);

        List<String> seen = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = page(
                    shop.as("ana", "viewer"), "/api/v1/sellers/" + shop.sellerId() + "/conversations", sort, cursor);
            seen.addAll(page.getList("items.conversationId"));
            keys.addAll(page.getList("items.lastMessageAt"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        if (sort.equals("recent")) {
            assertThat(keys).isSortedAccordingTo(Comparator.reverseOrder());
        } else {
            assertThat(seen.subList(0, 15)).allMatch(id -> Integer.parseInt(id.substring(1)) % 3 != 0);
        }
    }

    /** All of a token's sellers in one order, for a token with several and for an operator's. */
    @Test
    void shouldMergeTheInboxesOfATokensSellers() {
        List<Shop> shops = List.of(new Shop("merge-a"), new Shop("merge-b"), new Shop("merge-c"));
        Instant now = now();
        for (int i = 0; i < 9; i++) {
            Shop shop = shops.get(i % 3);
            topics.tell("e-" + i + "-", List.of(shop.asked("merge-" + i, "m1", now.minusSeconds(100 - i))));
        }
        shops.forEach(shop -> take(shop, List.of()));

        var ofTwo = io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("ana", Set.of("merge-a", "merge-c"), "agent"));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = page(ofTwo, "/api/v1/conversations", "recent", cursor);
            seen.addAll(page.getList("items.conversationId"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(seen)
                .filteredOn(id -> id.startsWith("merge-"))
                .containsExactly("merge-8", "merge-6", "merge-5", "merge-3", "merge-2", "merge-0");

        io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("op", Set.of("*"), "admin"))
                .get("/api/v1/conversations?limit=200")
                .then()
                .statusCode(200)
                .body("items.sellerId.findAll { it.startsWith('merge-') }.size()", equalTo(9));
    }

    /** 404, never 403, and not a row at the database either. */
    @Test
    void shouldShowNothingOfAnotherSeller() throws SQLException {
        Shop theirs = new Shop("theirs");
        take(theirs, List.of(theirs.asked("secret", "m1", now())));
        Shop mine = new Shop("mine");

        mine.get("/conversations/secret").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        mine.as("ana", "agent")
                .get("/api/v1/sellers/theirs/conversations/secret")
                .then()
                .statusCode(404);
        mine.as("ana", "agent")
                .get("/api/v1/sellers/theirs/conversations")
                .then()
                .statusCode(404);
        mine.get("/conversations")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("next", nullValue());

        assertThat(Database.rowsSeenBy("mine", "conversation")).isZero();
        assertThat(Database.rowsSeenBy("mine", "message")).isZero();
        assertThat(Database.rowsSeenBy("theirs", "conversation")).isEqualTo(1);
        assertThat(Database.rowsSeenBy("theirs", "message")).isEqualTo(1);
        assertThat(Database.rowsSeenBy("", "message")).isZero();
    }

    @Test
    void shouldAnswerBadParametersWithProblems() {
        Shop shop = new Shop("bad-parameters");

        shop.get("/conversations?status=LOST").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        shop.get("/conversations?kind=MAIL").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        shop.get("/conversations?sort=price").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        shop.get("/conversations?limit=0").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));
        shop.get("/conversations?cursor=xx").then().statusCode(400).body("code", equalTo("BAD_CURSOR"));
        shop.get("/conversations/%00").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    /** MSG-04: the profile decides; it counts for turns that open after it came. */
    @Test
    void shouldCountByTheCalendarOfTheSellersProfile() {
        Shop shop = new Shop("profiled");
        topics.profile(shop, "amazon");
        Instant asked = now().minusSeconds(10);
        take(shop, List.of(shop.asked("c1", "m1", asked)));

        shop.get("/conversations/c1")
                .then()
                .body("clocks[0].dueAt", equalTo(asked.plusSeconds(12 * 3600).toString()))
                .body("clocks[0].state", equalTo("running"))
                .body("clocks[1].state", equalTo("running"));
    }

    /** Tells events of a seller and waits until they are applied. */
    private void take(Shop shop, List<? extends InboundEvent> events) {
        topics.tell(shop.sellerId() + "-", events);
        Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
        topics.tell("last-", List.of(shop.asked("last-of-" + shop.sellerId(), "m1", longAgo)));
        topics.tell("answered-", List.of(shop.answered("last-of-" + shop.sellerId(), "r1", longAgo, false)));
        await().atMost(PATIENCE)
                .until(() -> Database.rowsSeenBy(
                                shop.sellerId(), "message WHERE message_id = 'r1' AND conversation_id LIKE 'last-%'")
                        == 1);
        delete(shop);
    }

    private static void delete(Shop shop) {
        try (Connection tx = Database.rest(shop.sellerId());
                var delete = tx.createStatement()) {
            delete.executeUpdate("DELETE FROM conversation WHERE conversation_id LIKE 'last-of-%'");
            delete.executeUpdate("DELETE FROM message WHERE conversation_id LIKE 'last-of-%'");
            tx.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(Shop shop, String query) {
        return shop.get("/conversations" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.conversationId");
    }

    private static JsonPath page(RequestSpecification request, String path, String sort, @Nullable String cursor) {
        RequestSpecification asked = io.restassured.RestAssured.given()
                .spec(request)
                .queryParam("sort", sort)
                .queryParam("limit", 5);
        if (cursor != null) {
            asked.queryParam("cursor", cursor);
        }
        return asked.get(path).then().statusCode(200).extract().jsonPath();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
