package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.Address;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.BuyerErased;
import dev.rapport.events.Money;
import dev.rapport.events.OrderItem;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A buyer's data (MSG-18) and the chain of evidence about a buyer's claim (MSG-22). */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class CasesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    /** MSG-18: texts and names go everywhere, what happened stays; nobody can be written to who is not there. */
    @Test
    void shouldExportAndEraseABuyersData() {
        Shop shop = new Shop("erasing");
        String buyers = "/api/v1/sellers/erasing/buyers/";
        topics.tell(
                "e-",
                List.of(
                        placed("erasing", "o1", "b-c1", null),
                        new OrderDelivered("erasing", "o1", now.minusSeconds(500), "Ana García", null),
                        wrote("erasing", "c1", "m1", "Where is my turquoise lamp?", now.minusSeconds(400)),
                        wrote("erasing", "c2", "m1", "Another buyer's words", now.minusSeconds(300))));
        awaitConversation(shop, "c2");
        shop.reply("c1", "Dear Ana, your turquoise lamp is on its way").then().statusCode(201);

        shop.as("adam", "admin")
                .get(buyers + "b-c1/export")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("name", equalTo("Ana"))
                .body("erasedAt", nullValue())
                .body("conversations", hasSize(1))
                .body("conversations[0].messages.author", equalTo(List.of("buyer", "human")))
                .body("conversations[0].messages[0].text", equalTo("Where is my turquoise lamp?"))
                .body("orders.orderId", equalTo(List.of("o1")));
        shop.as("sue", "supervisor").get(buyers + "b-c1/export").then().statusCode(403);
        shop.as("sue", "supervisor").delete(buyers + "b-c1").then().statusCode(403);
        shop.as("adam", "admin").delete(buyers + "nobody").then().statusCode(404);
        shop.as("adam", "admin").get(buyers + "nobody/export").then().statusCode(404);

        shop.as("adam", "admin").delete(buyers + "b-c1").then().statusCode(204);

        shop.get("/conversations/c1")
                .then()
                .body("buyer.name", nullValue())
                .body("buyer.id", equalTo("b-c1"))
                .body("messages", hasSize(2))
                .body("messages.text", everyItem(equalTo("")))
                .body("turn.answeredAt", notNullValue());
        shop.get("/orders/o1").then().body("history.signedBy", not(hasItem("Ana García")));
        assertThat(shop.as("ana", "agent")
                        .queryParam("q", "turquoise")
                        .get("/api/v1/sellers/erasing/conversations")
                        .<List<?>>path("items"))
                .isEmpty();
        shop.as("adam", "admin")
                .get(buyers + "b-c1/export")
                .then()
                .statusCode(200)
                .body("name", nullValue())
                .body("erasedAt", notNullValue())
                .body("conversations[0].messages.text", equalTo(List.of("", "")));
        shop.reply("c1", "Are you there?")
                .then()
                .statusCode(409)
                .body("code", equalTo("BUYER_ERASED"))
                .body("rule", equalTo("MSG-18"));
        shop.get("/conversations/c1/actions")
                .then()
                .body("items.find { it.action == 'reply' }.code", equalTo("BUYER_ERASED"));
        shop.get("/conversations/c2").then().body("messages[0].text", equalTo("Another buyer's words"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("erasing", BuyerErased.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> assertThat(fact.buyerId()).isEqualTo("b-c1")));

        // What was written before comes again, and comes late: it stays blank. Who writes anew can be answered.
        topics.tell(
                "again-",
                List.of(
                        wrote("erasing", "c1", "m1", "Where is my turquoise lamp?", now.minusSeconds(400)),
                        wrote("erasing", "c1", "m0", "A late word of Ana", now.minusSeconds(450)),
                        wrote("erasing", "c3", "m1", "The end", now.minusSeconds(10))));
        awaitConversation(shop, "c3");
        shop.get("/conversations/c1")
                .then()
                .body("buyer.name", nullValue())
                .body("messages", hasSize(3))
                .body("messages.text", everyItem(equalTo("")));
        topics.tell(
                "anew-",
                List.of(wrote(
                        "erasing", "c1", "m9", "Hello again", Instant.now().plusSeconds(1))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1")
                .<List<String>>path("messages.text")
                .contains("Hello again"));
        shop.reply("c1", "Hello").then().statusCode(201);
    }

    /** MSG-18: flagged, and masked wherever it is read; the buyer's own export is not. */
    @Test
    void shouldFlagAndMaskWhenABuyerAsksAboutTheirData() {
        Shop shop = new Shop("asking");
        topics.tell(
                "e-",
                List.of(
                        wrote("asking", "c1", "m1", "My mail is ana.lopez@example.com", now.minusSeconds(300)),
                        wrote("asking", "c1", "m2", "Please delete my personal data", now.minusSeconds(200)),
                        wrote("asking", "c1", "m3", "Write to ana.lopez@example.com", now.minusSeconds(150)),
                        wrote("asking", "c2", "m1", "My mail is eva@example.com", now.minusSeconds(100))));
        awaitConversation(shop, "c2");

        var thread = shop.get("/conversations/c1");
        thread.then().body("dataRequests", contains("ERASURE"));
        assertThat(thread.<String>path("messages[0].text"))
                .startsWith("My mail is ")
                .doesNotContain("lopez");
        assertThat(shop.get("/conversations/c1/messages/m1").<String>path("text"))
                .doesNotContain("lopez");
        assertThat(shop.get("/conversations/c1/messages").<List<String>>path("items.text"))
                .hasSize(3)
                .noneMatch(text -> text.contains("lopez"));
        shop.get("/conversations/c2")
                .then()
                .body("dataRequests", nullValue())
                .body("messages[0].text", equalTo("My mail is eva@example.com"));
        var list = shop.get("/conversations");
        list.then().body("items.find { it.conversationId == 'c1' }.dataRequests", contains("ERASURE"));
        assertThat(list.<String>path("items.find { it.conversationId == 'c1' }.lastMessage.text"))
                .startsWith("Write to ")
                .doesNotContain("lopez");
        shop.as("adam", "admin")
                .get("/api/v1/sellers/asking/buyers/b-c1/export")
                .then()
                .body("conversations[0].dataRequests", contains("ERASURE"))
                .body("conversations[0].messages[0].text", equalTo("My mail is ana.lopez@example.com"));
    }

    /** MSG-22: one call. */
    @Test
    void shouldGatherTheChainOfEvidence() {
        Shop shop = new Shop("evidence");
        String seller = "evidence";
        topics.tell(
                "e-",
                List.of(
                        placed(seller, "o0", "b-c1", null),
                        new DisputeOpened(
                                seller, "d0", "o0", "p1", "ES", "not received", now.minusSeconds(9_000), null),
                        new DisputeClosed(seller, "d0", "seller-won", now.minusSeconds(8_000)),
                        placed(seller, "o1", "b-c1", new Address("ES", "Madrid", true)),
                        new OrderShipped(seller, "o1", "Correos", "LP00123CN", now.minusSeconds(5_000)),
                        new OrderAddressChanged(seller, "o1", now.minusSeconds(4_000)),
                        new OrderDelivered(seller, "o1", now.minusSeconds(3_000), "neighbour at no. 5", null),
                        wrote(seller, "c1", "m1", "I have not received my parcel.", now.minusSeconds(600)),
                        wrote(seller, "c1", "m2", "Give me money or I will leave one star", now.minusSeconds(500)),
                        wrote(
                                seller,
                                "c1",
                                "m3",
                                "The colour is a bit darker, not as described",
                                now.minusSeconds(400)),
                        new BuyerMessageReceived(
                                seller,
                                "before",
                                "m1",
                                Kind.PRE_SALE,
                                Buyer.of("b-c1"),
                                "Do you have it in red?",
                                now.minusSeconds(300),
                                null,
                                null)));
        awaitConversation(shop, "before");

        shop.get("/conversations/c1/evidence")
                .then()
                .statusCode(200)
                .body("orderId", equalTo("o1"))
                .body("matters", contains("EXTORTION", "NOT_RECEIVED", "NOT_AS_DESCRIBED"))
                .body("logistics.carrier", equalTo("Correos"))
                .body("logistics.trackingNumber", equalTo("LP00123CN"))
                .body("logistics.signedBy", equalTo("neighbour at no. 5"))
                .body("address.address.poBox", equalTo(true))
                .body("address.changes[0].afterShipping", equalTo(true))
                .body("order.history", hasSize(4))
                .body("thread.messageId", contains("m1", "m2", "m3"))
                .body("earlierCases.orders", equalTo(2))
                .body("earlierCases.disputes[0].disputeId", equalTo("d0"))
                .body("earlierCases.disputes[0].outcome", equalTo("seller-won"))
                .body("missing.code", contains("PO_BOX", "ADDRESS_CHANGED_AFTER_SHIPPING", "SIGNED_BY_NEIGHBOUR"))
                .body("difference.sort", equalTo("SLIGHT_DIFFERENCE"))
                .body("difference.slightUpTo", equalTo(3f))
                .body("alternatives.offers", not(empty()))
                .body("alternatives.why", nullValue())
                .body("pack", equalTo("aliexpress@2024-06"));
        shop.get("/conversations/c1/evidence?deltaE=4.5").then().body("difference.sort", equalTo("DEFECT"));
        shop.get("/conversations/c1/evidence?deltaE=far")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("deltaE"));
        shop.get("/conversations/before/evidence")
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_AFTER_SALE"))
                .body("rule", equalTo("MSG-22"));
        shop.get("/conversations/none/evidence").then().statusCode(404);
    }

    private OrderPlaced placed(String seller, String order, String buyer, @Nullable Address address) {
        return new OrderPlaced(
                seller,
                order,
                Buyer.of(buyer),
                List.of(new OrderItem("p1", 1, Money.of("USD", "30.00"), "lamps")),
                Money.of("USD", "30.00"),
                now.minusSeconds(10_000),
                null,
                address);
    }

    private static BuyerMessageReceived wrote(
            String seller, String conversation, String message, String text, Instant at) {
        var buyer = new Buyer("b-" + conversation, "Ana", "ES", "en");
        return new BuyerMessageReceived(seller, conversation, message, Kind.AFTER_SALE, buyer, text, at, null, "o1");
    }

    private static void awaitConversation(Shop shop, String conversation) {
        await("conversation " + conversation)
                .atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }
}
