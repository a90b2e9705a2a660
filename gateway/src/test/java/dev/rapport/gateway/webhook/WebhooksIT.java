package dev.rapport.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.MessageFact.TurnOverdue;
import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.Client.Answer;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Log;
import dev.rapport.gateway.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, Webhooks: signed, repeated, logged, given up with a reason; one that hangs holds up nobody else. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class WebhooksIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final AtomicInteger SELLERS = new AtomicInteger();

    @TestHTTPResource
    URI root;

    /** What came in at the seller's. */
    private record Call(String path, MultiMap headers, Buffer body) {}

    private final String seller = "hooked-" + SELLERS.incrementAndGet();
    private final String path = "/api/v1/sellers/" + seller + "/webhooks";
    private final String admin = Tokens.trusted().token(Set.of(seller), "admin");
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private Client client;
    private Log log;
    private HttpServer target;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
        log = new Log();
        target = VERTX.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    calls.add(new Call(request.path(), request.headers(), body));
                    if (!request.path().equals("/hangs")) {
                        request.response().setStatusCode(answer.get()).end();
                    }
                }));
        Behind.await(target.listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        log.close();
        Behind.await(target.close());
        Behind.await(client.close());
    }

    @Test
    void shouldCallWithASignatureOncePerEventHoweverOftenItIsPublished() {
        JsonObject webhook = register("/hook", "turn.overdue").json();
        String secret = webhook.getString("secret");
        assertThat(secret).hasSize(64);

        log.write("once", overdue("c1"));
        log.write("once", overdue("c1"));
        log.write("other", overdue("c2"));

        await().atMost(PATIENCE).until(() -> calls.size() >= 2);
        await().atMost(PATIENCE)
                .until(() -> deliveries(webhook, "?state=DELIVERED").size() == 2);
        assertThat(calls).hasSize(2);
        Call call = calls.getFirst();
        assertThat(call.headers().get("rapport-signature"))
                .isEqualTo(Signatures.of(
                        secret,
                        call.headers().get("rapport-timestamp"),
                        call.body().getBytes()));
        assertThat(call.headers().get("rapport-event")).isEqualTo("turn.overdue");
        JsonObject body = call.body().toJsonObject();
        assertThat(body.getString("id")).isEqualTo(call.headers().get("rapport-id"));
        assertThat(body.getJsonObject("data").getString("sellerId")).isEqualTo(seller);
        JsonObject logged = deliveries(webhook, "?limit=1").getJsonObject(0);
        assertThat(logged.getInteger("status")).isEqualTo(204);
        assertThat(logged.getInteger("attempts")).isEqualTo(1);
        assertThat(logged.getInteger("latencyMillis")).isNotNegative();
        assertThat(client.get(hook(webhook), admin).body().toString()).doesNotContain(secret, "\"secret\"");
    }

    @Test
    void shouldTryAgainUntilItArrivesAndDisableWhatNothingArrivesAt() {
        answer.set(500);
        JsonObject webhook = register("/hook", "turn.overdue").json();
        log.write(overdue("c1"));
        await().atMost(PATIENCE).until(() -> calls.size() >= 2);
        answer.set(200);
        await().atMost(PATIENCE)
                .until(() -> deliveries(webhook, "?state=DELIVERED").size() == 1);
        assertThat(calls.stream().map(call -> call.headers().get("rapport-id")).distinct())
                .hasSize(1);

        answer.set(503);
        log.write(overdue("c2"));
        await().atMost(PATIENCE).until(() -> state(webhook).equals("DISABLED"));
        JsonObject disabled = client.get(hook(webhook), admin).json();
        assertThat(disabled.getString("reason")).contains("HTTP 503");
        JsonObject failed = deliveries(webhook, "?state=FAILED").getJsonObject(0);
        assertThat(failed.getInteger("status")).isEqualTo(503);

        JsonObject again = new JsonObject().put("deliveryIds", new JsonArray().add(failed.getString("deliveryId")));
        assertThat(client.post(hook(webhook) + "/redelivery", admin, again.toBuffer())
                        .code())
                .isEqualTo("WEBHOOK_DISABLED");
        answer.set(200);
        put(webhook, disabled.getLong("version"), true);
        assertThat(client.post(hook(webhook) + "/redelivery", admin, again.toBuffer())
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("status"))
                .isEqualTo("QUEUED");
        await().atMost(PATIENCE)
                .until(() -> deliveries(webhook, "?state=DELIVERED").size() == 2);
        assertThat(state(webhook)).isEqualTo("ACTIVE");
    }

    @Test
    void shouldNotHoldUpOthersWhenOneHangs() {
        register("/hangs", "turn.overdue");
        JsonObject well = register("/well", "turn.overdue").json();
        for (int i = 0; i < 30; i++) {
            log.write(overdue("c" + i));
        }
        await().atMost(PATIENCE)
                .until(() -> deliveries(well, "?state=DELIVERED").size() == 30);
        assertThat(calls.stream().filter(call -> call.path().equals("/hangs")).count())
                .isLessThan(12);
    }

    @Test
    void shouldKeepTheContractOfResources() {
        Buffer wanted = wanted("/hook", "alert.raised").toBuffer();
        Map<String, String> key = Map.of("content-type", "application/json", "idempotency-key", "k-" + seller);
        Answer made = client.send("POST", path, admin, key, wanted);
        Answer replayed = client.send("POST", path, admin, key, wanted);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().get("location")).isEqualTo(hook(made.json()));
        assertThat(made.headers().get("etag")).isEqualTo("\"1\"");
        assertThat(replayed.json()).isEqualTo(made.json());
        assertThat(replayed.headers().get("idempotent-replay")).isEqualTo("true");
        assertThat(client.get(path, admin).json().getJsonArray("items")).hasSize(1);

        String hook = hook(made.json());
        Map<String, String> json = Map.of("content-type", "application/json");
        assertThat(client.send("PUT", hook, admin, json, wanted).code()).isEqualTo("PRECONDITION_REQUIRED");
        assertThat(client.send("DELETE", hook, admin, Map.of("if-match", "\"7\""), null)
                        .code())
                .isEqualTo("STALE");
        Answer rotated = client.post(hook + "/secret", admin, Buffer.buffer());
        assertThat(rotated.json().getString("secret")).isNotEqualTo(made.json().getString("secret"));
        assertThat(client.send("DELETE", hook, admin, Map.of("if-match", "\"2\""), null)
                        .status())
                .isEqualTo(204);
        assertThat(client.get(hook, admin).code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void shouldKeepOthersOut() {
        String viewer = Tokens.trusted().token(Set.of(seller), "viewer");
        JsonObject webhook = register("/hook", "turn.overdue").json();
        assertThat(client.get(hook(webhook), viewer).status()).isEqualTo(200);
        assertThat(client.post(path, viewer, wanted("/hook", "*").toBuffer()).code())
                .isEqualTo("ROLE_REQUIRED");
        assertThat(client.get(hook(webhook), Tokens.trusted().token(Set.of("s2"), "admin"))
                        .code())
                .isEqualTo("NOT_FOUND");
        String stranger = "/api/v1/sellers/s2/webhooks/" + webhook.getString("webhookId");
        assertThat(client.get(stranger, Tokens.trusted().token(Set.of("s2"), "admin"))
                        .code())
                .isEqualTo("NOT_FOUND");
        assertThat(client.get(stranger + "/deliveries", Tokens.trusted().token(Set.of("s2"), "admin"))
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"ftp://example.com/\"}",
                "{\"url\":\"http://user@example.com/\"}",
                "{\"url\":\"http://127.0.0.1:1/\",\"events\":[]}",
                "{\"url\":\"http://127.0.0.1:1/\",\"events\":[\"order.placed\"]}",
                "{\"url\":\"http://127.0.0.1:1/\",\"events\":[\"*\",\"turn.opened\"]}",
                "{\"url\":\"http://127.0.0.1:1/\",\"secret\":\"short\"}"
            })
    void shouldRefuseWhatIsNoWebhook(String body) {
        assertThat(client.post(path, admin, Buffer.buffer(body)).status()).isEqualTo(422);
    }

    private Answer register(String target, String event) {
        Answer made = client.post(path, admin, wanted(target, event).toBuffer());
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    private void put(JsonObject webhook, long version, boolean active) {
        Map<String, String> headers = Map.of("content-type", "application/json", "if-match", "\"" + version + "\"");
        Buffer body = wanted("/hook", "turn.overdue").put("active", active).toBuffer();
        assertThat(client.send("PUT", hook(webhook), admin, headers, body).status())
                .isEqualTo(200);
    }

    private JsonObject wanted(String where, String event) {
        return new JsonObject()
                .put("url", "http://127.0.0.1:" + target.actualPort() + where)
                .put("events", new JsonArray().add(event));
    }

    private String hook(JsonObject webhook) {
        return path + '/' + webhook.getString("webhookId");
    }

    private String state(JsonObject webhook) {
        return client.get(hook(webhook), admin).json().getString("state");
    }

    private JsonArray deliveries(JsonObject webhook, String query) {
        return client.get(hook(webhook) + "/deliveries" + query, admin).json().getJsonArray("items");
    }

    private TurnOverdue overdue(String conversation) {
        return new TurnOverdue(seller, conversation, "t1", "first-response", AT, AT);
    }
}
