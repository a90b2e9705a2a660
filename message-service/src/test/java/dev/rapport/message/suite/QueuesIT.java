package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.Kind;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.Standing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues over all sellers of a token, by risk, by words, as saved; MSG-17 (what changed) and MSG-19. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class QueuesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    /** SCO-07: what costs most first; what has no price by its clock, who does not wait last. */
    @Test
    void shouldOrderTheQueueByWhatAMissCosts() {
        var sellers = List.of("risk-a", "risk-b", "risk-c");
        for (String seller : sellers) {
            Shop shop = new Shop(seller);
            topics.profile(shop, "amazon");
            topics.tell(
                    "e-",
                    List.of(
                            shop.asked(seller + "-1", "m1", now.minusSeconds(300)),
                            shop.asked(seller + "-2", "m1", now.minusSeconds(200)),
                            shop.answered(seller + "-2", "r1", now.minusSeconds(100), true),
                            shop.asked(seller + "-3", "m1", now.minusSeconds(90)),
                            shop.answered(seller + "-3", "r1", now.minusSeconds(80), false)));
        }
        price("risk-a", Map.of("answer_rate_24h", 0.5, "on_time_response_rate", 0.25));
        price("risk-b", Map.of("answer_rate_24h", 2.0));
        for (String seller : sellers) {
            awaitConversation(new Shop(seller), seller + "-3");
        }
        await().atMost(PATIENCE)
                .until(() -> new Shop("risk-a").get("/conversations/risk-a-1").path("priceOfMiss") != null
                        && new Shop("risk-b").get("/conversations/risk-b-1").path("priceOfMiss") != null);

        var token = of("ana", Set.copyOf(sellers));
        List<String> seen = new ArrayList<>();
        List<Float> prices = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = page(token, "sort", "risk", cursor);
            seen.addAll(page.getList("items.conversationId"));
            prices.addAll(page.getList("items.priceOfMiss", Float.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen)
                .containsExactly(
                        // both have lost nothing yet; the follow-up clock binds before the day's end
                        "risk-b-2",
                        "risk-b-1",
                        "risk-a-1",
                        "risk-a-2",
                        "risk-c-2",
                        "risk-c-1",
                        "risk-a-3",
                        "risk-b-3",
                        "risk-c-3");
        assertThat(prices.subList(0, 4)).containsExactly(2f, 2f, 0.75f, 0.5f);
        assertThat(prices.subList(4, 9)).containsExactly(null, null, 0f, 0f, null);
        // An operator's queue begins with the same.
        assertThat(page(of("op", Set.of("*")), "sort", "risk", null).<String>getList("items.conversationId"))
                .filteredOn(id -> id.startsWith("risk-"))
                .startsWith("risk-b-2", "risk-b-1");
        // Newer prices count at once.
        price("risk-a", Map.of("answer_rate_24h", 3.5));
        await().atMost(PATIENCE).until(() -> page(token, "sort", "risk", null)
                .getString("items[0].conversationId")
                .startsWith("risk-a"));
    }

    /** By words of any script, of one seller or of all of a token's, and of nobody else's. */
    @Test
    void shouldFindWhatWasSaid() {
        Shop shop = new Shop("said");
        Shop other = new Shop("said-elsewhere");
        topics.tell(
                "e-",
                List.of(
                        wrote(shop, "es", "Mi PEDIDO llegó roto, ¿qué hago?"),
                        wrote(shop, "zh", "我的订单什么时候退款？谢谢"),
                        wrote(shop, "en", "Tracking LP00123CN does not move"),
                        shop.answered("en", "r1", now, false, "We will look after the refund", null)));
        var carmen = new Buyer("b-named", "Carmen Nuñez", "ES", "es");
        topics.tell(
                "n-",
                List.of(new BuyerMessageReceived(
                        "said", "named", "m1", Kind.AFTER_SALE, carmen, "The lamp is too dim", now, null, "8190-77")));
        topics.tell("e-", List.of(wrote(other, "zh2", "请问退款到账了吗")));
        awaitConversation(shop, "named");
        awaitConversation(other, "zh2");
        await().atMost(PATIENCE).until(() -> found(shop, "refund").equals(List.of("en")));

        assertThat(found(shop, "llego roto")).containsExactly("es");
        assertThat(found(shop, "退款")).containsExactly("zh");
        assertThat(found(shop, "单什么")).containsExactly("zh");
        assertThat(found(shop, "款")).containsExactly("zh");
        assertThat(found(shop, "退单")).isEmpty();
        assertThat(found(shop, "track lp00123")).containsExactly("en");
        // By the order and the buyer's name, too, alone or with words.
        assertThat(found(shop, "8190-77")).containsExactly("named");
        assertThat(found(shop, "Núñez")).containsExactly("named");
        assertThat(found(shop, "nunez lamp")).containsExactly("named");
        assertThat(found(shop, "pedido 退款")).isEmpty();
        assertThat(shop.as("ana", "agent")
                        .queryParam("q", "谢谢")
                        .queryParam("status", "REPLIED")
                        .get("/api/v1/sellers/said/conversations")
                        .<List<String>>path("items.conversationId"))
                .isEmpty();
        assertThat(page(of("ana", Set.of("said", "said-elsewhere")), "q", "退款", null)
                        .<String>getList("items.conversationId"))
                .containsExactlyInAnyOrder("zh", "zh2");
        shop.as("ana", "agent")
                .queryParam("q", "?!")
                .get("/api/v1/sellers/said/conversations")
                .then()
                .statusCode(400)
                .body("code", equalTo("BAD_PARAMETER"))
                .body("violations[0].field", equalTo("q"));
    }

    /** An agent's own, used by their id; the request's own words go first. */
    @Test
    void shouldKeepAnAgentsFilters() {
        Shop shop = new Shop("saved");
        topics.tell(
                "e-",
                List.of(
                        wrote(shop, "f1", "first"),
                        shop.answered("f1", "r1", now, false),
                        wrote(shop, "f2", "second")));
        awaitConversation(shop, "f2");
        var fay = of("fay", Set.of("saved"));
        var body =
                Map.of("name", "answered", "filter", Map.of("status", "REPLIED", "sort", "due", "sellerId", "saved"));

        var made = RestAssured.given()
                .spec(fay)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/saved-filters");
        made.then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("answered"))
                .body("filter.sort", equalTo("due"))
                .body("filter.q", nullValue());
        String id = made.path("filterId");
        String path = made.header("Location");

        assertThat(page(fay, "filter", id, null).<String>getList("items.conversationId"))
                .containsExactly("f1");
        assertThat(RestAssured.given()
                        .spec(fay)
                        .queryParam("filter", id)
                        .queryParam("status", "UNREAD")
                        .get("/api/v1/conversations")
                        .<List<String>>path("items.conversationId"))
                .containsExactly("f2");
        // Nobody else's.
        RestAssured.given().spec(of("gus", Set.of("saved"))).get(path).then().statusCode(404);
        RestAssured.given()
                .spec(of("gus", Set.of("saved")))
                .queryParam("filter", id)
                .get("/api/v1/conversations")
                .then()
                .statusCode(404);
        RestAssured.given()
                .spec(of("gus", Set.of("saved")))
                .get("/api/v1/saved-filters")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));

        RestAssured.given()
                .spec(fay)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/saved-filters")
                .then()
                .statusCode(409)
                .body("code", equalTo("FILTER_NAME_TAKEN"));
        // A misspelt field would be a filter that lets everything pass.
        for (Map<String, Object> misspelt : List.<Map<String, Object>>of(
                Map.of("name", "x", "status", "REPLIED"), Map.of("name", "x", "filter", Map.of("state", "REPLIED")))) {
            RestAssured.given()
                    .spec(fay)
                    .contentType(ContentType.JSON)
                    .body(misspelt)
                    .post("/api/v1/saved-filters")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("MALFORMED_BODY"))
                    .body("violations[0].message", equalTo("is unknown"));
        }
        var once = keyed(fay, Map.of("name", "once"));
        once.then().statusCode(201);
        keyed(fay, Map.of("name", "once"))
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", equalTo("true"))
                .body("filterId", equalTo(once.path("filterId")));
        keyed(fay, Map.of("name", "twice")).then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        // The same key of somebody else is another one.
        keyed(of("gus", Set.of("saved")), Map.of("name", "twice")).then().statusCode(201);
        RestAssured.given()
                .spec(fay)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "x", "filter", Map.of("status", "LOST")))
                .post("/api/v1/saved-filters")
                .then()
                .statusCode(400)
                .body("code", equalTo("BAD_PARAMETER"));
        RestAssured.given()
                .spec(fay)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "x", "filter", Map.of("sellerId", "another")))
                .post("/api/v1/saved-filters")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("filter.sellerId"));
        RestAssured.given()
                .spec(fay)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "open", "filter", Map.of("clockDueWithinSeconds", 86_400 * 7)))
                .put(path)
                .then()
                .statusCode(428);
        RestAssured.given()
                .spec(fay)
                .header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "open", "filter", Map.of("clockDueWithinSeconds", 86_400 * 7)))
                .put(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        assertThat(page(fay, "filter", id, null).<String>getList("items.conversationId"))
                .containsExactly("f2");
        RestAssured.given()
                .spec(fay)
                .header("If-Match", "\"2\"")
                .delete(path)
                .then()
                .statusCode(204);
        RestAssured.given().spec(fay).get(path).then().statusCode(404);
    }

    private static io.restassured.response.Response keyed(RequestSpecification as, Map<String, Object> body) {
        return RestAssured.given()
                .spec(as)
                .header("Idempotency-Key", "k1")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/saved-filters");
    }

    /** MSG-17: a refusal for having seen an older version says what has happened since. */
    @Test
    void shouldSayWhatChangedWhenAReplyIsStale() {
        Shop shop = new Shop("changed");
        topics.tell("e-", List.of(wrote(shop, "c1", "Where is it?")));
        awaitConversation(shop, "c1");
        String seen = shop.get("/conversations/c1").header("ETag");
        shop.as("ben", "agent")
                .post("/api/v1/sellers/changed/conversations/c1/claim")
                .then()
                .statusCode(200);
        topics.tell("f-", List.of(shop.asked("c1", "m2", now)));
        await().atMost(PATIENCE)
                .until(() ->
                        shop.get("/conversations/c1").<List<?>>path("messages").size() == 2);

        shop.reply(shop.as("ana", "agent").header("If-Match", seen), "c1", "Hello")
                .then()
                .statusCode(412)
                .body("code", equalTo("STALE"))
                .body("rule", equalTo("MSG-17"))
                .body("seenVersion", equalTo(1))
                .body("currentETag", equalTo("\"3\""))
                .body("currentAssignee", equalTo("ben"))
                .body("changes", hasSize(2))
                .body("changes[0].what", equalTo("CLAIMED"))
                .body("changes[0].by", equalTo("ben"))
                .body("changes[0].version", equalTo(2))
                .body("changes[1].what", equalTo("MESSAGE"))
                .body("changes[1].messageId", equalTo("m2"))
                .body("changes[1].author", equalTo("buyer"));
        shop.as("ana", "agent")
                .header("If-Match", seen)
                .post("/api/v1/sellers/changed/conversations/c1/handle")
                .then()
                .statusCode(412)
                .body("changes", hasSize(2));
    }

    /** MSG-19: 72 hours after a question without a word; nothing is sent by itself. */
    @Test
    void shouldListBuyersWhoStaySilentAfterAQuestion() {
        Shop shop = new Shop("silent");
        Instant longAgo = now.minus(80, ChronoUnit.HOURS);
        topics.tell(
                "e-",
                List.of(
                        shop.asked("asked", "m1", longAgo.minusSeconds(60)),
                        shop.answered("asked", "r1", longAgo, false, "Which size do you need?", null),
                        shop.asked("told", "m1", longAgo.minusSeconds(60)),
                        shop.answered("told", "r1", longAgo, false, "It was sent on Monday.", null),
                        shop.asked("back", "m1", longAgo.minusSeconds(60)),
                        shop.answered("back", "r1", longAgo, false, "Which colour do you need?", null),
                        shop.asked("back", "m2", longAgo.plusSeconds(900)),
                        shop.asked("fresh", "m1", now.minusSeconds(60)),
                        shop.answered("fresh", "r1", now.minusSeconds(30), false, "Which size do you need?", null)));
        awaitConversation(shop, "fresh");

        // The seller's events go on, so that the list need not wait for it to be quiet.
        int[] later = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            topics.tell("later-" + later[0]++ + "-", List.of(shop.asked("later", "m" + later[0], now)));
            return shop.get("/win-back")
                    .<List<String>>path("items.conversationId")
                    .equals(List.of("asked"));
        });

        shop.get("/win-back")
                .then()
                .body("items[0].askedAt", equalTo(longAgo.toString()))
                .body("items[0].conversation.buyer.id", equalTo("b-asked"))
                .body("items[0].silentSeconds", not(nullValue()))
                .body("next", nullValue());
        assertThat(shop.get("/conversations/asked").<List<?>>path("messages")).hasSize(2);
        topics.tell("f-", List.of(shop.asked("asked", "m2", now)));
        await().atMost(PATIENCE)
                .until(() -> shop.get("/win-back").<List<?>>path("items").isEmpty());
    }

    private void price(String seller, Map<String, Double> prices) {
        topics.tell(
                "price-" + System.nanoTime() + "-",
                List.of(new ScoreChanged(
                        seller, 90.0, ScoreStatus.SCORED, new Standing(List.of()), prices, null, Instant.now())));
    }

    private BuyerMessageReceived wrote(Shop shop, String conversation, String text) {
        return new BuyerMessageReceived(
                shop.sellerId(),
                conversation,
                "m1",
                Kind.PRE_SALE,
                new Buyer("b-" + conversation, "Ana", null, null),
                text,
                now.minusSeconds(600),
                null,
                null);
    }

    private List<String> found(Shop shop, String q) {
        return shop.as("ana", "agent")
                .queryParam("q", q)
                .get("/api/v1/sellers/" + shop.sellerId() + "/conversations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.conversationId");
    }

    private static RequestSpecification of(String agent, Set<String> sellers) {
        return RestAssured.given().header("Authorization", "Bearer " + Tokens.of(agent, sellers, "agent"));
    }

    private static JsonPath page(RequestSpecification as, String parameter, String value, @Nullable String cursor) {
        RequestSpecification asked = RestAssured.given()
                .spec(as)
                .queryParam(parameter, value)
                .queryParam("limit", parameter.equals("sort") ? 2 : 50);
        if (cursor != null) {
            asked.queryParam("cursor", cursor);
        }
        return asked.get("/api/v1/conversations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void awaitConversation(Shop shop, String conversation) {
        await("conversation " + conversation)
                .atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }
}
