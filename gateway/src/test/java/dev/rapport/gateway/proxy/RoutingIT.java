package dev.rapport.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class RoutingIT {

    private static final Vertx VERTX = Vertx.vertx();

    @TestHTTPResource
    URI root;

    private final Tokens tokens = Tokens.trusted();
    private final String admin = tokens.token(Set.of("s1"), "admin");
    private final Behind behind = new Behind(VERTX);
    private Client client;

    @BeforeEach
    void start() {
        behind.echo();
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
        behind.close();
    }

    @Test
    void shouldReachTheServiceThatOwnsTheRouteAndKeepTheQuery() {
        for (AccessTable.Route route : AccessTable.routes()) {
            if (route.service() == Service.GATEWAY) {
                continue; // It answers itself: LiveIT.
            }
            String path = AccessTable.ROOT
                    + route.template().replace("{sellerId}", "s1").replaceAll("\\{[^}]*}", "x1");
            Buffer body = route.method().equals("GET") ? null : Buffer.buffer("{}");
            Client.Answer answer = client.send(
                    route.method(), path + "?a=1&b=%2F..", admin, Map.of("content-type", "application/json"), body);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json().getString("service"))
                    .isEqualTo(route.service().wireName());
            Behind.Seen seen = behind.seen().getLast();
            assertThat(seen.uri()).isEqualTo(path + "?a=1&b=%2F..");
            assertThat(seen.method()).isEqualTo(route.method());
        }
    }

    @Test
    void shouldSendThePathOnInItsOneForm() {
        client.get("/api/v1/sellers/ali%3a1/score", tokens.token(Set.of("ali:1"), "viewer"));
        assertThat(behind.seen().getLast().uri()).isEqualTo("/api/v1/sellers/ali:1/score");
    }

    @Test
    void shouldLetNothingThroughThatTheFilterRefuses() {
        String score = "/api/v1/sellers/s1/score";
        assertThat(client.get(score, null).code()).isEqualTo("UNAUTHENTICATED");
        assertThat(client.get(score, Tokens.trusted().token(Instant.now().minusSeconds(5), Set.of("s1"), "admin"))
                        .status())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/sellers/s2/score", admin).code()).isEqualTo("NOT_FOUND");
        assertThat(client.get("/api/v1/sellers/s1/nowhere", admin).code()).isEqualTo("NOT_FOUND");
        assertThat(client.get(score, tokens.token(Set.of("s1"), "feeder")).code())
                .isEqualTo("ROLE_REQUIRED");
        assertThat(client.post(score, admin, Buffer.buffer("{}")).code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(behind.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sellers/s1/../s2/score",
                "/api/v1/sellers/s1/%2e%2e/s2/score",
                "/api/v1/sellers/s1%2F..%2Fs2/score",
                "/api/v1//sellers/s2/score",
                "/api/v1/sellers/s2;x=1/score",
                "/api/v1/sellers/s1/score/",
                "/API/v1/sellers/s1/score",
                "/%61pi/v1/sellers/s1/score",
                "/api/v1/sellers/s%2532/score",
                "/./api/v1/sellers/s1/score",
                "/api/v1/sellers/s1/score%00",
                "/api/v1/sellers/s1/score%3Fx",
                "/api/v1/sellers/s1/score;jsessionid=1",
                "/api/v1/../../q/metrics",
                "/q/metrics",
                "/api/v1/sellers/s1%0d%0aX:y/score",
                "/api/v1/sellers/s1/score#x",
                "/schemas/../api/v1/sellers/s2/score"
            })
    void shouldNotPassOnAPathThatCouldBeReadInTwoWays(String path) {
        Client.Answer answer = client.get(path, admin);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(behind.seen()).isEmpty();
    }

    @Test
    void shouldLetNoHeaderInThatCouldNameATenantAUserOrARole() {
        var headers = new HashMap<String, String>();
        for (String name : List.of(
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "Forwarded",
                "X-Real-IP",
                "X-Tenant-Id",
                "X-Seller-Id",
                "X-User",
                "X-Roles",
                "X-Remote-User",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "Cookie",
                "Via",
                "TE",
                "Proxy-Authorization",
                "Keep-Alive",
                "X-Secret",
                "ce_type")) {
            headers.put(name, "evil");
        }
        headers.put("Connection", "close, Idempotency-Key, X-Secret");
        headers.put("Accept", "application/json");
        headers.put("If-Match", "\"7\"");
        headers.put("X-Request-Id", "req-1");
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        client.send("GET", "/api/v1/sellers/s1/score", admin, headers, null);

        var seen = behind.seen().getLast().headers();
        assertThat(seen.encode()).doesNotContain("evil");
        assertThat(seen.fieldNames())
                .containsOnly("host", "authorization", "accept", "if-match", "x-request-id", "traceparent");
        assertThat(seen.getString("authorization")).isEqualTo("Bearer " + admin);
        assertThat(seen.getString("x-request-id")).isEqualTo("req-1");
        assertThat(seen.getString("traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(seen.getString("host")).startsWith("127.0.0.1:");
    }

    @Test
    void shouldGiveARequestWithoutTraceOrIdBoth() {
        Client.Answer answer = client.get("/api/v1/packs", admin);
        var seen = behind.seen().getLast().headers();
        assertThat(seen.getString("x-request-id")).isEqualTo(answer.headers().get("x-request-id"));
        assertThat(seen.getString("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }
}
