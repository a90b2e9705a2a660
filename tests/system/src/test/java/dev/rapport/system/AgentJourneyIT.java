package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An agent's morning: a buyer wrote, the agent finds it, reads it, answers it, and the score knows. */
class AgentJourneyIT {
    private static final String SELLER = "journey-store";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunningSuite suite = RunningSuite.shared();
    private final RestClient feeder = suite.gateway(Set.of(SELLER), Set.of("feeder"));
    private final RestClient agent = suite.gateway(Set.of(SELLER), Set.of("agent"));

    @Test
    void shouldAnswerABuyerThroughTheGateway() {
        Instant asked = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        String question = new Lines("/journey")
                .buyerMessage(SELLER, "jc1", "jm1", "AFTER_SALE", asked, "Where is parcel 7? ¿Dónde está? 在哪里？ 🙏");
        Answer taken =
                feeder.send("POST", path("/inbound"), "[" + question + "]", "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(taken.json().at("/items/0/status").asText()).isEqualTo("accepted");

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode items = agent.get(path("/conversations")).json().required("items");
            assertThat(items)
                    .extracting(item -> item.path("conversationId").asText())
                    .contains("jc1");
        });

        JsonNode conversation = agent.get(path("/conversations/jc1")).json();
        assertThat(conversation.path("kind").asText()).isEqualTo("AFTER_SALE");
        assertThat(conversation.at("/turn/openedAt").asText()).isEqualTo(asked.toString());
        assertThat(conversation.at("/turn/answeredAt").isNull()).isTrue();
        assertThat(conversation.at("/messages/0/author").asText()).isEqualTo("buyer");
        assertThat(conversation.at("/messages/0/text").asText()).isEqualTo("Where is parcel 7? ¿Dónde está? 在哪里？ 🙏");

        Answer replied = agent.post(
                path("/conversations/jc1/replies"), "{\"text\":\"Parcel 7 is at the depot, it comes tomorrow.\"}");
        assertThat(replied.status()).as(replied.text()).isEqualTo(201);

        JsonNode after = agent.get(path("/conversations/jc1")).json();
        assertThat(after.path("status").asText()).isEqualTo("REPLIED");
        assertThat(after.at("/turn/answeredAt").isTextual()).isTrue();
        assertThat(after.at("/messages/1/author").asText()).isEqualTo("human");

        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode counters = agent.score(SELLER, Instant.now(), 24).required("counters");
            assertThat(counters.path("turns_opened").asLong()).isEqualTo(1);
            assertThat(counters.path("turns_responded_24h").asLong()).isEqualTo(1);
            assertThat(counters.path("turns_answered_24h").asLong()).isEqualTo(1);
            assertThat(counters.path("messages_sent").asLong()).isEqualTo(1);
        });
    }

    private static String path(String rest) {
        return "/api/v1/sellers/" + SELLER + rest;
    }
}
