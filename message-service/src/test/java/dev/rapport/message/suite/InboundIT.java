package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events from Kafka and from REST, mixed, repeated and wrong. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class InboundIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ONE = "application/cloudevents+json";

    /** A Tuesday, 10:00 in Shanghai. */
    private static final Instant TEN = Instant.parse("2024-07-02T02:00:00Z");

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    /** MSG-02: stored once, told once, whatever mixture it comes in. */
    @Test
    void shouldStoreAndTellOnceWhenTheSameMessagesComeByKafkaAndRestUnderOtherIds() {
        Shop shop = new Shop("mixed");
        Random random = new Random(7);
        List<InboundEvent> events = new ArrayList<>();
        for (int c = 0; c < 20; c++) {
            events.add(shop.asked("c" + c, "m1", TEN.plusSeconds(c)));
            events.add(shop.answered("c" + c, "r1", TEN.plusSeconds(60 + c), false));
        }
        topics.tell("kafka-", events);
        List<InboundEvent> again = new ArrayList<>(events);
        Collections.shuffle(again, random);
        shop.post(BATCH, batch("rest-", again)).then().statusCode(200).body("items", hasSize(40));
        topics.tell("kafka-again-", again);
        topics.tell("end-", List.of(shop.asked("the-end", "m1", TEN)));
        awaitConversation(shop, "the-end");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.about("mixed", TurnOpened.class, Topic.MESSAGES))
                .hasSize(21));
        assertThat(topics.about("mixed", TurnAnswered.class, Topic.MESSAGES)).hasSize(20);
        assertThat(topics.about("mixed", MessageSent.class, Topic.MESSAGES)).hasSize(20);
        shop.get("/conversations/c3").then().statusCode(200).body("messages", hasSize(2));
    }

    /** X-02 and the order of one seller's facts. */
    @Test
    void shouldTellWhatATurnWentThroughInOrderUnderItsPack() {
        Shop shop = new Shop("in-order");
        topics.tell(
                "e-",
                List.of(
                        shop.asked("c1", "m1", TEN),
                        shop.answered("c1", "r1", TEN.plusSeconds(10), true),
                        shop.answered("c1", "r2", TEN.plusSeconds(600), false)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.about("in-order", Topic.MESSAGES))
                .extracting(event -> event.envelope().type())
                .containsExactly(
                        EventType.TURN_OPENED,
                        EventType.MESSAGE_SENT,
                        EventType.TURN_RESPONDED,
                        EventType.MESSAGE_SENT,
                        EventType.TURN_ANSWERED));
        List<Decoded.Event> told = topics.about("in-order", Topic.MESSAGES);
        assertThat(told).allSatisfy(event -> {
            assertThat(event.envelope().source()).isEqualTo("/rapport/message-service");
            assertThat(event.envelope().pack()).isEqualTo("aliexpress@2024-06");
            assertThat(event.envelope().sequence()).isNotNull();
        });
        var answered = (TurnAnswered) told.getLast().event();
        assertThat(answered.openedAt()).isEqualTo(TEN);
        assertThat(answered.answeredAt()).isEqualTo(TEN.plusSeconds(600));
        assertThat(answered.autoRespondedAt()).isEqualTo(TEN.plusSeconds(10));
        assertThat(((TurnOpened) told.getFirst().event()).firstResponseDueAt()).isEqualTo(TEN.plusSeconds(7200));
    }

    /** set aside with its reason, and what is behind it is applied. */
    @Test
    void shouldSetAsideAMessageOfAnotherBuyerAndGoOn() {
        Shop shop = new Shop("two-buyers");
        topics.tell(
                "e-",
                List.of(
                        shop.asked("c1", "m1", TEN),
                        new BuyerMessageReceived(
                                "two-buyers",
                                "c1",
                                "m2",
                                Kind.AFTER_SALE,
                                Buyer.of("somebody-else"),
                                "hi",
                                TEN.plusSeconds(1),
                                null,
                                null),
                        shop.asked("c2", "m1", TEN.plusSeconds(2))));
        awaitConversation(shop, "c2");

        shop.get("/conversations/c1").then().statusCode(200).body("messages", hasSize(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.all(Topic.DEAD_LETTERS))
                .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals("two-buyers"))
                .hasSize(1));
    }

    @Test
    void shouldRejectEachBadItemWithItsCodeAndTakeTheRest() {
        Shop shop = new Shop("items");
        String good = structured("good", shop.asked("c1", "m1", TEN));
        String others = structured("others", new Shop("another").asked("c1", "m1", TEN));
        String fact = structured("fact", """
                "rapport.buyer.erased.v1","data":{"sellerId":"items","buyerId":"b1","erasedAt":"2024-07-02T02:00:00Z"}""");
        String unknown = structured("unknown", "\"rapport.from-the-future.v9\",\"data\":{\"sellerId\":\"items\"}");
        String missing =
                structured("missing", "\"rapport.stock.changed.v1\",\"data\":{\"sellerId\":\"items\",\"available\":1}");
        String large = good.replace("\"good\"", "\"large\"").replace("¿Dónde", "x".repeat(262_144));

        shop.post(BATCH, "[" + String.join(",", good, others, fact, unknown, missing, "7", large) + "]")
                .then()
                .statusCode(200)
                .body(
                        "items.status",
                        equalTo(List.of(
                                "accepted", "rejected", "rejected", "rejected", "rejected", "rejected", "rejected")))
                .body(
                        "items.id",
                        equalTo(java.util.Arrays.asList("good", "others", "fact", "unknown", "missing", null, "large")))
                .body(
                        "items.code",
                        equalTo(java.util.Arrays.asList(
                                null,
                                "KEY_MISMATCH",
                                "WRONG_TOPIC",
                                "UNKNOWN_TYPE",
                                "MISSING_FIELD",
                                "NOT_A_CLOUD_EVENT",
                                "TOO_LARGE")));
        awaitConversation(shop, "c1");
    }

    @Test
    void shouldTakeOneEventByItself() {
        Shop shop = new Shop("single");

        shop.post(ONE, structured("e1", shop.asked("c1", "m1", TEN)))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].status", equalTo("accepted"));

        awaitConversation(shop, "c1");
    }

    @Test
    void shouldRefuseWhatIsNoBatch() {
        Shop shop = new Shop("no-batch");

        shop.post(BATCH, "[{").then().statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        shop.post(BATCH, "{}").then().statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        shop.post(ONE, "{} {}").then().statusCode(400).body("code", equalTo("MALFORMED_BODY"));
        shop.post(BATCH, "[" + "{},".repeat(500) + "{}]")
                .then()
                .statusCode(413)
                .body("code", equalTo("TOO_MANY_EVENTS"));
        shop.post("application/json", "[]")
                .then()
                .statusCode(415)
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"))
                .body("traceId", notNullValue());
    }

    /** X-01 and the roles: a feeder brings in and reads nothing, an agent the other way round. */
    @Test
    void shouldLetFeedersInOnlyAndOnlyToTheirSeller() {
        Shop shop = new Shop("guarded");

        shop.as("ana", "agent")
                .contentType(BATCH)
                .body("[]".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/sellers/guarded/inbound")
                .then()
                .statusCode(403);
        shop.as("erp", "feeder")
                .get("/api/v1/sellers/guarded/conversations")
                .then()
                .statusCode(403);
        shop.as("erp", "feeder")
                .contentType(BATCH)
                .body("[]".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/sellers/not-mine/inbound")
                .then()
                .statusCode(404);
    }

    private static void awaitConversation(Shop shop, String conversation) {
        await("conversation " + conversation)
                .atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }

    private static String batch(String ids, List<? extends InboundEvent> events) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            texts.add(structured(ids + i, events.get(i)));
        }
        return "[" + String.join(",", texts) + "]";
    }

    private static String structured(String id, InboundEvent event) {
        String data = new String(new dev.rapport.events.EventCodec().data(event), StandardCharsets.UTF_8);
        return structured(id, "\"" + EventType.of(event).wireName() + "\",\"data\":" + data);
    }

    private static String structured(String id, String typeAndData) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/erp\",\"type\":" + typeAndData + "}";
    }
}
