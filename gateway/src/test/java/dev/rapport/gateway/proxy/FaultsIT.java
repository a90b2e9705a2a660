package dev.rapport.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.Service;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is away, slow or talks nonsense: the client gets a problem document, the other services are unaffected. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class FaultsIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String SCORE = "/api/v1/sellers/s1/score";
    private static final String REVIEWS = "/api/v1/sellers/s1/reviews";
    private static final String REPLIES = "/api/v1/sellers/s1/conversations/c1/replies";

    @TestHTTPResource
    URI root;

    private final String token = Tokens.trusted().token(Set.of("s1"), "admin");
    private final Behind behind = new Behind(VERTX);
    private Client client;

    @Inject
    Breakers breakers;

    @BeforeEach
    void start() {
        breakers.forget();
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
        behind.close();
        // Other classes meet the same gateway.
        breakers.forget();
    }

    @Test
    void shouldSayWhenToComeBackWhenAServiceIsAwayAndServeTheOthers() {
        behind.http(Service.SCORE, request -> request.response().end("{}"));

        Client.Answer away = client.get(REVIEWS, token);

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("UNAVAILABLE");
        assertThat(away.headers().get("retry-after")).isEqualTo("5");
        assertThat(away.body().toString()).doesNotContain("Exception", "127.0.0.1", "refused");
        assertThat(client.get(SCORE, token).status()).isEqualTo(200);
    }

    @Test
    void shouldFindAServiceAgainAsSoonAsItIsBack() {
        behind.http(Service.SCORE, request -> request.response().end("{}"));
        assertThat(client.get(SCORE, token).status()).isEqualTo(200);
        behind.close();
        assertThat(client.get(SCORE, token).status()).isEqualTo(503);
        behind.http(Service.SCORE, request -> request.response().end("{}"));
        assertThat(client.get(SCORE, token).status()).isEqualTo(200);
    }

    @Test
    void shouldGiveUpOnASlowServiceAndSayThatTheOutcomeIsUnknown() {
        behind.http(Service.MESSAGE, _ -> {});
        long before = System.nanoTime();
        Client.Answer slow = client.post(REPLIES, token, Buffer.buffer("{}"));

        assertThat(slow.status()).isEqualTo(504);
        assertThat(slow.code()).isEqualTo("TOO_SLOW");
        assertThat(Duration.ofNanos(System.nanoTime() - before).toMillis())
                .isBetween(GatewayProfile.PATIENCE_MILLIS - 200, GatewayProfile.PATIENCE_MILLIS + 5_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 OK fine\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n\r\n"
            })
    void shouldAnswerBadGatewayWhenAServiceTalksNonsense(String nonsense) {
        behind.raw(Service.REVIEW, nonsense);
        Client.Answer answer = client.get(REVIEWS, token);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("BAD_ANSWER");
    }

    @Test
    void shouldAnswerBadGatewayWhenAServicesHeadersNeverEnd() {
        behind.raw(Service.REVIEW, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
        assertThat(client.get(REVIEWS, token).status()).isEqualTo(502);
    }

    @Test
    void shouldAnswerUnavailableWhenAServiceDiesBeforeItAnswers() {
        behind.raw(Service.REVIEW, socket -> socket.handler(_ -> socket.close()));
        Client.Answer answer = client.get(REVIEWS, token);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("retry-after")).isEqualTo("5");
    }

    /** As after a restart: the gateway still holds connections that the service has closed. */
    @Test
    void shouldReadAgainOnAnotherConnectionWhenTheFirstWasClosed() {
        var connections = new AtomicInteger();
        behind.raw(
                Service.REVIEW,
                socket -> socket.handler(_ -> {
                    if (connections.incrementAndGet() > 2) {
                        socket.write(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
                    }
                    socket.close();
                }));
        assertThat(client.get(REVIEWS, token).status()).isEqualTo(200);
        assertThat(connections).hasValue(3);
    }

    /** It may have taken effect: whoever sent it decides, with an idempotency key. */
    @Test
    void shouldNeverWriteTwiceWhenAConnectionWasClosed() {
        var connections = new AtomicInteger();
        behind.raw(
                Service.MESSAGE,
                socket -> socket.handler(_ -> {
                    connections.incrementAndGet();
                    socket.close();
                }));
        assertThat(client.post(REPLIES, token, Buffer.buffer("{}")).status()).isEqualTo(503);
        assertThat(connections).hasValue(1);
    }

    @Test
    void shouldNotPassAHalfAnswerOffAsAWholeOne() {
        behind.raw(
                Service.REVIEW,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"half\":");
        assertThatThrownBy(() -> client.get(REVIEWS, token)).isInstanceOf(AssertionError.class);
        behind.http(Service.SCORE, request -> request.response().end("{}"));
        assertThat(client.get(SCORE, token).status()).isEqualTo(200);
    }

    @Test
    void shouldMakeAProblemOfAnErrorThatIsNone() {
        behind.http(Service.REVIEW, request -> request.response()
                .setStatusCode(500)
                .putHeader("content-type", "text/html")
                .end("<h1>java.lang.NullPointerException at dev.rapport.Secret</h1>"));
        Client.Answer answer = client.get(REVIEWS, token);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("INTERNAL");
        assertThat(answer.body().toString()).doesNotContain("Secret");
    }

    @Test
    void shouldPassAServicesOwnProblemOn() {
        behind.http(Service.REVIEW, request -> request.response()
                .setStatusCode(423)
                .putHeader("content-type", "application/problem+json")
                .putHeader("retry-after", "60")
                .end("{\"code\":\"FROZEN\"}"));
        Client.Answer answer = client.get(REVIEWS, token);
        assertThat(answer.status()).isEqualTo(423);
        assertThat(answer.code()).isEqualTo("FROZEN");
        assertThat(answer.headers().get("retry-after")).isEqualTo("60");
    }

    @Test
    void shouldKeepWhatBelongsToTheServicesConnectionFromTheClient() {
        behind.http(Service.REVIEW, request -> request.response()
                .putHeader("connection", "X-Inner")
                .putHeader("x-inner", "1")
                .putHeader("server", "quarkus")
                .putHeader("keep-alive", "timeout=5")
                .putHeader("etag", "\"7\"")
                .putHeader("cache-control", "no-store")
                .putHeader("x-request-id", "of-the-service")
                .putHeader("location", "/api/v1/sellers/s1/reviews/r1")
                .putHeader("idempotent-replay", "true")
                .end("{}"));
        var headers = client.send("GET", REVIEWS, token, Map.of("x-request-id", "req-1"), null)
                .headers();

        assertThat(headers.names()).doesNotContain("x-inner", "server", "keep-alive", "connection");
        assertThat(headers.get("etag")).isEqualTo("\"7\"");
        assertThat(headers.getAll("cache-control")).containsExactly("no-store");
        assertThat(headers.getAll("x-request-id")).containsExactly("req-1");
        assertThat(headers.get("location")).isEqualTo("/api/v1/sellers/s1/reviews/r1");
        assertThat(headers.get("idempotent-replay")).isEqualTo("true");
    }

    @Test
    void shouldPassAnswersWithoutABodyOn() {
        behind.http(Service.SCORE, request -> {
            String status = request.getParam("status");
            if (status == null) {
                request.response().putHeader("content-length", "12").end();
            } else {
                request.response().setStatusCode(Integer.parseInt(status)).end();
            }
        });
        assertThat(client.get(SCORE + "?status=204", token).status()).isEqualTo(204);
        assertThat(client.get(SCORE + "?status=304", token).status()).isEqualTo(304);
        Client.Answer head = client.send("HEAD", SCORE, token, Map.of(), null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().get("content-length")).isEqualTo("12");
        assertThat(client.get(SCORE + "?status=204", token).headers().names()).doesNotContain("transfer-encoding");
    }

    /** One seller gets three quarters of the places, at most, and half of those where one waits. */
    @Test
    void shouldRefuseAtOnceWhenTooManyWaitForOneServiceAndServeTheOthers() throws Exception {
        behind.http(Service.REVIEW, _ -> {});
        behind.http(Service.SCORE, request -> request.response().end("{}"));
        var answers = new ArrayList<Future<Client.Answer>>();
        int many = GatewayProfile.CONNECTIONS + GatewayProfile.WAITING + 10;
        for (int i = 0; i < many; i++) {
            answers.add(client.start("GET", REVIEWS, token, Map.of(), null));
        }
        assertThat(client.get(SCORE, token).status()).isEqualTo(200);
        Future.all(answers).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

        int places = GatewayProfile.CONNECTIONS * 3 / 4;
        var busy = answers.stream()
                .map(Future::result)
                .filter(answer -> answer.status() == 503)
                .toList();
        assertThat(busy).hasSizeBetween(10, many - places).allSatisfy(answer -> assertThat(
                        answer.headers().get("retry-after"))
                .isEqualTo("1"));
        assertThat(answers.stream().map(Future::result).filter(answer -> answer.status() == 504))
                .hasSizeGreaterThanOrEqualTo(places);
    }

    /** A seller whose requests all hang leaves room for another's at the same service. */
    @Test
    void shouldServeAnotherSellerWhileOnesRequestsHang() {
        behind.http(Service.REVIEW, request -> {
            if (request.path().contains("/s2/")) {
                request.response().putHeader("content-type", "application/json").end("{}");
            }
        });
        for (int i = 0; i < GatewayProfile.CONNECTIONS + GatewayProfile.WAITING; i++) {
            client.start("GET", REVIEWS, token, Map.of(), null);
        }
        String other = Tokens.trusted().token(Set.of("s2"), "viewer");
        assertThat(client.get("/api/v1/sellers/s2/reviews", other).status()).isEqualTo(200);
    }

    /** Requests whose clients are gone hold neither places nor connections. */
    @Test
    void shouldLetGoOfWhatNobodyWaitsFor() {
        var hang = new AtomicBoolean(true);
        behind.http(Service.REVIEW, request -> {
            if (!hang.get()) {
                request.response().putHeader("content-type", "application/json").end("{}");
            }
        });
        var impatient = new Client(VERTX, root.getPort());
        for (int i = 0; i < GatewayProfile.CONNECTIONS; i++) {
            impatient.start("GET", REVIEWS, token, Map.of(), null);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> behind.seen().size() >= GatewayProfile.CONNECTIONS * 3 / 4);
        hang.set(false);
        Behind.await(impatient.close());
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMillis(GatewayProfile.PATIENCE_MILLIS / 2))
                .until(() -> client.get(REVIEWS, token).status() == 200);
    }

    @Test
    void shouldRefuseAtOnceWhileAServiceKeepsFailingAndServeItAgainWhenItIsReady() {
        var asked = new AtomicInteger();
        behind.raw(
                Service.CARE,
                socket -> socket.handler(_ -> {
                    asked.incrementAndGet();
                    socket.close();
                }));
        String allowance = "/api/v1/sellers/s1/buyers/b1/care-allowance";
        for (int i = 0; i < 30; i++) {
            assertThat(client.get(allowance, token).status()).isEqualTo(503);
        }
        int before = asked.get();
        assertThat(before)
                .as("thirty requests, three tries each, had the circuit stayed closed")
                .isLessThan(60);
        Client.Answer refused = client.get(allowance, token);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().get("retry-after")).isEqualTo("5");
        assertThat(asked).hasValue(before);

        behind.close();
        behind.http(Service.CARE, request -> request.response()
                .putHeader("content-type", "application/json")
                .end("{}"));
        behind.ready(Service.CARE);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(client.get(allowance, token).status()).isEqualTo(200));
    }

    /** A circuit that tries a service again has five trials: clients who leave, at the service or in line, use none of them up. */
    @Test
    void shouldKeepTheTrialsOfACircuitForWhoStays() {
        var hang = new AtomicBoolean(true);
        behind.http(Service.REVIEW, request -> {
            if (!hang.get()) {
                request.response().putHeader("content-type", "application/json").end("{}");
            }
        });
        var circuit = breakers.of(Service.REVIEW);
        circuit.transitionToOpenState();
        circuit.transitionToHalfOpenState();
        int places = GatewayProfile.CONNECTIONS * 3 / 4;
        var impatient = new Client(VERTX, root.getPort());
        for (int i = 0; i <= places; i++) {
            impatient.start("GET", REVIEWS, token, Map.of(), null);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> behind.seen().size() >= places);
        hang.set(false);
        Behind.await(impatient.close());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get(REVIEWS, token).status() == 200);
        for (int i = 0; i < places; i++) {
            assertThat(client.get(REVIEWS, token).status()).isEqualTo(200);
        }
        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** What a client does wrong opens no circuit. */
    @Test
    void shouldNotBlameAServiceForItsClients() {
        behind.http(Service.MESSAGE, request -> request.body().onSuccess(_ -> request.response()
                .putHeader("content-type", "application/json")
                .end("{}")));
        Buffer tooMuch = Buffer.buffer(new byte[300 << 10]);
        for (int i = 0; i < 25; i++) {
            assertThat(client.send("POST", REPLIES, token, Map.of("transfer-encoding", "chunked"), tooMuch)
                            .status())
                    .isEqualTo(413);
        }
        assertThat(client.post(REPLIES, token, Buffer.buffer("{}")).status()).isEqualTo(200);
    }

    @Test
    void shouldNotBlameAServiceForChunksThatAreNone() throws IOException {
        behind.http(Service.MESSAGE, request -> request.body().onSuccess(_ -> request.response()
                .putHeader("content-type", "application/json")
                .end("{}")));
        for (int i = 0; i < 25; i++) {
            try (var socket = new Socket("127.0.0.1", root.getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("POST " + REPLIES + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).matches("(?s)(HTTP/1.1 400.*)?");
            }
        }
        assertThat(client.post(REPLIES, token, Buffer.buffer("{}")).status()).isEqualTo(200);
    }

    @Test
    void shouldTellHowMuchIsLeftAndRefuseWhatIsOver() {
        behind.http(Service.SCORE, request -> request.response()
                .putHeader("content-type", "application/json")
                .end("{}"));
        String eager = Tokens.trusted().token(Set.of("s9"), "viewer");
        Client.Answer first = client.get("/api/v1/sellers/s9/score", eager);
        assertThat(first.headers().get("ratelimit-policy"))
                .isEqualTo("\"caller\";q=8000;w=4, \"seller\";q=%d;w=%d"
                        .formatted(
                                GatewayProfile.SELLER_BURST, GatewayProfile.SELLER_BURST / GatewayProfile.SELLER_RATE));
        assertThat(first.headers().get("ratelimit")).startsWith("\"seller\";r=" + (GatewayProfile.SELLER_BURST - 1));

        int served = 1;
        Client.Answer last = first;
        while (last.status() == 200 && served <= 2 * GatewayProfile.SELLER_BURST) {
            last = client.get("/api/v1/sellers/s9/score", eager);
            served++;
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(last.headers().get("retry-after")).isEqualTo("1");
        assertThat(last.headers().get("ratelimit")).startsWith("\"seller\";r=0;");
        assertThat(client.get(SCORE, token).status()).as("another seller").isEqualTo(200);
    }
}
