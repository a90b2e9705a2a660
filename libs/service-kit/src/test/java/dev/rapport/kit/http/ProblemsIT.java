package dev.rapport.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, errors: every refusal is a problem document, none tells of classes, SQL or stacks. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class ProblemsIT {

    private static final String REPLIES = "/api/v1/sellers/s1/conversations/c1/replies";
    private static final String INBOUND = "/api/v1/sellers/s1/inbound";

    @TestHTTPResource
    URI root;

    private final String token = Tokens.trusted().good(Set.of("s1"), "admin");
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(root.getPort());
    }

    @Test
    void shouldWriteTheWholeDocumentWhenARuleRefuses() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Wire.Answer answer = wire.send(
                "GET", "/api/v1/packs/rule?x=1", token, "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n", "");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json()).isEqualTo(new JsonObject("""
                        {"type":"urn:rapport:problem:invalid","title":"The request breaks a rule","status":422,
                         "detail":"It names a messenger.","instance":"/api/v1/packs/rule","code":"INVALID","rule":"MSG-10",
                         "violations":[{"span":{"start":3,"end":9},"rule":"MSG-10.handle","message":"names a messenger"}],
                         "thawsAt":"2026-11-22T10:00:00Z","traceId":"%s"}""".formatted(trace)));
    }

    @ParameterizedTest
    @CsvSource({
        "connection,503,UNAVAILABLE,5",
        "pool,503,UNAVAILABLE,5",
        "broker,503,UNAVAILABLE,5",
        "deadlock,503,UNAVAILABLE,1",
        "busy,429,TOO_MANY_REQUESTS,2",
        "statement,500,INTERNAL,",
        "null,500,INTERNAL,",
        "own-json,500,INTERNAL,",
        "gone,404,NOT_FOUND,"
    })
    void shouldSayWhenToComeBackWhenItIsWorthIt(String fault, int status, String code, String retryAfter) {
        Wire.Answer answer = wire.get("/api/v1/packs/" + fault, token);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(answer.body()).doesNotContain("Exception", "dev.rapport", "relation", "java", "rapport.inbound");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"text\": | -",
                "nonsense | -",
                "- | -",
                "null | -",
                "[] | -",
                "{} | -",
                "{\"text\":null} | -",
                "{\"text\":\"a\",\"tone\":\"LOUD\"} | tone",
                "{\"text\":\"a\",\"lines\":[{\"quantity\":1,\"price\":\"1\"},{\"quantity\":\"many\"}]} | lines[1].quantity",
                "{\"text\":\"a\",\"lines\":[{\"quantity\":0}]} | lines[0].quantity",
                "{\"text\":\"a\",\"lines\":{}} | lines"
            })
    void shouldNameTheFieldWhenABodyCannotBeRead(String body, String field) {
        Wire.Answer answer = wire.json("POST", REPLIES, token, body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("MALFORMED_BODY");
        assertThat(answer.body()).doesNotContain("dev.rapport", "java.", "Resource", "LOUD", "many");
        if (field != null) {
            var violation = answer.json().getJsonArray("violations").getJsonObject(0);
            assertThat(violation.getString("field")).isEqualTo(field);
        }
    }

    @Test
    void shouldRefuseAnotherMediaTypeThanJson() {
        Wire.Answer answer = wire.send("POST", REPLIES, token, "Content-Type: text/plain\r\n", "hello");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().getString("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void shouldRefuseAnswersNobodyCanProduce() {
        Wire.Answer answer = wire.send("GET", "/api/v1/conversations", token, "Accept: image/png\r\n", "");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.json().getString("code")).isEqualTo("NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"window=many", "window=1&asOf=yesterday"})
    void shouldRefuseAParameterOfAnotherType(String query) {
        Wire.Answer answer = wire.get("/api/v1/sellers/s1/score?" + query, token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("BAD_PARAMETER");
    }

    @Test
    void shouldRefuseABodyThatAnnouncesTooMuch() {
        Wire.Answer answer = wire.json("POST", REPLIES, token, "{\"text\":\"" + "x".repeat(300_000) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getString("code")).isEqualTo("BODY_TOO_LARGE");
        assertThat(answer.json().getLong("limit")).isEqualTo(256 << 10);
    }

    @Test
    void shouldCutAChunkedBodyOffAtTheLimit() {
        String headers = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
        Wire.Answer answer =
                wire.send("POST", REPLIES, token, headers, chunked("{\"text\":\"" + "x".repeat(300_000) + "\"}"));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getString("code")).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void shouldTakeFourMegabytesOfEventsAndNotOneByteMore() {
        String type = "Content-Type: application/cloudevents-batch+json\r\n";
        Wire.Answer fits = wire.send("POST", INBOUND, token, type, "x".repeat(4 << 20));
        Wire.Answer over = wire.send("POST", INBOUND, token, type, "x".repeat((4 << 20) + 1));
        Wire.Answer chunkedOver = wire.send(
                "POST", INBOUND, token, type + "Transfer-Encoding: chunked\r\n", chunked("x".repeat((4 << 20) + 1)));

        assertThat(fits.json().getInteger("bytes")).isEqualTo(4 << 20);
        assertThat(over.status()).isEqualTo(413);
        assertThat(chunkedOver.status()).isEqualTo(413);
        assertThat(chunkedOver.json().getString("code")).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void shouldDemandIfMatchAndRefuseAStaleOne() {
        String headers = "Content-Type: application/json\r\n";
        assertThat(wire.send("PUT", "/api/v1/sellers/s1", token, headers, "{}").status())
                .isEqualTo(428);
        assertThat(wire.send("PUT", "/api/v1/sellers/s1", token, headers + "If-Match: \"6\"\r\n", "{}")
                        .status())
                .isEqualTo(412);
        assertThat(wire.send("PUT", "/api/v1/sellers/s1", token, headers + "If-Match: \"7\"\r\n", "{}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void shouldPassARequestIdOnAndMakeOneWhenItIsMissingOrOdd() {
        Wire.Answer given = wire.send("GET", "/api/v1/conversations", token, "X-Request-Id: req-1\r\n", "");
        Wire.Answer odd = wire.send("GET", "/api/v1/conversations", token, "X-Request-Id: a b<c>\r\n", "");

        assertThat(given.header("X-Request-Id")).isEqualTo("req-1");
        assertThat(odd.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(given.header("Cache-Control")).isEqualTo("no-store");
    }

    private static String chunked(String body) {
        var chunks = new StringBuilder();
        for (int at = 0; at < body.length(); at += 16_384) {
            String chunk = body.substring(at, Math.min(body.length(), at + 16_384));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }
}
