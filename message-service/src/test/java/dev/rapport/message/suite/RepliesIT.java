package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AccountType;
import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.MessageFact.DeliverySettled;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnReopened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.policy.DefaultProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent answers: MSG-02, MSG-15, MSG-17 (staleness) and MSG-20 over REST and Kafka. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class RepliesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    /** MSG-15: accepted, dispatched, delivered; its echo is not another message. */
    @Test
    void shouldAnswerTheTurnAndBeDeliveredOnce() {
        Shop shop = new Shop("morning");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        Response sent = shop.reply("c1", "It ships tomorrow 😀");
        sent.then()
                .statusCode(201)
                .header("ETag", equalTo("\"2\""))
                .header("Location", notNullValue())
                .body("author", equalTo("human"))
                .body("text", equalTo("It ships tomorrow 😀"))
                .body("delivery.state", equalTo("accepted"))
                .body("version", equalTo(2));
        String messageId = sent.path("messageId");
        String dispatchId = sent.path("delivery.dispatchId");
        assertThat(sent.header("Location")).endsWith("/conversations/c1/messages/" + messageId);
        shop.get("/conversations/c1")
                .then()
                .body("status", equalTo("REPLIED"))
                .body("messages[1].agentId", equalTo("ana"));

        awaitDelivery(shop, "dispatched");
        DispatchRequested request = only(topics.about("morning", DispatchRequested.class, Topic.OUTBOUND));
        assertThat(request.dispatchId()).isEqualTo(dispatchId);
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.what()).isEqualTo(DispatchKind.MESSAGE);
        assertThat(request.conversationId()).isEqualTo("c1");
        assertThat(request.buyerId()).isEqualTo("b-c1");
        assertThat(request.text()).isEqualTo("It ships tomorrow 😀");

        topics.tell(
                "receipt-",
                List.of(
                        new DeliveryReported("morning", dispatchId, 1, 200, "x9", null, null, now()),
                        shop.answered("c1", "x9", now(), false, "it ships TOMORROW", null)));
        awaitDelivery(shop, "delivered");
        take(shop, shop.asked("c2", "m1", now()));

        shop.get("/conversations/c1").then().body("messages", hasSize(2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("morning", DeliverySettled.class, Topic.MESSAGES))
                        .hasSize(1));
        assertThat(only(topics.about("morning", DeliverySettled.class, Topic.MESSAGES))
                        .outcome())
                .isEqualTo(DeliveryOutcome.DELIVERED);
        assertThat(only(topics.about("morning", MessageSent.class, Topic.MESSAGES))
                        .messageId())
                .isEqualTo(messageId);
        assertThat(only(topics.about("morning", TurnResponded.class, Topic.MESSAGES))
                        .by())
                .isEqualTo(By.HUMAN);
        assertThat(only(topics.about("morning", TurnAnswered.class, Topic.MESSAGES))
                        .agentId())
                .isEqualTo("ana");
    }

    @ParameterizedTest
    @CsvSource({"403, refused", "503, failed"})
    void shouldShowWhatTheMarketplaceMadeOfIt(int code, String state) {
        Shop shop = new Shop("receipt-" + code);
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        String dispatchId = shop.reply("c1", "Hello").path("delivery.dispatchId");

        topics.tell("r-", List.of(new DeliveryReported(shop.sellerId(), dispatchId, 1, code, null, null, null, now())));

        awaitDelivery(shop, state);
    }

    /** MSG-15: a refused answer reopens its turn, and the next answer is told anew. */
    @Test
    void shouldReopenTheTurnWhenTheMarketplaceRefusesTheAnswer() {
        Shop shop = new Shop("reopened");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        String dispatchId = shop.reply("c1", "Hello").path("delivery.dispatchId");
        String turnId = shop.get("/conversations/c1").path("turn.turnId");

        topics.tell("r-", List.of(new DeliveryReported("reopened", dispatchId, 1, 403, null, null, "no", now())));

        awaitDelivery(shop, "refused");
        shop.get("/conversations/c1")
                .then()
                .body("status", equalTo("UNREAD"))
                .body("turn.turnId", equalTo(turnId))
                .body("turn.answeredAt", nullValue())
                .body("clocks.find { it.binding }", notNullValue());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("reopened", TurnReopened.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> {
                            assertThat(fact.turnId()).isEqualTo(turnId);
                            assertThat(fact.by()).isEqualTo(By.HUMAN);
                            assertThat(fact.respondedAt()).isNotNull().isEqualTo(fact.answeredAt());
                        }));

        shop.reply("c1", "Hello again").then().statusCode(201);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("reopened", TurnAnswered.class, Topic.MESSAGES))
                        .hasSize(2)
                        .extracting(TurnAnswered::turnId)
                        .containsOnly(turnId));
    }

    /** MSG-15: unless another message answered it. */
    @Test
    void shouldLeaveATurnAnsweredWhenAnotherMessageDid() {
        Shop shop = new Shop("not-reopened");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        String dispatchId = shop.reply("c1", "Hello").path("delivery.dispatchId");
        shop.reply("c1", "Is it the blue one?").then().statusCode(201);

        topics.tell("r-", List.of(new DeliveryReported("not-reopened", dispatchId, 1, 403, null, null, null, now())));

        awaitDelivery(shop, "refused");
        shop.get("/conversations/c1").then().body("status", equalTo("REPLIED"));
    }

    /** MSG-15: a failed attempt is made again after the pack's first wait, under the same dispatch. */
    @Test
    void shouldAskAgainWhenAnAttemptFailed() {
        Shop shop = new Shop("again");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        Response sent = shop.reply("c1", "Hello");
        String dispatchId = sent.path("delivery.dispatchId");
        topics.tell("r-", List.of(new DeliveryReported("again", dispatchId, 1, 503, null, null, "busy", now())));
        awaitDelivery(shop, "failed");
        shop.get("/conversations/c1").then().body("messages[1].delivery.nextAttemptAt", notNullValue());

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(topics.about("again", DispatchRequested.class, Topic.OUTBOUND))
                        .extracting(DispatchRequested::attempt, DispatchRequested::dispatchId)
                        .containsExactly(tuple(1, dispatchId), tuple(2, dispatchId)));
        awaitDelivery(shop, "dispatched");
        topics.tell("r2-", List.of(new DeliveryReported("again", dispatchId, 2, 200, "x1", null, null, now())));

        awaitDelivery(shop, "delivered");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("again", DeliverySettled.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(settled -> {
                            assertThat(settled.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
                            assertThat(settled.attempts()).isEqualTo(2);
                        }));
    }

    @Test
    void shouldDoTheWorkOnceUnderAnIdempotencyKey() {
        Shop shop = new Shop("keyed");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        Response first = shop.reply(shop.as("ana", "agent").header("Idempotency-Key", "k1"), "c1", "Hello");
        Response again = shop.reply(shop.as("ana", "agent").header("Idempotency-Key", "k1"), "c1", "Hello");
        Response other = shop.reply(shop.as("ana", "agent").header("Idempotency-Key", "k1"), "c1", "Goodbye");

        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replay", equalTo("true"));
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        other.then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        shop.get("/conversations/c1").then().body("messages", hasSize(2));
    }

    /** MSG-17: a reply to a stale version is refused, and nothing of it is left. */
    @Test
    void shouldRefuseAReplyToAVersionThatIsGone() {
        Shop shop = new Shop("stale");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        String seen = shop.get("/conversations/c1").header("ETag");
        take(shop, shop.asked("c1", "m2", now().minusSeconds(30)), "c1", 2);

        shop.reply(shop.as("ana", "agent").header("If-Match", seen).header("Idempotency-Key", "k1"), "c1", "Hello")
                .then()
                .statusCode(412)
                .body("code", equalTo("STALE"))
                .body("currentETag", equalTo("\"2\""));
        // A refusal is not kept under the key.
        shop.reply(shop.as("ana", "agent").header("If-Match", "\"2\"").header("Idempotency-Key", "k1"), "c1", "Hello")
                .then()
                .statusCode(201);
    }

    /** Two agents at once: both messages stand, one answers the turn. */
    @Test
    void shouldAnswerATurnOnceWhenTwoAgentsReplyAtOnce() throws Exception {
        Shop shop = new Shop("two-agents");
        List<InboundEvent> asked = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            asked.add(shop.asked("c" + c, "m1", now().minusSeconds(60)));
        }
        topics.tell("e-", asked);
        take(shop, shop.asked("last", "m1", now().minusSeconds(60)));

        try (var agents = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> replies = new ArrayList<>();
            for (int c = 0; c < 10; c++) {
                String conversation = "c" + c;
                for (String agent : List.of("ana", "ben")) {
                    replies.add(() -> shop.reply(shop.as(agent, "agent"), conversation, "This is " + agent)
                            .statusCode());
                }
            }
            for (Future<Integer> reply : agents.invokeAll(replies)) {
                assertThat(reply.get()).isEqualTo(201);
            }
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("two-agents", MessageSent.class, Topic.MESSAGES))
                        .hasSize(20));
        assertThat(topics.about("two-agents", TurnAnswered.class, Topic.MESSAGES))
                .hasSize(10)
                .extracting(TurnAnswered::conversationId)
                .doesNotHaveDuplicates();
        assertThat(topics.about("two-agents", DispatchRequested.class, Topic.OUTBOUND))
                .hasSize(20);
        shop.get("/conversations/c0").then().body("messages", hasSize(3));
    }

    /** With If-Match one of the two hears that it came second. */
    @Test
    void shouldTellTheSecondOfTwoAgentsWhenBothHadSeenTheSameVersion() throws Exception {
        Shop shop = new Shop("two-careful-agents");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));
        String seen = shop.get("/conversations/c1").header("ETag");

        List<Integer> statuses = new ArrayList<>();
        try (var agents = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> replies = new ArrayList<>();
            for (String agent : List.of("ana", "ben")) {
                replies.add(() -> shop.reply(shop.as(agent, "agent").header("If-Match", seen), "c1", "This is " + agent)
                        .statusCode());
            }
            for (Future<Integer> reply : agents.invokeAll(replies)) {
                statuses.add(reply.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 412);
        shop.get("/conversations/c1").then().body("messages", hasSize(2));
    }

    /** MSG-20: each its own code, with the place. */
    @Test
    void shouldRefuseTextsThatAreNoPlainText() {
        Shop shop = new Shop("texts");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        refused(shop.reply("c1", " \n"), "TEXT_EMPTY");
        refused(shop.reply("c1", "x".repeat(1001)), "TEXT_TOO_LONG");
        refused(shop.reply("c1", "a\u0007b"), "TEXT_HAS_CONTROL_CHARACTERS");
        refused(raw(shop, "{\"text\":\"a\\ud83d\"}"), "TEXT_HAS_UNPAIRED_SURROGATES");
        shop.reply("c1", "😀".repeat(1000)).then().statusCode(201);
        // The rulebook forbids HTML for amazon only.
        shop.reply("c1", "<b>Hello</b>").then().statusCode(201);
    }

    @Test
    void shouldRefuseHtmlOnAmazonAndLetItsLongerTextsPass() {
        Shop shop = new Shop("on-amazon");
        var usual = DefaultProfile.of("on-amazon");
        topics.tell(
                "p-",
                List.of(new SellerChanged(
                        "on-amazon",
                        "amazon",
                        "amazon",
                        "America/New_York",
                        AccountType.ENTERPRISE,
                        true,
                        Fulfilment.SELF,
                        usual.calendar(),
                        List.of())));
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        // The profile is on another topic: it may come a moment later.
        await().atMost(PATIENCE).untilAsserted(() -> refused(shop.reply("c1", "<b>Hello</b>"), "TEXT_HAS_MARKUP"));
        shop.reply("c1", "x".repeat(2000)).then().statusCode(201);
        refused(shop.reply("c1", "x".repeat(2001)), "TEXT_TOO_LONG");
    }

    @Test
    void shouldRefuseWhatCannotBeReadAndWhomItDoesNotConcern() {
        Shop shop = new Shop("refusals");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        raw(shop, "{").then().statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        raw(shop, "{}").then().statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        shop.reply("no-such", "Hello").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        shop.reply(shop.as("eve", "viewer"), "c1", "Hello")
                .then()
                .statusCode(403)
                .body("code", equalTo("ROLE_REQUIRED"));
        new Shop("somebody-else")
                .as("ana", "agent")
                .contentType(ContentType.JSON)
                .body("{\"text\":\"Hello\"}")
                .post("/api/v1/sellers/refusals/conversations/c1/replies")
                .then()
                .statusCode(404);
        shop.get("/conversations/c1").then().body("messages", hasSize(1));
    }

    /** Who has read a message answers it, even if the marketplace's clock is ahead of ours. */
    @Test
    void shouldAnswerABuyerWhoseClockIsAhead() {
        Shop shop = new Shop("ahead");
        Instant ahead = now().plusSeconds(300);
        take(shop, shop.asked("c1", "m1", ahead));

        shop.reply("c1", "Hello").then().statusCode(201).body("sentAt", equalTo(ahead.toString()));

        shop.get("/conversations/c1").then().body("status", equalTo("REPLIED"));
    }

    @Test
    void shouldNameAnAgentWhoseSubjectIsNoIdByOneThatIs() {
        Shop shop = new Shop("subjects");
        take(shop, shop.asked("c1", "m1", now().minusSeconds(60)));

        shop.reply(shop.as("ana@example.org|7", "agent"), "c1", "Hello").then().statusCode(201);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("subjects", MessageSent.class, Topic.MESSAGES))
                        .singleElement()
                        .extracting(MessageSent::agentId)
                        .asString()
                        .startsWith("sub~"));
    }

    private void take(Shop shop, InboundEvent event) {
        topics.tell(
                shop.sellerId() + "-" + ((InboundEvent.BuyerMessageReceived) event).conversationId() + "-",
                List.of(event));
        String conversation = ((InboundEvent.BuyerMessageReceived) event).conversationId();
        await().atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }

    private void take(Shop shop, InboundEvent event, String conversation, int messages) {
        topics.tell(shop.sellerId() + "-more-", List.of(event));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> shop.get("/conversations/" + conversation).then().body("messages", hasSize(messages)));
    }

    private static void awaitDelivery(Shop shop, String state) {
        await("delivery " + state).atMost(PATIENCE).untilAsserted(() -> shop.get("/conversations/c1")
                .then()
                .body("messages[1].delivery.state", equalTo(state)));
    }

    private static void refused(Response response, String code) {
        response.then()
                .statusCode(422)
                .body("code", equalTo(code))
                .body("rule", equalTo("MSG-20"))
                .body("violations[0].rule", equalTo("MSG-20"))
                .body("violations[0].span", notNullValue());
    }

    private static Response raw(Shop shop, String body) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/c1/replies");
    }

    private static <T> T only(List<T> items) {
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
