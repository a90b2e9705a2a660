package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-15: the connectors that Rapport brings, against a real HTTP server and a real file. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ConnectorsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** In place of a status: an answer of 10 MB. */
    private static final int FLOOD = -1;

    private static final String SECRET = "a secret of a test";

    private final Topics topics = new Topics();
    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> heldCalls = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final HttpServer marketplace = marketplace();

    private record Call(String id, String attempt, String timestamp, String signature, byte[] body) {}

    @AfterEach
    void close() {
        held.countDown();
        marketplace.stop(0);
        topics.close();
    }

    @Test
    void shouldCallAWebhookSignedTryAgainAndReportWhatCameOfIt() throws Exception {
        Shop shop = new Shop("hooked");
        connect(shop, Map.of("kind", "WEBHOOK", "url", url(), "secret", SECRET))
                .then()
                .statusCode(200)
                .body("secret", nullValue());
        topics.tell("e-", List.of(shop.asked("c1", "m1", Instant.now().minusSeconds(60))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);
        answers.addAll(List.of(500, 200));

        Response reply = shop.reply("c1", "We are looking for it.");
        String dispatch = reply.then().statusCode(201).extract().path("delivery.dispatchId");
        String message = reply.path("messageId");

        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1/messages/" + message)
                .path("delivery.state")
                .equals("delivered"));
        assertThat(calls).hasSize(2).allSatisfy(call -> {
            assertThat(call.id).isEqualTo(dispatch);
            assertThat(call.attempt).isEqualTo("1");
            assertThat(call.signature).isEqualTo(signature(call.timestamp, call.body));
            assertThat(new String(call.body, StandardCharsets.UTF_8)).contains("We are looking for it.");
        });
        shop.get("/conversations/c1/messages/" + message)
                .then()
                .body("delivery.externalMessageId", equalTo("market-1"))
                .body("delivery.attempts", equalTo(1));
        assertThat(reports("hooked")).singleElement().satisfies(report -> {
            assertThat(report.code()).isEqualTo(200);
            assertThat(report.attempt()).isEqualTo(1);
        });
        shop.as("root", "admin").get("/api/v1/sellers/hooked/connector").then().body("secret", nullValue());
        shop.as("root", "admin")
                .delete("/api/v1/sellers/hooked/connector")
                .then()
                .statusCode(428);
    }

    @Test
    void shouldReadOfAnAnswerNoMoreThanItNeeds() {
        Shop shop = new Shop("hooked-flood");
        connect(shop, Map.of("kind", "WEBHOOK", "url", url())).then().statusCode(200);
        answers.add(FLOOD);

        topics.tell("d-", List.of(request(shop, "d9", 1, null)));
        awaitReports("hooked-flood", 1);

        assertThat(calls).hasSize(2).allMatch(call -> call.id.equals("d9"));
        assertThat(reports("hooked-flood")).allMatch(report -> report.code() == 200);
    }

    /** What was delivered is not delivered again, however often and under whatever attempt it is asked for. */
    @Test
    void shouldDeliverADispatchOnceAndRefuseWhatTheOtherSideRefuses() {
        Shop shop = new Shop("hooked-once");
        connect(shop, Map.of("kind", "WEBHOOK", "url", url()))
                .then()
                .statusCode(200)
                .body("secret", hasLength(64));
        topics.tell("d-", List.of(request(shop, "d1", 1, null), request(shop, "d1", 1, null)));
        awaitReports("hooked-once", 1);

        topics.tell("again-", List.of(request(shop, "d1", 2, null)));
        awaitReports("hooked-once", 2);

        assertThat(calls).hasSize(1);
        assertThat(reports("hooked-once")).allMatch(report -> report.code() == 200);
        answers.addAll(List.of(422));
        topics.tell(
                "refused-",
                List.of(
                        request(shop, "d2", 1, null),
                        request(shop, "d3", 1, Instant.now().minusSeconds(5))));
        awaitReports("hooked-once", 4);
        assertThat(reports("hooked-once"))
                .filteredOn(report -> !report.dispatchId().equals("d1"))
                .allMatch(report -> report.code() == 403);
        assertThat(calls).hasSize(2);
    }

    /** Told by order, not by time: a seller with much to deliver and a webhook that hangs has a few calls under way, and others go past. */
    @Test
    void shouldDeliverForOthersWhileTheWebhookOfOneHangs() {
        Shop hanging = new Shop("hooked-hanging");
        Shop other = new Shop("hooked-beside");
        connect(hanging, Map.of("kind", "WEBHOOK", "url", url() + "/held"))
                .then()
                .statusCode(200);
        connect(other, Map.of("kind", "WEBHOOK", "url", url())).then().statusCode(200);
        List<DispatchRequested> flood = IntStream.range(0, 40)
                .mapToObj(i -> request(hanging, "h" + i, 1, null))
                .toList();
        topics.tell("h-", flood);
        await().atMost(PATIENCE).until(() -> !heldCalls.isEmpty());

        topics.tell(
                "b-",
                IntStream.range(0, 10)
                        .mapToObj(i -> request(other, "b" + i, 1, null))
                        .toList());
        await().atMost(PATIENCE).until(() -> calls.size() == 10);
        int before = heldCalls.size();
        awaitReports("hooked-beside", 10);

        assertThat(before).isBetween(1, 8);
        held.countDown();
        awaitReports("hooked-hanging", flood.size());
        assertThat(reports("hooked-hanging")).allMatch(report -> report.code() == 200);
        assertThat(reports("hooked-beside")).allMatch(report -> report.code() == 200);
    }

    @Test
    void shouldWriteIntoAFile() throws Exception {
        Shop shop = new Shop("filed");
        connect(shop, Map.of("kind", "FILE")).then().statusCode(200);

        topics.tell("d-", List.of(request(shop, "d1", 1, null)));
        awaitReports("filed", 1);

        Path file = Path.of("target/dispatches/filed.jsonl");
        assertThat(Files.readAllLines(file)).last().asString().contains("\"dispatchId\":\"d1\"");
    }

    @Test
    void shouldRefuseTargetsThatAreNone() {
        Shop shop = new Shop("unhooked");
        connect(shop, Map.of("kind", "WEBHOOK")).then().statusCode(422).body("code", equalTo("INVALID"));
        connect(shop, Map.of("kind", "WEBHOOK", "url", "ftp://example.com"))
                .then()
                .statusCode(422)
                .body("code", equalTo("TARGET_REFUSED"));
        connect(shop, Map.of("kind", "WEBHOOK", "url", "http://user@localhost/"))
                .then()
                .statusCode(422);
        connect(shop, Map.of("kind", "PIGEON")).then().statusCode(400);
        shop.as("sue", "supervisor")
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "FILE"))
                .put("/api/v1/sellers/unhooked/connector")
                .then()
                .statusCode(403);
        shop.as("root", "admin")
                .get("/api/v1/sellers/unhooked/connector")
                .then()
                .statusCode(404);
    }

    private static DispatchRequested request(Shop shop, String dispatch, int attempt, @Nullable Instant notAfter) {
        return new DispatchRequested(
                shop.sellerId(),
                dispatch,
                attempt,
                DispatchKind.CARE,
                "IN_SITE",
                "aliexpress",
                null,
                null,
                "o1",
                "b1",
                "Your parcel has left.",
                notAfter);
    }

    private static Response connect(Shop shop, Map<String, String> body) {
        return shop.as("root", "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/sellers/" + shop.sellerId() + "/connector");
    }

    private List<DeliveryReported> reports(String seller) {
        return topics.about(seller, DeliveryReported.class, Topic.INBOUND);
    }

    private void awaitReports(String seller, int many) {
        await().atMost(PATIENCE).until(() -> reports(seller).size() == many);
    }

    private String url() {
        return "http://127.0.0.1:" + marketplace.getAddress().getPort() + "/deliver";
    }

    private HttpServer marketplace() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/deliver", this::answer);
            server.createContext("/deliver/held", this::hold);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }

    private void hold(HttpExchange exchange) throws IOException {
        try (exchange) {
            heldCalls.add(exchange.getRequestHeaders().getFirst("Rapport-Id"));
            held.await();
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            calls.add(new Call(
                    headers.getFirst("Rapport-Id"),
                    headers.getFirst("Rapport-Attempt"),
                    headers.getFirst("Rapport-Timestamp"),
                    headers.getFirst("Rapport-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            Integer status = answers.poll();
            boolean flood = status != null && status == FLOOD;
            byte[] body = flood
                    ? new byte[10 << 20]
                    : "{\"externalMessageId\":\"market-1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status == null || flood ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
