package dev.rapport.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.StockChanged;
import dev.rapport.events.Kind;
import dev.rapport.events.MessageFact.TurnOverdue;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Log;
import dev.rapport.gateway.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, Live: what is on Kafka is on the stream; who comes back goes on; who does not read is dropped. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class LiveIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final AtomicInteger SELLERS = new AtomicInteger();

    @TestHTTPResource
    URI root;

    private final String seller = "live-" + SELLERS.incrementAndGet();
    private final String token = Tokens.trusted().token(Set.of(seller), "viewer");
    private final String stream = "/api/v1/sellers/" + seller + "/stream";
    private Client client;
    private Log log;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
        log = new Log();
    }

    @AfterEach
    void stop() {
        log.close();
        Behind.await(client.close());
    }

    @Test
    void shouldTellWhatHappensToTheSellerAndNothingOfOthers() {
        Watcher watcher = ready(stream, token, null);
        assertThat(watcher.response().headers().get("content-type")).isEqualTo("text/event-stream");
        assertThat(watcher.response().headers().get("cache-control")).isEqualTo("no-store");

        log.write(overdue("another-" + seller, "c0"));
        log.write(new StockChanged(seller, "p1", 3L, AT));
        log.raw(Topic.MESSAGES, seller, "no event at all");
        log.write("id-1", message(seller, "c1"));
        log.write(overdue(seller, "c1"));
        log.write(new AlertRaised(seller, "a1", "SCO-09", "warning", "c1", null, null, AT));

        await().atMost(PATIENCE).until(() -> watcher.seen().size() >= 4);
        assertThat(watcher.names())
                .containsExactlyInAnyOrder("ready", "buyer-message.received", "turn.overdue", "alert.raised");
        var told = watcher.seen().stream()
                .filter(seen -> seen.name().startsWith("buyer"))
                .findFirst()
                .orElseThrow();
        assertThat(told.data().getString("eventId")).isEqualTo("id-1");
        assertThat(told.data().encode()).contains("\"messageId\":\"m-c1\"").doesNotContain("Where", "Ana");
    }

    @Test
    void shouldTellOfAllOfATokensSellersAndAnOperatorOfEverybody() {
        String second = seller + "-b";
        Watcher mine = ready("/api/v1/stream", Tokens.trusted().token(Set.of(seller, second), "agent"), null);
        Watcher all = ready("/api/v1/stream", Tokens.trusted().token(Set.of("*"), "viewer"), null);

        log.write(overdue(second, "c2"));
        log.write(overdue(seller + "-c", "c3"));
        log.write(overdue(seller, "c1"));

        await().atMost(PATIENCE)
                .until(() ->
                        conversations(mine).size() == 2 && conversations(all).containsAll(List.of("c1", "c2", "c3")));
        assertThat(conversations(mine)).containsExactlyInAnyOrder("c1", "c2");
    }

    @Test
    void shouldGoOnBehindTheLastEventWithoutGapOrRepeat() {
        Watcher first = ready(stream, token, null);
        log.write(overdue(seller, "c1"));
        await().atMost(PATIENCE).until(() -> conversations(first).contains("c1"));
        first.leave();
        log.writeAll(numbered("missed", 400));

        Watcher second = ready(stream, token, first.lastId());
        log.write(overdue(seller, "after"));
        await().atMost(PATIENCE).until(() -> conversations(second).contains("after"));

        assertThat(conversations(second)).doesNotContain("c1").hasSize(401).doesNotHaveDuplicates();
        assertThat(second.seen().stream()
                        .filter(seen -> seen.name().equals("ready"))
                        .map(seen -> seen.data().getBoolean("resumed")))
                .containsExactly(true);

        // In the middle of what was missed: each id is a place of its own.
        Watcher third = ready(stream, token, second.seen().get(150).id());
        await().atMost(PATIENCE).until(() -> conversations(third).contains("after"));
        assertThat(conversations(third))
                .containsExactlyInAnyOrderElementsOf(conversations(second).subList(151, 401));
    }

    @Test
    void shouldGoOnWhenMoreWasMissedThanAReaderTakesAtOnce() {
        Watcher first = ready(stream, token, null);
        first.leave();
        log.writeAll(numbered("many", 7_000));

        Watcher second = ready(stream, token, first.lastId());
        await().atMost(PATIENCE).until(() -> conversations(second).size() >= 7_000);

        assertThat(conversations(second)).hasSize(7_000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "nonsense", "AQEBAQEBAQEBAQEB", "AQH_____________Bw"})
    void shouldTellToLoadAnewWhenTheIdIsNoneOfOurs(String id) {
        Watcher watcher = ready(stream, token, id);
        assertThat(watcher.names()).containsExactly("reset", "ready");
        assertThat(watcher.seen().getFirst().data().getString("reason")).isIn("UNKNOWN_ID", "TOO_OLD");
    }

    @Test
    void shouldSayWhyItEndsWhenTheTokenDoes() {
        String brief = Tokens.trusted().token(Instant.now().plusSeconds(3), Set.of(seller), "viewer");
        Watcher watcher = ready(stream, brief, null);

        await().atMost(PATIENCE).until(watcher::ended);

        assertThat(watcher.seen().getLast().name()).isEqualTo("bye");
        assertThat(watcher.seen().getLast().data().getString("reason")).isEqualTo("TOKEN_EXPIRED");
        assertThat(client.get(stream, brief).status()).isEqualTo(401);
    }

    @Test
    void shouldDropAReaderThatDoesNotReadAndServeTheOthers() {
        Client small = Client.thatTakesLittle(VERTX, root.getPort());
        Watcher slow = Watcher.open(small, stream, token, null);
        await().atMost(PATIENCE).until(() -> slow.has("ready"));
        Watcher quick = ready(stream, token, null);
        slow.response().pause();

        for (int round = 0; round < 2_000 && !ended("slow_reader"); round++) {
            log.writeAll(numbered("round-" + round, 400));
        }

        await().atMost(PATIENCE).until(() -> ended("slow_reader"));
        log.write(overdue(seller, "last"));
        await().atMost(PATIENCE).until(() -> conversations(quick).contains("last"));
        assertThat(quick.ended()).isFalse();
        slow.response().resume();
        await().atMost(PATIENCE).until(slow::ended);
        Behind.await(small.close());
    }

    @Test
    void shouldKeepStreamsFromStrangersAndFeeders() {
        assertThat(client.get(stream, null).code()).isEqualTo("UNAUTHENTICATED");
        assertThat(client.get(stream, Tokens.trusted().token(Set.of("s2"), "admin"))
                        .code())
                .isEqualTo("NOT_FOUND");
        assertThat(client.get(stream, Tokens.trusted().token(Set.of(seller), "feeder"))
                        .code())
                .isEqualTo("ROLE_REQUIRED");
        assertThat(client.send("DELETE", stream, token, Map.of(), null).code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(client.send("HEAD", stream, token, Map.of(), null).status()).isEqualTo(200);
    }

    /** Whether a stream has been ended for a reason, as the metrics count it. */
    private static boolean ended(String reason) {
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.management.test-port", Integer.class);
        String counter = "rapport_live_ended_total{reason=\"" + reason + "\"} ";
        return new Client(VERTX, port)
                .get("/q/metrics", null)
                .body()
                .toString()
                .lines()
                .filter(line -> line.startsWith(counter))
                .anyMatch(line -> Double.parseDouble(line.substring(counter.length())) > 0);
    }

    private Watcher ready(String uri, String with, @Nullable String lastId) {
        Watcher watcher = Watcher.open(client, uri, with, lastId);
        await().atMost(PATIENCE).until(() -> watcher.has("ready"));
        return watcher;
    }

    private List<RapportEvent> numbered(String prefix, int count) {
        return IntStream.range(0, count)
                .<RapportEvent>mapToObj(i -> overdue(seller, prefix + "-" + i))
                .toList();
    }

    private static List<String> conversations(Watcher watcher) {
        return watcher.seen().stream()
                .map(seen -> seen.data().getString("conversationId"))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private static BuyerMessageReceived message(String seller, String conversation) {
        return new BuyerMessageReceived(
                seller,
                conversation,
                "m-" + conversation,
                Kind.PRE_SALE,
                new Buyer("b1", "Ana", null, null),
                "Where is it?",
                AT,
                null,
                null);
    }

    private static TurnOverdue overdue(String seller, String conversation) {
        return new TurnOverdue(seller, conversation, "t1", "first-response", AT, AT);
    }
}
