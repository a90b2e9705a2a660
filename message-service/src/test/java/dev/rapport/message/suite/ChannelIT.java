package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.MessageFact.DeliverySettled;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-15 over REST and Kafka: a channel that fails, and work that goes on outside of it. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ChannelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SENT = 11;

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldLetRepliesWaitWhileTheChannelIsDegradedAndGoWhenItIsWell() {
        Shop shop = new Shop("outage");
        List<String> dispatches = fail(shop);
        await().atMost(PATIENCE).until(() -> shop.get("/channel").path("state").equals("degraded"));
        assertThat(alerts(shop)).hasSize(1);

        String waiting = shop.reply("c0", "We are looking for it.")
                .then()
                .statusCode(201)
                .body("delivery.state", equalTo("accepted"))
                .body("delivery.attempts", equalTo(0))
                .extract()
                .path("delivery.dispatchId");

        shop.get("/channel")
                .then()
                .body("waiting", equalTo(1))
                .body("notice", nullValue())
                .body("failures", equalTo(SENT));
        assertThat(dispatched(shop)).doesNotContain(waiting);
        assertThat(shop.get("/conversations/c0").<List<String>>path("messages.delivery.state"))
                .contains("accepted");
        List<RapportEvent> well = new ArrayList<>();
        for (int attempt = 2; attempt <= 13; attempt++) {
            for (String dispatch : dispatches) {
                well.add(report(shop, dispatch, attempt, 200));
            }
        }
        topics.tell("well-", well);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(dispatched(shop)).contains(waiting));
        shop.get("/channel").then().body("state", equalTo("ok")).body("waiting", equalTo(0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("outage", AlertResolved.class, Topic.ALERTS))
                        .extracting(AlertResolved::alertId)
                        .containsAll(alerts(shop)));
    }

    @Test
    void shouldOfferTheNoticeAWorkListAndTakeWhatWasSettledOutside() {
        Shop shop = new Shop("outside");
        save(shop, Map.of("en", "We are back soon; write to shop@example.com"))
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"));
        save(shop, Map.of("en", "Our replies are late today; nobody is forgotten."))
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
        save(shop, Map.of("en", "Again")).then().statusCode(428);
        fail(shop);
        topics.tell(
                "open-",
                List.of(
                        shop.asked("late", "m1", now.minusSeconds(7200)),
                        shop.asked("early", "m1", now.minusSeconds(9000)),
                        shop.asked("quiet", "m1", now.minusSeconds(600))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/quiet").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> shop.get("/channel").path("state").equals("degraded"));
        shop.get("/channel").then().body("notice.texts.en", containsString("nobody is forgotten"));
        String waiting = shop.reply("quiet", "On its way.")
                .then()
                .statusCode(201)
                .extract()
                .path("messageId");

        Response list = shop.get("/work-list.csv");

        list.then().statusCode(200).contentType(containsString("text/csv"));
        List<String> lines = list.body().asString().lines().toList();
        assertThat(lines.getFirst()).startsWith("dueAt,clock,conversationId");
        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[2]))
                .containsSubsequence("early", "late")
                .doesNotContain("quiet");
        Instant at = now.minusSeconds(1800);
        settle(
                        shop,
                        List.of(
                                Map.of(
                                        "conversationId",
                                        "late",
                                        "at",
                                        at.toString(),
                                        "text",
                                        "Please wait. We will refund you within 3 days. Is that all right?"),
                                Map.of("conversationId", "early", "at", at.toString()),
                                Map.of("conversationId", "quiet", "at", at.toString(), "messageId", waiting),
                                Map.of("conversationId", "quiet", "at", at.toString()),
                                Map.of("conversationId", "nowhere", "at", at.toString())))
                .then()
                .statusCode(200)
                .body(
                        "items.outcome",
                        equalTo(List.of("SETTLED", "SETTLED", "SETTLED", "NOBODY_WAITS", "NO_SUCH_CONVERSATION")));
        shop.get("/conversations/late").then().body("turn.answeredAt", equalTo(at.toString()));
        // MSG-02: judged as if it had been sent through us (MSG-13), and its promise binds (MSG-16).
        shop.get("/conversations/late")
                .then()
                .body("messages.find { it.author == 'human' }.trust", notNullValue())
                .body("promises.deed", hasItem("REFUND"));
        shop.get("/conversations/early").then().body("status", equalTo("HANDLED"));
        shop.get("/conversations/quiet/messages/" + waiting).then().body("delivery.state", equalTo("delivered"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(topics.about("outside", TurnAnswered.class, Topic.MESSAGES))
                    .filteredOn(fact -> fact.answeredAt().equals(at))
                    .hasSize(2);
            assertThat(topics.about("outside", DeliverySettled.class, Topic.MESSAGES))
                    .filteredOn(fact -> fact.messageId().equals(waiting))
                    .singleElement()
                    .satisfies(fact -> {
                        assertThat(fact.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
                        assertThat(fact.attempts()).isZero();
                    });
        });
        settle(
                        shop,
                        List.of(Map.of(
                                "conversationId",
                                "late",
                                "at",
                                now.plusSeconds(9999).toString())))
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("items[0].at"));
    }

    /** Replies whose first attempts all fail; their dispatches. */
    private List<String> fail(Shop shop) {
        List<RapportEvent> asked = new ArrayList<>();
        for (int n = 0; n < SENT; n++) {
            asked.add(shop.asked("c" + n, "m1", now.minusSeconds(60)));
        }
        topics.tell("e-", asked);
        await().atMost(PATIENCE)
                .until(() -> shop.get("/conversations/c" + (SENT - 1)).statusCode() == 200);
        List<String> dispatches = new ArrayList<>();
        for (int n = 0; n < SENT; n++) {
            dispatches.add(shop.reply("c" + n, "Number " + n + " is on its way")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("delivery.dispatchId"));
        }
        topics.tell(
                "fail-",
                dispatches.stream()
                        .map(dispatch -> report(shop, dispatch, 1, 500))
                        .toList());
        return dispatches;
    }

    private static DeliveryReported report(Shop shop, String dispatch, int attempt, int code) {
        return new DeliveryReported(shop.sellerId(), dispatch, attempt, code, null, null, null, Instant.now());
    }

    private List<String> dispatched(Shop shop) {
        return topics.about(shop.sellerId(), DispatchRequested.class, Topic.OUTBOUND).stream()
                .map(DispatchRequested::dispatchId)
                .toList();
    }

    private List<String> alerts(Shop shop) {
        return await().atMost(PATIENCE)
                .until(
                        () -> topics.about(shop.sellerId(), AlertRaised.class, Topic.ALERTS).stream()
                                .filter(alert -> alert.rule().equals("MSG-15"))
                                .map(AlertRaised::alertId)
                                .toList(),
                        found -> !found.isEmpty());
    }

    private static Response save(Shop shop, Map<String, String> texts) {
        return shop.as("sue", "supervisor")
                .contentType(ContentType.JSON)
                .body(Map.of("texts", texts))
                .put("/api/v1/sellers/" + shop.sellerId() + "/outage-notice");
    }

    private static Response settle(Shop shop, List<Map<String, String>> items) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(Map.of("items", items))
                .post("/api/v1/sellers/" + shop.sellerId() + "/settled-outside");
    }
}
