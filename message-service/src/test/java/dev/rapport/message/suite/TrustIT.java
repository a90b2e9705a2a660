package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-13 over REST and Kafka: a supervisor is called, coldness raises an alert. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class TrustIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COLD = "You never answer, nobody cares about your buyers";

    private final Topics topics = new Topics();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldCallASupervisorWhenThreeInARowAreLittleTrusted() {
        Shop shop = new Shop("low-trust");
        topics.tell("e-", List.of(shop.asked("c1", "m1", now.minusSeconds(60))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);

        shop.reply("c1", "Please wait.").then().statusCode(201);
        shop.reply("c1", "Wait.").then().statusCode(201);
        shop.get("/conversations/c1").then().body("supervisor", nullValue());
        String third =
                shop.reply("c1", "Processing.").then().statusCode(201).extract().path("messageId");

        shop.get("/conversations/c1")
                .then()
                .body("supervisor.agentId", equalTo("ana"))
                .body("supervisor.messageId", equalTo(third));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("low-trust", ConversationEscalated.class, Topic.MESSAGES))
                        .singleElement()
                        .satisfies(fact -> assertThat(fact.step()).isEqualTo("SUPERVISOR")));
        String alert = await().atMost(PATIENCE)
                .until(
                        () -> topics.about("low-trust", AlertRaised.class, Topic.ALERTS).stream()
                                .filter(raised -> raised.rule().equals("MSG-13"))
                                .map(AlertRaised::alertId)
                                .toList(),
                        alerts -> alerts.size() == 1)
                .getFirst();

        shop.reply(
                        shop.as("sue", "supervisor"),
                        "c1",
                        "Dear Ana, we are sorry for the delay. Order o1 is with the carrier; please check its page tomorrow.")
                .then()
                .statusCode(201);

        shop.get("/conversations/c1").then().body("supervisor", nullValue());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("low-trust", AlertResolved.class, Topic.ALERTS))
                        .extracting(AlertResolved::alertId)
                        .contains(alert));
    }

    @Test
    void shouldRaiseAnAlertWhenMoreThanFivePercentOfMessagesOrReviewsAreCold() {
        List<RapportEvent> events = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            events.add(wrote("cold", "c" + n, n >= 18 ? COLD : "Where is my parcel?"));
            events.add(wrote("warm", "c" + n, n >= 19 ? COLD : "Where is my parcel?"));
        }
        for (int n = 0; n < 6; n++) {
            events.add(review("warm", "r" + n, n < 1 ? COLD : "Good lamp"));
            events.add(review("warm", "r" + n, "Good lamp"));
        }
        topics.tell("e-", events);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cold("cold")).containsExactly("coldness in buyers' messages");
            assertThat(cold("warm")).containsExactly("coldness in reviews");
        });
        assertThat(topics.about("cold", AlertRaised.class, Topic.ALERTS))
                .filteredOn(alert -> alert.rule().equals("MSG-13"))
                .allSatisfy(alert -> {
                    assertThat(alert.threshold()).isEqualTo(0.05);
                    assertThat(alert.value()).isGreaterThan(0.05);
                });
    }

    private List<String> cold(String seller) {
        return topics.about(seller, AlertRaised.class, Topic.ALERTS).stream()
                .filter(alert -> alert.rule().equals("MSG-13"))
                .map(AlertRaised::subject)
                .toList();
    }

    private BuyerMessageReceived wrote(String seller, String conversation, String text) {
        return new BuyerMessageReceived(
                seller,
                conversation,
                "m1",
                Kind.PRE_SALE,
                new Buyer("b-" + conversation, null, "US", "en"),
                text,
                now.minusSeconds(3600),
                null,
                null);
    }

    private BuyerReviewPosted review(String seller, String review, String text) {
        return new BuyerReviewPosted(
                seller, review, "o-" + review, "p1", Buyer.of("b1"), 4, null, text, now.minusSeconds(3600));
    }
}
