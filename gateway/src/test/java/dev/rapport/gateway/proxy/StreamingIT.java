package dev.rapport.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class StreamingIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String INBOUND = "/api/v1/sellers/s1/inbound";
    private static final String REPLIES = "/api/v1/sellers/s1/conversations/c1/replies";
    private static final Map<String, String> EVENTS = Map.of("content-type", "application/cloudevents-batch+json");
    private static final int FOUR_MB = 4 << 20;

    @TestHTTPResource
    URI root;

    private final String token = Tokens.trusted().token(Set.of("s1"), "admin");
    private final Behind behind = new Behind(VERTX);
    private Client client;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
        behind.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void shouldPassFourMegabytesThroughUnchangedWithAndWithoutALength(HttpVersion version) {
        behind.http(Service.MESSAGE, StreamingIT::digest);
        Client over = new Client(VERTX, root.getPort(), version);
        Buffer body = noise(FOUR_MB);

        Client.Answer whole = over.send("POST", INBOUND, token, EVENTS, body);
        Client.Answer pieces =
                Behind.await(over.open("POST", INBOUND, token, EVENTS).compose(request -> inPieces(request, body)));

        String expected = hash(body);
        assertThat(whole.json().getString("hash")).isEqualTo(expected);
        assertThat(pieces.json().getString("hash")).isEqualTo(expected);
        Behind.await(over.close());
    }

    @Test
    void shouldSendTheBeginningOnBeforeTheEndHasCome() {
        var arrived = new AtomicLong();
        behind.http(Service.MESSAGE, request -> {
            request.handler(piece -> arrived.addAndGet(piece.length()));
            request.endHandler(_ -> request.response().end("{}"));
        });
        HttpClientRequest request = Behind.await(client.open("POST", INBOUND, token, EVENTS));
        request.setChunked(true).write(noise(100_000));

        await().untilAtomic(arrived, org.hamcrest.Matchers.is(100_000L));
        assertThat(Behind.await(request.end().compose(_ -> request.response())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldSendAnAnswersBeginningBackBeforeItsEndHasCome() {
        Promise<Void> seen = Promise.promise();
        behind.http(Service.MESSAGE, request -> {
            request.response().setChunked(true).write("first");
            seen.future().onSuccess(_ -> request.response().end("second"));
        });
        var text = new StringBuffer();
        Promise<Void> ended = Promise.promise();
        // On the event loop, so that no piece comes before there is somebody to take it.
        Behind.await(client.open("GET", "/api/v1/conversations", token, Map.of())
                .compose(request -> request.send().onSuccess(response -> {
                    response.handler(piece -> {
                        text.append(piece);
                        seen.tryComplete();
                    });
                    response.endHandler(_ -> ended.complete());
                })));
        Behind.await(ended.future());
        assertThat(text).hasToString("firstsecond");
    }

    @Test
    void shouldRefuseABodyThatAnnouncesTooMuchWithoutAskingTheService() {
        behind.http(Service.MESSAGE, StreamingIT::digest);

        Client.Answer events = client.send("POST", INBOUND, token, EVENTS, noise(FOUR_MB + 1));
        Client.Answer reply = client.post(REPLIES, token, noise((256 << 10) + 1));
        Client.Answer largest = client.post(REPLIES, token, noise(256 << 10));

        assertThat(events.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(largest.status()).isEqualTo(200);
        assertThat(behind.seen()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void shouldCutABodyOffThatGrowsTooLargeOnItsWay(HttpVersion version) {
        var cut = new AtomicBoolean();
        behind.http(Service.MESSAGE, request -> request.exceptionHandler(_ -> cut.set(true))
                .handler(_ -> {}));
        Client over = new Client(VERTX, root.getPort(), version);

        Client.Answer answer = Behind.await(
                over.open("POST", REPLIES, token, EVENTS).compose(request -> inPieces(request, noise(600_000))));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        await().untilTrue(cut);
        Behind.await(over.close());
    }

    /** A byte now and then keeps a connection from being idle, and would keep a place at the service for ever. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void shouldNotWaitForABodyForEver(HttpVersion version) {
        var cut = new AtomicBoolean();
        behind.http(Service.MESSAGE, request -> request.exceptionHandler(_ -> cut.set(true))
                .handler(_ -> {}));
        Client over = new Client(VERTX, root.getPort(), version);
        HttpClientRequest request = Behind.await(over.open("POST", REPLIES, token, EVENTS));
        request.setChunked(true).write(noise(100_000));
        long drip = VERTX.setPeriodic(0, 200, _ -> request.write("x"));

        HttpClientResponse response = Behind.await(request.response());
        VERTX.cancelTimer(drip);

        assertThat(response.statusCode()).isEqualTo(408);
        await().untilTrue(cut);
        Behind.await(over.close());
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void shouldNotTroubleTheServiceWithASmallBodyBeforeItIsThere(HttpVersion version) {
        behind.http(Service.MESSAGE, StreamingIT::digest);
        Client over = new Client(VERTX, root.getPort(), version);
        List<HttpClientRequest> slow = new ArrayList<>();
        // More than there are places at the service, for one seller and for all.
        for (int i = 0; i < 90; i++) {
            HttpClientRequest request = Behind.await(over.open("POST", REPLIES, token, EVENTS));
            request.setChunked(true).write("x");
            slow.add(request);
        }

        assertThat(client.send("POST", REPLIES, token, EVENTS, noise(5)).status())
                .isEqualTo(200);
        assertThat(behind.seen()).hasSize(1);
        // Asked for before it can come: what nobody takes is gone.
        Future<Buffer> answer = slow.getFirst().response().compose(HttpClientResponse::body);
        slow.getFirst().end("yz");
        assertThat(Behind.await(answer).toJsonObject().getString("hash")).isEqualTo(hash(Buffer.buffer("xyz")));
        assertThat(Behind.await(slow.getLast().response()).statusCode()).isEqualTo(408);
        assertThat(behind.seen()).hasSize(2);
        Behind.await(over.close());
    }

    @Test
    void shouldAskForTheBodyOnlyWhenItIsWanted() {
        behind.http(Service.MESSAGE, StreamingIT::digest);
        var asked = new AtomicBoolean();
        HttpClientRequest wanted = Behind.await(client.open("POST", REPLIES, token, Map.of("expect", "100-continue")));
        wanted.putHeader("content-length", "5").continueHandler(_ -> {
            asked.set(true);
            wanted.end("12345");
        });
        Behind.await(wanted.sendHead());
        assertThat(Behind.await(wanted.response()).statusCode()).isEqualTo(200);
        assertThat(asked).isTrue();

        String stranger = Tokens.trusted().token(Set.of("s2"), "admin");
        HttpClientRequest refused =
                Behind.await(client.open("POST", REPLIES, stranger, Map.of("expect", "100-continue")));
        refused.putHeader("content-length", "5").continueHandler(_ -> refused.end("12345"));
        Behind.await(refused.sendHead());
        assertThat(Behind.await(refused.response()).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldDropTheServicesRequestWhenTheClientGoesAway() {
        var dropped = new AtomicBoolean();
        behind.http(Service.SCORE, request -> {
            request.response().setChunked(true).write("a");
            request.response().closeHandler(_ -> dropped.set(true));
        });
        HttpClientRequest request = Behind.await(client.open("GET", "/api/v1/sellers/s1/score", token, Map.of()));
        Behind.await(request.send());
        Behind.await(request.connection().close());

        await().untilTrue(dropped);
    }

    private static Future<Client.Answer> inPieces(HttpClientRequest request, Buffer body) {
        request.setChunked(true);
        for (int at = 0; at < body.length(); at += 50_000) {
            request.write(body.slice(at, Math.min(body.length(), at + 50_000)));
        }
        request.end();
        return request.response().compose(response -> response.body()
                .map(all -> new Client.Answer(response.statusCode(), response.headers(), all)));
    }

    private static void digest(HttpServerRequest request) {
        request.body().onSuccess(body -> request.response()
                .putHeader("content-type", "application/json")
                .end(new JsonObject().put("hash", hash(body)).encode()));
    }

    private static Buffer noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private static String hash(Buffer body) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(body.getBytes()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
