package dev.rapport.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session of a person at a browser: what its cookie can do, and what nobody can do with it. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class SessionIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String CONVERSATIONS = "/api/v1/sellers/s1/conversations";
    private static final Buffer CLAIM = Buffer.buffer("{}");

    @TestHTTPResource
    URI root;

    private final Tokens tokens = Tokens.trusted();
    private final Map<String, String> jar = new TreeMap<>();
    private Behind behind;
    private Client client;

    @BeforeEach
    void start() {
        behind = new Behind(VERTX).echo();
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
        behind.close();
    }

    @Test
    void shouldOfferTheRolesOfTheLocalStack() {
        JsonObject session = get("/session").json();

        assertThat(session.getBoolean("signedIn")).isFalse();
        assertThat(session.getJsonArray("ways")).containsExactly("local", "oidc");
        assertThat(session.getJsonObject("local").getJsonArray("roles"))
                .containsExactly("agent", "supervisor", "admin", "viewer");
    }

    @Test
    void shouldSignInAndActWithNothingButACookie() {
        Client.Answer begun = signIn("{\"role\":\"agent\",\"sellers\":[\"s1\"],\"agentId\":\"ann\"}");

        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.json().getString("subject")).isEqualTo("ann");
        assertThat(begun.json().getJsonArray("sellers")).containsExactly("s1");
        assertThat(begun.json().getJsonArray("roles")).containsExactly("agent");
        assertThat(begun.headers().getAll("set-cookie"))
                .singleElement()
                .asString()
                .containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Strict", "; Path=/")
                .doesNotContain("ann");
        assertThat(get("/session").json()).isEqualTo(begun.json());

        assertThat(get(CONVERSATIONS).status()).isEqualTo(200);
        var seen = behind.seen().getLast();
        assertThat(seen.headers().getString("authorization")).startsWith("Bearer ey");
        assertThat(seen.headers().containsKey("cookie")).isFalse();
        // The token in it is held against the table as any other.
        assertThat(get("/api/v1/sellers/s2/conversations").status()).isEqualTo(404);
        assertThat(send("PUT", "/api/v1/sellers/s1/agents/ann", begun.json().getString("csrf"), CLAIM)
                        .code())
                .isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void shouldLetOnlyItsOwnPagesChangeAnything() {
        String csrf = signIn("{\"role\":\"agent\"}").json().getString("csrf");
        String claim = CONVERSATIONS + "/c1/claim";

        Client.Answer without = send("POST", claim, null, CLAIM);
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.code()).isEqualTo("CSRF_TOKEN_REQUIRED");
        assertThat(send("POST", claim, csrf + "x", CLAIM).code()).isEqualTo("CSRF_TOKEN_REQUIRED");
        assertThat(send("DELETE", "/session", null, null).code()).isEqualTo("CSRF_TOKEN_REQUIRED");
        var otherSite = headers(csrf);
        otherSite.put("sec-fetch-site", "cross-site");
        assertThat(client.send("POST", claim, null, otherSite, CLAIM).code()).isEqualTo("CSRF_TOKEN_REQUIRED");
        assertThat(behind.seen()).isEmpty();

        assertThat(send("POST", claim, csrf, CLAIM).status()).isEqualTo(200);
        // Another session's value is not this one's.
        jar.clear();
        signIn("{\"role\":\"agent\"}");
        assertThat(send("POST", claim, csrf, CLAIM).code()).isEqualTo("CSRF_TOKEN_REQUIRED");
    }

    @Test
    void shouldLeaveARequestAloneThatBringsItsOwnToken() {
        signIn("{\"role\":\"viewer\",\"sellers\":[\"s2\"]}");
        var both = headers(null);
        both.put("authorization", "Bearer " + tokens.token(Set.of("s1"), "agent"));

        assertThat(client.send("POST", CONVERSATIONS + "/c1/claim", null, both, CLAIM)
                        .status())
                .isEqualTo(200);
        both.put("authorization", "Bearer nonsense");
        assertThat(client.send("GET", CONVERSATIONS, null, both, null).status()).isEqualTo(401);
    }

    @Test
    void shouldEndASession() {
        String csrf = signIn("{\"role\":\"agent\"}").json().getString("csrf");

        assertThat(send("DELETE", "/session", csrf, null).status()).isEqualTo(204);
        assertThat(jar).isEmpty();
        assertThat(get(CONVERSATIONS).status()).isEqualTo(401);
        assertThat(get("/session").json().getBoolean("signedIn")).isFalse();
    }

    @Test
    void shouldOpenNoCookieThatWasAltered() {
        signIn("{\"role\":\"agent\"}");
        Map.Entry<String, String> cookie = Map.copyOf(jar).entrySet().iterator().next();
        String name = cookie.getKey();
        String value = cookie.getValue();
        for (String altered : new String[] {
            "",
            "1.",
            "x",
            "9." + value.substring(2),
            "2." + value.substring(2),
            value.substring(0, value.length() - 4),
            value.substring(0, 20) + (value.charAt(20) == 'A' ? 'B' : 'A') + value.substring(21),
            "1.%%%",
            "\"1.\""
        }) {
            jar.put(name, altered);
            assertThat(get(CONVERSATIONS).status()).as(altered).isEqualTo(401);
            assertThat(get("/session").json().getBoolean("signedIn")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"feeder\"}",
                "{\"role\":\"root\"}",
                "{\"role\":\"agent\",\"sellers\":[]}",
                "{\"role\":\"agent\",\"sellers\":[\"*\",\"s1\"]}",
                "{\"role\":\"agent\",\"sellers\":[null]}",
                "{\"role\":\"agent\",\"sellers\":[\"s/1\"]}",
                "{\"role\":\"agent\",\"agentId\":\"a b\"}",
                "{}"
            })
    void shouldSignInAsNobodyThatIsNotOffered(String body) {
        Client.Answer refused = signIn(body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("NOT_OFFERED");
        assertThat(jar).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoSignIn() {
        assertThat(signIn("[]").code()).isEqualTo("MALFORMED_BODY");
        assertThat(signIn("{\"role\":{}}").code()).isEqualTo("NOT_OFFERED");
        assertThat(signIn("{\"role\":\"agent\",\"sellers\":\"s1\"}").code()).isEqualTo("MALFORMED_BODY");
        assertThat(signIn("{\"role\":\"" + "a".repeat(5_000) + "\"}").code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(client.send(
                                "POST",
                                "/session",
                                null,
                                Map.of("content-type", "application/x-www-form-urlencoded"),
                                Buffer.buffer("{\"role\":\"admin\"}"))
                        .code())
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(client.send("PATCH", "/session", null, Map.of(), null).code())
                .isEqualTo("METHOD_NOT_ALLOWED");
    }

    /** A token that names many sellers is longer than any browser's cookie. */
    @Test
    void shouldPartATokenThatIsTooLongForOneCookie() {
        var sellers = new JsonArray();
        IntStream.range(0, 50).forEach(i -> sellers.add("s" + i + "-" + "x".repeat(55)));
        Client.Answer begun = signIn(
                new JsonObject().put("role", "agent").put("sellers", sellers).encode());

        assertThat(begun.status()).isEqualTo(201);
        assertThat(jar).hasSizeGreaterThan(1);
        assertThat(jar.values()).allMatch(value -> value.length() < 4_000);
        assertThat(get("/api/v1/sellers/" + sellers.getString(49) + "/conversations")
                        .status())
                .isEqualTo(200);
        // A shorter one after it leaves nothing of it behind.
        signIn("{\"role\":\"agent\"}");
        assertThat(jar).hasSize(1);
        assertThat(get(CONVERSATIONS).status()).isEqualTo(200);
    }

    @Test
    void shouldSignInAtAProvider() {
        try (var provider = new SignInServer(VERTX, () -> tokens.token(Set.of("s1"), "agent"))) {
            MultiMap asked = beginAtProvider("/inbox?sort=due");
            assertThat(asked.get("client_id")).isEqualTo("console");
            assertThat(asked.get("response_type")).isEqualTo("code");
            assertThat(asked.get("redirect_uri")).isEqualTo(GatewayProfile.PUBLIC_URL + "/session/return");
            assertThat(asked.get("code_challenge_method")).isEqualTo("S256");

            Client.Answer back = get("/session/return?state=" + asked.get("state") + "&code=" + provider.signIn(asked));

            assertThat(back.status()).isEqualTo(302);
            assertThat(back.headers().get("location")).isEqualTo("/inbox?sort=due");
            assertThat(jar).hasSize(1);
            JsonObject session = get("/session").json();
            assertThat(session.getString("subject")).isEqualTo("agent-1");
            assertThat(get(CONVERSATIONS).status()).isEqualTo(200);

            assertThat(send("DELETE", "/session", session.getString("csrf"), null)
                            .status())
                    .isEqualTo(204);
            await().until(() -> provider.revoked().size() == 1);
        }
    }

    @Test
    void shouldRenewWhatIsAboutToEnd() {
        var lives = new ArrayDeque<>(List.of(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(5)));
        try (var provider = new SignInServer(
                VERTX, () -> tokens.token(Instant.now().plus(lives.remove()), Set.of("s1"), "agent"))) {
            MultiMap asked = beginAtProvider("/");
            get("/session/return?state=" + asked.get("state") + "&code=" + provider.signIn(asked));
            String first = jar.values().iterator().next();

            Client.Answer renewing = get("/session");
            assertThat(renewing.status()).isEqualTo(303);
            assertThat(renewing.headers().get("location")).isEqualTo("/session?renewed");
            assertThat(jar.values()).doesNotContain(first);
            // One time, whatever the provider gives: it never goes round and round.
            Client.Answer shown = get("/session?renewed");
            assertThat(shown.json().getBoolean("signedIn")).isTrue();
            String csrf = shown.json().getString("csrf");

            assertThat(get("/session").status()).isEqualTo(303);
            Client.Answer last = get("/session");
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.json().getString("csrf")).isEqualTo(csrf);
        }
    }

    @Test
    void shouldTakeNoOtherSignInForThisOne() {
        try (var provider = new SignInServer(VERTX, () -> tokens.token(Set.of("s1"), "agent"))) {
            MultiMap asked = beginAtProvider("/");
            String state = asked.get("state");
            // Another browser, without what this one was given.
            var mine = new TreeMap<>(jar);
            jar.clear();
            assertThat(failure("/session/return?state=" + state + "&code=" + provider.signIn(asked)))
                    .isEqualTo("expired");
            jar.putAll(mine);
            assertThat(failure("/session/return?state=other&code=" + provider.signIn(asked)))
                    .isEqualTo("expired");

            asked = beginAtProvider("/");
            assertThat(failure("/session/return?state=" + asked.get("state") + "&error=access_denied"))
                    .isEqualTo("refused");
            asked = beginAtProvider("/");
            assertThat(failure("/session/return?state=" + asked.get("state") + "&code=made-up"))
                    .isEqualTo("refused");
            // A code of somebody else's sign-in, slipped into this one: neither verifier nor nonce is this one's.
            MultiMap others = beginAtProvider("/");
            String theirs = provider.signIn(others);
            asked = beginAtProvider("/");
            assertThat(failure("/session/return?state=" + asked.get("state") + "&code=" + theirs))
                    .isEqualTo("refused");
            assertThat(get("/session").json().getBoolean("signedIn")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "inbox",
                "/%0d%0aset-cookie:x",
                "/a b"
            })
    void shouldComeBackToItsOwnPathsOnly(String to) {
        try (var provider = new SignInServer(VERTX, () -> tokens.token(Set.of("s1"), "agent"))) {
            MultiMap asked = beginAtProvider(to);
            Client.Answer back = get("/session/return?state=" + asked.get("state") + "&code=" + provider.signIn(asked));
            assertThat(back.headers().get("location")).isEqualTo("/");
        }
    }

    private String failure(String uri) {
        Client.Answer answer = get(uri);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().get("location")).startsWith("/?signIn=");
        return answer.headers().get("location").substring("/?signIn=".length());
    }

    private MultiMap beginAtProvider(String to) {
        Client.Answer answer = get("/session/sign-in?to="
                + URLEncoder.encode(to, StandardCharsets.UTF_8).replace("%25", "%"));
        assertThat(answer.status()).isEqualTo(302);
        URI address = URI.create(answer.headers().get("location"));
        assertThat(address.getPath()).isEqualTo("/authorize");
        var asked = MultiMap.caseInsensitiveMultiMap();
        for (String pair : address.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            asked.add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return asked;
    }

    private Client.Answer signIn(String body) {
        var headers = headers(null);
        headers.put("content-type", "application/json");
        return keep(client.send("POST", "/session", null, headers, Buffer.buffer(body)));
    }

    private Client.Answer get(String uri) {
        return keep(client.send("GET", uri, null, headers(null), null));
    }

    private Client.Answer send(String method, String uri, @Nullable String csrf, @Nullable Buffer body) {
        return keep(client.send(method, uri, null, headers(csrf), body));
    }

    private Map<String, String> headers(@Nullable String csrf) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/json");
        var cookies = new StringBuilder();
        jar.forEach((name, value) -> cookies.append(cookies.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        if (!cookies.isEmpty()) {
            headers.put("cookie", cookies.toString());
        }
        if (csrf != null) {
            headers.put("x-csrf-token", csrf);
        }
        return headers;
    }

    /** Keeps cookies as a browser does. */
    private Client.Answer keep(Client.Answer answer) {
        for (String cookie : answer.headers().getAll("set-cookie")) {
            String[] pair = cookie.substring(0, (cookie + ";").indexOf(';')).split("=", 2);
            if (cookie.contains("Max-Age=0")) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
