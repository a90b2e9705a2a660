package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.MessageFlagged;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

/** MSG-12 over REST and Kafka: what is said to one buyer too often, and to everybody. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class LowQualityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USUAL =
            "Thank you for your message. We have checked with the warehouse and will come back to you with news. We know"
                    + " how much you look forward to it and are sorry for the wait. Have a good day and thank you again.";

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    /** Observed and sent through us alike, over all conversations of the buyer. */
    @Test
    void shouldFlagTheFourthOfOneTextToOneBuyer() {
        Shop shop = new Shop("repeated");
        topics.tell(
                "e-",
                List.of(
                        asked(shop, "c1", "m1", "b1"),
                        asked(shop, "c2", "m1", "b1"),
                        asked(shop, "c3", "m1", "b2"),
                        observed(shop, "c1", "r1", "b1", "Your parcel has left us today", 500),
                        observed(shop, "c1", "r2", "b1", "your parcel has left us TODAY!", 400),
                        observed(shop, "c3", "r3", "b2", "Your parcel has left us today", 300),
                        observed(shop, "c2", "r4", "b1", "Your parcel has left us today.", 200)));
        awaitRows("repeated", "message WHERE message_id = 'r4'", 1);

        String fourth = shop.reply("c2", "Your parcel has left us -- today")
                .then()
                .statusCode(201)
                .extract()
                .path("messageId");

        shop.get("/conversations/c2/messages/" + fourth).then().body("flags", equalTo(List.of("REPEATED")));
        shop.get("/conversations/c2/messages/r4").then().body("flags", equalTo(List.of()));
        topics.tell("late-", List.of(observed(shop, "c1", "r5", "b1", "Your parcel has left us today", 100)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flagged(shop))
                .extracting(MessageFlagged::messageId)
                .containsExactly(fourth, "r5"));
        assertThat(flagged(shop)).allSatisfy(fact -> {
            assertThat(fact.flags()).containsExactly(QualityFlag.REPEATED);
            assertThat(fact.first()).isTrue();
        });
    }

    /** As many agents as there are send the same to one buyer at once, in two conversations: three are free. */
    @Test
    void shouldFlagAllButThreeWhenAgentsSendAtOnce() throws Exception {
        Shop shop = new Shop("repeated-race");
        topics.tell("e-", List.of(asked(shop, "c1", "m1", "b1"), asked(shop, "c2", "m1", "b1")));
        awaitRows("repeated-race", "conversation", 2);

        atOnce(12, n -> shop.reply("c" + (1 + n % 2), "Your parcel has left us today"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flagged(shop)).hasSize(9));
        assertThat(Database.rowsSeenBy("repeated-race", "message WHERE flags = '{REPEATED}'"))
                .isEqualTo(9);
    }

    @Test
    void shouldFlagWhatEverybodyGetsOnAmazonUnlessItNamesTheCase() throws Exception {
        Shop shop = new Shop("templated");
        topics.profile(shop, "amazon");
        List<RapportEvent> events = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            events.add(asked(shop, "c" + n, "m1", "b" + n));
        }
        events.add(observed(shop, "c0", "r0", "b0", USUAL, 60));
        events.add(observed(shop, "c1", "r1", "b1", USUAL.replace("news", "NEWS"), 50));
        topics.tell("e-", events);
        awaitRows("templated", "message WHERE message_id = 'r1'", 1);

        shop.reply("c2", "Dear Ana-2, " + USUAL).then().statusCode(201);
        shop.reply("c3", USUAL + " Your order o-c3 is safe.").then().statusCode(201);
        shop.reply("c4", "The lamp takes bulbs of 40 watts, and they are in the box.")
                .then()
                .statusCode(201);
        atOnce(3, n -> shop.reply("c" + (5 + n), USUAL));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flagged(shop)).hasSize(4));
        assertThat(flagged(shop)).extracting(MessageFlagged::conversationId).contains("c1", "c5", "c6", "c7");
        assertThat(flagged(shop))
                .allSatisfy(fact -> assertThat(fact.flags()).containsExactly(QualityFlag.OVER_TEMPLATED));
    }

    private List<MessageFlagged> flagged(Shop shop) {
        return topics.about(shop.sellerId(), MessageFlagged.class, Topic.MESSAGES);
    }

    private interface Sending {
        Response send(int n);
    }

    private static void atOnce(int many, Sending sending) throws Exception {
        try (var agents = Executors.newFixedThreadPool(many)) {
            List<Callable<Response>> work = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int n = i;
                work.add(() -> sending.send(n));
            }
            for (Future<Response> one : agents.invokeAll(work)) {
                one.get().then().statusCode(201);
            }
        }
    }

    private BuyerMessageReceived asked(Shop shop, String conversation, String message, String buyer) {
        return new BuyerMessageReceived(
                shop.sellerId(),
                conversation,
                message,
                Kind.AFTER_SALE,
                new Buyer(buyer, "Ana-" + buyer.substring(1), "US", "en"),
                "Where is my parcel?",
                now.minusSeconds(600),
                null,
                "o-" + conversation);
    }

    private SellerMessageObserved observed(
            Shop shop, String conversation, String message, String buyer, String text, long secondsAgo) {
        return new SellerMessageObserved(
                shop.sellerId(),
                conversation,
                message,
                Kind.AFTER_SALE,
                Buyer.of(buyer),
                text,
                now.minusSeconds(secondsAgo),
                false,
                null,
                null);
    }

    private static void awaitRows(String seller, String rows, long many) {
        await().atMost(PATIENCE).until(() -> Database.rowsSeenBy(seller, rows) == many);
    }
}
