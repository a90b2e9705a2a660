package dev.rapport.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.EventType;
import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, gateway: what is open without a token, and that nothing else is. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class DoorIT {

    private static final Vertx VERTX = Vertx.vertx();

    @TestHTTPResource
    URI root;

    private Client client;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldServeTheSchemaOfEveryType(EventType type) {
        Client.Answer answer = client.get("/schemas/" + type.wireName(), null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/schema+json");
        assertThat(answer.json().getString("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void shouldServeTheDocumentOfTheTopics() {
        Client.Answer answer = client.get("/asyncapi", null);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/yaml");
        assertThat(answer.body().toString()).contains("asyncapi: 3", "rapport.inbound");
    }

    @Test
    void shouldWelcomeWithAPageThatAsksNobodyElseForAnything() {
        Client.Answer page = client.get("/interfaces", null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'");
        String html = page.body().toString();
        assertThat(html).contains("/schemas/rapport.turn.opened.v1", "/openapi", "/asyncapi", "/q/health");
        assertThat(html).doesNotContain("{{", "<script", "src=", "@import", "url(", "https://");
    }

    /** The console's router knows its addresses and so does the door: one that only the router knows is lost when its page is loaded again. */
    @Test
    void shouldShowTheConsoleAtEveryAddressItsRouterKnows() throws IOException {
        Assumptions.assumeTrue(Console.built().isThere(), "the gateway was built without the console");
        Matcher route = Pattern.compile("<Route path=\"([^\"*]+)\"")
                .matcher(Files.readString(Path.of("src/main/webui/src/app/App.tsx")));
        int routes = 0;
        while (route.find()) {
            String address = "/" + route.group(1).replaceAll(":\\w+", "x1");
            assertThat(client.get(address, null).status()).as(address).isEqualTo(200);
            routes++;
        }
        assertThat(routes).isGreaterThan(10);
    }

    @Test
    void shouldShowTheConsoleOrWithoutItThePlainPage() {
        Client.Answer page = client.get("/", null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("cache-control")).isEqualTo("no-cache");
        String policy = page.headers().get("content-security-policy");
        assertThat(policy).startsWith("default-src 'none'").contains("frame-ancestors 'none'");
        if (!Console.built().isThere()) {
            assertThat(client.get("/inbox", null).status()).isEqualTo(404);
            return;
        }
        assertThat(policy).contains("script-src 'self';").doesNotContain("http:", "https:");
        String html = page.body().toString();
        assertThat(client.get("/inbox/s1/c%3A1", null).body().toString()).isEqualTo(html);
        assertThat(client.get("/stores/s1/score", null).body().toString()).isEqualTo(html);
        assertThat(client.get("/stores/s1/personal-data", null).body().toString())
                .isEqualTo(html);
        assertThat(client.get("/stores/s1/buyers/b%3A1", null).body().toString())
                .isEqualTo(html);
        assertThat(client.get("/dead-letters", null).body().toString()).isEqualTo(html);
        String script = html.substring(html.indexOf("/assets/"), html.indexOf(".js") + 3);
        Client.Answer loaded = client.send("GET", script, null, Map.of("Accept-Encoding", "gzip"), null);
        assertThat(loaded.headers().get("content-encoding")).isEqualTo("gzip");
        assertThat(loaded.headers().get("content-type")).startsWith("text/javascript");
        assertThat(loaded.headers().get("cache-control")).contains("immutable");
    }

    @Test
    void shouldOnlyReadAtTheDoor() {
        Client.Answer answer = client.post("/asyncapi", null, Buffer.buffer("{}"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get("allow")).isEqualTo("GET, HEAD");
        Client.Answer head = client.send("HEAD", "/", null, Map.of(), null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body().length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schemas",
                "/schemas/",
                "/schemas/rapport.nothing.v1",
                "/schemas/rapport.turn.opened.v1/",
                "/index.html",
                "/landing.html",
                "/q",
                "/q/metrics",
                "/q/openapi",
                "/q/info",
                "/q/health/",
                "/q/health/group/x",
                "/asyncapi/",
                "/inbox/",
                "/inbox/../api/v1/sellers",
                "/inbox/%2e%2e/api/v1/sellers",
                "/inbox/./x",
                "/stores//score",
                "/stores/a%2Fb/score",
                "/inboxes",
                "/dead-letters/x",
                "/assets/",
                "/files.txt",
                "/application.properties",
                "/META-INF/resources/x",
                "/.well-known/oauth-protected-resource",
                "/q/oidc/attestation-jwks"
            })
    void shouldKeepEverythingElseShut(String path) {
        assertThat(client.get(path, null).status()).isEqualTo(404);
        assertThat(client.get(path, Tokens.trusted().token(Set.of("*"), "admin"))
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void shouldStayReadyAndTellWhichServicesAreWhenTheyAreNot() {
        int management = URI.create(
                        ConfigProvider.getConfig().getValue("rapport.gateway.score.management-url", String.class))
                .getPort();
        var server = VERTX.createHttpServer()
                .requestHandler(request -> request.response().end("{}"));
        Behind.await(server.listen(management, "127.0.0.1"));

        org.awaitility.Awaitility.await().untilAsserted(() -> {
            var health = client.get("/q/health", null).json();
            assertThat(health.getString("status")).isEqualTo("UP");
            var data = health.getJsonArray("checks").stream()
                    .map(JsonObject.class::cast)
                    .filter(check -> check.getString("name").equals("services"))
                    .findFirst()
                    .orElseThrow()
                    .getJsonObject("data");
            assertThat(data.getString(Service.SCORE.wireName())).isEqualTo("UP");
            assertThat(data.getString(Service.CARE.wireName())).isEqualTo("UNREACHABLE");
        });
        Behind.await(server.close());
    }

    @Test
    void shouldLabelMetricsWithTemplatesAndNeverWithASeller() {
        client.get("/api/v1/sellers/seller-in-a-path/score", Tokens.trusted().token(Set.of("*"), "admin"));
        client.get("/api/v1/sellers/stranger-in-a-path/score", null);
        client.get("/anything-in-a-path", null);

        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        Client.Answer metrics = new Client(VERTX, port).get("/q/metrics", null);
        assertThat(metrics.body().toString())
                .contains("uri=\"/api/v1/sellers/{sellerId}/score\"")
                .doesNotContain("in-a-path");
    }
}
