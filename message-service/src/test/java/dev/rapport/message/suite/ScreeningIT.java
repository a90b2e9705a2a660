package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-10, MSG-11: what must not leave does not, and says why; trying it out leaves no trace. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ScreeningIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldPointAtEachFindingOfATextThatIsTried() {
        Shop shop = new Shop("screen-dry");

        screen(shop, Map.of("text", "Write to me: ana@example.com please", "purpose", "REPLY"))
                .then()
                .statusCode(200)
                .body("verdict", equalTo("BLOCK"))
                .body("findings", hasSize(1))
                .body("findings[0].rule", equalTo("MSG-10.email"))
                .body("findings[0].severity", equalTo("BLOCK"))
                .body("findings[0].start", equalTo(13))
                .body("findings[0].end", equalTo(28));
        screen(shop, Map.of("text", "It ships tomorrow."))
                .then()
                .statusCode(200)
                .body("verdict", equalTo("WARN"))
                .body("findings.rule", contains("MSG-10.date-promise"));
        screen(shop, Map.of("text", "Order 8201234567890123 is on its way."))
                .then()
                .statusCode(200)
                .body("verdict", equalTo("ALLOW"))
                .body("findings", empty());
        screen(shop, Map.of("text", "x", "purpose", "SONG")).then().statusCode(400);
        screen(shop, Map.of("purpose", "REPLY")).then().statusCode(400);
        shop.as("eve", "viewer")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "x"))
                .post("/api/v1/sellers/screen-dry/screenings")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldRefuseABlockedReplySendNothingAndTellOfTheAttempt() {
        Shop shop = new Shop("screen-send");
        topics.tell("screen-", List.of(shop.asked("c1", "m1", Instant.now().minusSeconds(60))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);

        shop.reply("c1", "Add me on WhatsApp +34 612 345 678, bank transfer is fine")
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"))
                .body("rule", equalTo("MSG-10"))
                .body("violations.rule", contains("MSG-10.messenger", "MSG-10.phone", "MSG-10.payment"))
                .body("violations[1].span.start", equalTo(19));
        shop.get("/conversations/c1").then().body("messages", hasSize(1)).body("status", equalTo("UNREAD"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        topics.about("screen-send", PolicyViolated.class, Topic.MESSAGES))
                .singleElement()
                .satisfies(told -> {
                    // What never left cannot be punished: the shipped packs count no attempt.
                    assertThat(told.strike()).isFalse();
                    assertThat(told.agentId()).isEqualTo("ana");
                    assertThat(told.conversationId()).isEqualTo("c1");
                    assertThat(told.rules()).containsExactly("MSG-10.messenger", "MSG-10.phone", "MSG-10.payment");
                }));
        assertThat(topics.about("screen-send", DispatchRequested.class, Topic.OUTBOUND))
                .isEmpty();

        shop.reply("c1", "Your parcel leaves tomorrow.").then().statusCode(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("screen-send", MessageSent.class, Topic.MESSAGES))
                        .hasSize(1));
    }

    private static Response screen(Shop shop, Map<String, String> body) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/screenings");
    }
}
