package dev.rapport.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Buyer;
import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.PromiseMade;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over a live stream: ids, states and times, and no text of a person. */
class LiveEventsTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    static Stream<EventType> told() {
        return Stream.of(EventType.values()).filter(LiveEvents::told);
    }

    @Test
    void shouldNameABuyerByIdAndLeaveTheTextOut() {
        var event = new BuyerMessageReceived(
                "s1", "c1", "m1", Kind.PRE_SALE, new Buyer("b1", "Ana", "ES", "es"), "Where is it?", AT, null, "o1");

        assertThat(new JsonObject(LiveEvents.data("e\"1", event)))
                .isEqualTo(new JsonObject()
                        .put("eventId", "e\"1")
                        .put("sellerId", "s1")
                        .put("conversationId", "c1")
                        .put("messageId", "m1")
                        .put("kind", "PRE_SALE")
                        .put("sentAt", "2026-11-22T10:00:00Z")
                        .put("orderId", "o1")
                        .put("buyerId", "b1"));
    }

    @Test
    void shouldLeaveOutWhatAConnectorOrAnAgentWrote() {
        String receipt = LiveEvents.data("e", new DeliveryReported("s1", "d1", 1, 200, "x-7", null, "said Ana", AT));
        String promise = LiveEvents.data("e", new PromiseMade("s1", "p1", "c1", null, "a gift for Ana", AT));

        assertThat(receipt).doesNotContain("Ana", "x-7").contains("\"dispatchId\":\"d1\"");
        assertThat(promise).doesNotContain("Ana").contains("\"promiseId\":\"p1\"");
    }

    @ParameterizedTest
    @MethodSource("told")
    void shouldSayOnThePageWhatIsTold(EventType type) throws Exception {
        String page = Files.readString(Path.of("../docs/reference/live.md"));
        assertThat(LiveEvents.name(type)).doesNotContain("rapport", ".v1");
        assertThat(page).contains("`" + LiveEvents.name(type) + "`");
    }
}
