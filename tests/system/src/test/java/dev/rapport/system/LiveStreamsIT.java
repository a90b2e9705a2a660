package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.system.suite.EventStream;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** api.md, Live: an agent's page hears of a message and of what became of the answer, also over a restart of the gateway. */
class LiveStreamsIT {
    private static final String SELLER = "live-store";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningSuite suite = RunningSuite.shared();
    private final RestClient feeder = suite.gateway(Set.of(SELLER), Set.of("feeder"));
    private final RestClient agent = suite.gateway(Set.of(SELLER), Set.of("agent"));
    private final String token = suite.launcher().token("agent-7", Set.of(SELLER), Set.of("agent"));

    @Test
    void shouldTellOfAMessageItsTurnAndTheReplyAndGoOnAfterARestart() {
        EventStream stream = open(null);
        await().atMost(PATIENCE).until(() -> stream.seen("ready").size() == 1);

        write("lc1", "lm1");
        await().atMost(PATIENCE)
                .until(() -> !stream.seen("buyer-message.received").isEmpty()
                        && !stream.seen("turn.opened").isEmpty());
        var told = stream.seen("buyer-message.received").getFirst().data();
        assertThat(told.path("messageId").asText()).isEqualTo("lm1");
        assertThat(told.has("text")).isFalse();

        // turn.opened says that the service has it.
        agent.post("/api/v1/sellers/" + SELLER + "/conversations/lc1/replies", "{\"text\":\"It comes tomorrow.\"}");
        await().atMost(PATIENCE)
                .until(() -> !stream.seen("turn.answered").isEmpty()
                        && !stream.seen("message.sent").isEmpty());
        long before = stream.seen().stream()
                .map(each -> each.data().path("eventId"))
                .distinct()
                .count();

        suite.launcher().kill("gateway");
        await().atMost(PATIENCE).until(stream::ended);
        suite.startWhatIsGone();
        write("lc2", "lm2");

        EventStream again = open(stream.lastId());
        await().atMost(PATIENCE).until(() -> again.seen("buyer-message.received").stream()
                .anyMatch(each -> each.data().path("messageId").asText().equals("lm2")));
        assertThat(again.seen("reset")).isEmpty();
        assertThat(again.seen("buyer-message.received")).hasSize(1);
        List<String> repeated = again.seen().stream()
                .map(each -> each.data().path("eventId").asText())
                .filter(id -> !id.isEmpty())
                .filter(id -> stream.seen().stream()
                        .anyMatch(each -> each.data().path("eventId").asText().equals(id)))
                .toList();
        assertThat(repeated).as("of %d told before", before).isEmpty();
        again.close();
    }

    private EventStream open(@Nullable String lastEventId) {
        return EventStream.open(
                suite.launcher().gateway(), "/api/v1/sellers/" + SELLER + "/stream", token, lastEventId);
    }

    private void write(String conversation, String message) {
        Instant at = Instant.now().minus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.SECONDS);
        String event = new Lines("/live")
                .buyerMessage(SELLER, conversation, message, "PRE_SALE", at, "Where is parcel 7, please?");
        assertThat(feeder.send(
                                "POST",
                                "/api/v1/sellers/" + SELLER + "/inbound",
                                "[" + event + "]",
                                "application/cloudevents-batch+json")
                        .status())
                .isEqualTo(200);
    }
}
