package dev.rapport.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Role;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, conventions: token, seller, route, role, method, in this order and before the body. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class AccessFilterIT {

    private static final Set<String> OWN = Set.of("s1");

    @TestHTTPResource
    URI root;

    private final Tokens tokens = Tokens.trusted();
    private final Map<List<Object>, String> signed = new HashMap<>();
    private Wire wire;

    @BeforeEach
    void connect() {
        wire = new Wire(root.getPort());
    }

    @Test
    void shouldAnswerEveryRouteForEveryTokenSellerAndRoleAsDeclared() {
        var wrong = new ArrayList<String>();
        Map<String, String> untrusted = untrusted("admin");
        for (AccessTable.Route route : AccessTable.routes()) {
            for (Map.Entry<String, String> refused : untrusted.entrySet()) {
                check(wrong, route, "s1", refused.getKey(), refused.getValue(), 401);
            }
            check(wrong, route, "s1", "no token", null, 401);
            for (Role role : Role.values()) {
                int operator = route.roles().contains(role) ? 200 : 403;
                int own = route.operators() ? 403 : operator;
                check(wrong, route, "s1", "own, " + role, good(OWN, role.claim()), own);
                check(wrong, route, "s2", "two, " + role, good(Set.of("s1", "s2"), role.claim()), own);
                check(wrong, route, "s9", "operator, " + role, good(Set.of("*"), role.claim()), operator);
                int other = route.namesSeller() ? 404 : own;
                check(wrong, route, "s2", "other, " + role, good(OWN, role.claim()), other);
                check(wrong, route, "s1", "none, " + role, good(Set.of(), role.claim()), other);
            }
            check(wrong, route, "s1", "own, no role", good(OWN), 403);
            check(wrong, route, "s1", "own, unknown role", good(OWN, "ADMIN", "root"), 403);
        }
        assertThat(wrong).isEmpty();
    }

    /** The same token for every route: signing one takes longer than a call. */
    private String good(Set<String> sellers, String... roles) {
        return signed.computeIfAbsent(List.of(sellers, List.of(roles)), _ -> tokens.good(sellers, roles));
    }

    /** 200 stands for "let through": how the resource behind then answers is not this test's affair. */
    private void check(
            List<String> wrong,
            AccessTable.Route route,
            String seller,
            String who,
            @Nullable String token,
            int expected) {
        String path = AccessTable.ROOT
                + route.template().replace("{sellerId}", seller).replaceAll("\\{[^}]*}", "x1");
        int status = wire.send(route.method(), path, token, "", "").status();
        boolean letThrough = !Set.of(401, 403, 404, 405).contains(status);
        if (expected == 200 ? !letThrough : status != expected) {
            wrong.add(route.method() + " " + path + " " + who + ": " + status + ", not " + expected);
        }
    }

    private Map<String, String> untrusted(String role) {
        var bad = new LinkedHashMap<String, String>();
        bad.put("expired", tokens.expired(OWN, role));
        bad.put("forged", tokens.forged(OWN, role));
        bad.put("alg=none", tokens.unsigned(OWN, role));
        bad.put("wrong audience", tokens.forAudience("other", OWN, role));
        bad.put("wrong issuer", tokens.fromIssuer("https://elsewhere.example", OWN, role));
        bad.put("public key as secret", tokens.confused(OWN, role));
        bad.put("other algorithm", tokens.signedAs(SignatureAlgorithm.RS512, OWN, role));
        bad.put("tampered", tokens.tampered(OWN, role));
        bad.put("no subject", tokens.withoutSubject(OWN, role));
        bad.put("no token at all", "abc");
        bad.put("empty", "");
        bad.put("in two halves", tokens.good(OWN, role).replaceFirst("\\.", ". "));
        bad.put("dots", "..");
        bad.put("two at once", tokens.good(OWN, role) + "\r\nAuthorization: Bearer " + tokens.good(OWN, role));
        return bad;
    }

    @Test
    void shouldChallengeWithAProblemWhenTheTokenIsMissingOrBad() {
        Wire.Answer without = wire.get("/api/v1/packs", null);
        Wire.Answer bad = wire.get("/api/v1/packs", tokens.forged(OWN, "admin"));

        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"rapport\"");
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"rapport\", error=\"invalid_token\"");
        assertThat(bad.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(bad.json().getString("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(wire.send("GET", "/api/v1/packs", null, "Authorization: Basic YTpi\r\n", "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shouldTellAnothersSellerAnUnknownSellerAndAnUnknownPathNothingApart() {
        String token = tokens.good(OWN, "admin");
        List<String> paths = List.of(
                "/api/v1/sellers/s2/score",
                "/api/v1/sellers/nobody/score",
                "/api/v1/sellers/s2/nowhere",
                "/api/v1/sellers/s1/nowhere",
                "/api/v1/nowhere");
        var bodies = paths.stream()
                .map(path -> {
                    Wire.Answer answer = wire.get(path, token);
                    assertThat(answer.status()).as(path).isEqualTo(404);
                    var json = answer.json();
                    json.remove("instance");
                    json.remove("traceId");
                    return json.encode();
                })
                .distinct();
        assertThat(bodies).hasSize(1);
    }

    @Test
    void shouldRefuseBeforeTheBodyIsReadWhenNobodyMayReadItAnyway() {
        String head = "Content-Type: application/json\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n";
        String path = "/api/v1/sellers/s2/conversations/c1/replies";
        assertThat(wire.send("POST", path, tokens.good(OWN, "agent"), head, "").status())
                .isEqualTo(404);
        assertThat(wire.send("POST", path, null, head, "").status()).isEqualTo(401);
    }

    @Test
    void shouldKnowTheMethodsOfAPathOnlyForWhoMayUseOne() {
        Wire.Answer admin = wire.send("DELETE", "/api/v1/sellers/s1", tokens.good(OWN, "admin"), "", "");
        assertThat(admin.status()).isEqualTo(405);
        assertThat(admin.header("Allow")).isEqualTo("GET, HEAD, PUT");
        assertThat(wire.send("DELETE", "/api/v1/sellers/s1", tokens.good(OWN, "feeder"), "", "")
                        .status())
                .isEqualTo(403);
        assertThat(wire.send("DELETE", "/api/v1/sellers/s2", tokens.good(OWN, "admin"), "", "")
                        .status())
                .isEqualTo(404);
        assertThat(wire.send("DELETE", "/api/v1/sellers/s1", null, "", "").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sellers/s1/../s2/score",
                "/api/v1/sellers/s1/%2e%2e/s2/score",
                "/api/v1/sellers/s1%2F..%2Fs2/score",
                "/api/v1//sellers/s2/score",
                "//api/v1/sellers/s2/score",
                "/api/v1/sellers/s2;x=1/score",
                "/api/v1/sellers/s1;/../s2/score",
                "/api/v1/sellers/s2/score/",
                "/api/v1/Sellers/s2/score",
                "/API/v1/sellers/s2/score",
                "/%61pi/v1/sellers/s2/score",
                "/api/v1/sellers/s%2532/score",
                "/./api/v1/sellers/s2/score",
                "/api/v1/sellers/s2/score%00",
                "/api/v1/sellers/s1%0d%0aX:y/score",
                "/x/../api/v1/sellers/s2/score",
                "/api/v1/sellers/s1\\..\\s2/score",
                "/api/v1/conversations/../sellers/s2/score",
                "/api/v1/sellers/%73%32/score",
                "/API/V1/SELLERS/S1/SCORE",
                "/api/v1;x/sellers/s2/score",
                "/api;x/v1/sellers/s2/score",
                "http://localhost/api/v1/sellers/s2/score"
            })
    void shouldNotBeGotRoundByAnyWayOfWritingAPath(String path) {
        Wire.Answer answer = wire.get(path, tokens.good(OWN, "admin"));
        assertThat(answer.status()).isIn(400, 404);
        Wire.Answer stranger = wire.get(path, null);
        assertThat(stranger.status()).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/openapi", "/q/metrics", "/q/health", "/q/dev", "/favicon.ico", "/openapi"})
    void shouldShowNothingBesideTheApiUnlessDeclaredOpen(String path) {
        assertThat(wire.get(path, null).status()).isEqualTo(404);
        assertThat(wire.get(path, tokens.good(Set.of("*"), "admin")).status()).isEqualTo(404);
    }

    @Test
    void shouldTellTheResourceWhoCallsAndWhatTheyMaySee() {
        var one = wire.get("/api/v1/sellers/s1/conversations/c1", tokens.good(Set.of("s1", "s2"), "agent"))
                .json();
        var all = wire.get("/api/v1/conversations", tokens.good(Set.of("s1", "s2"), "agent"))
                .json();
        var operator = wire.get("/api/v1/conversations", tokens.good(Set.of("*"), "agent"))
                .json();

        assertThat(one.encode()).isEqualTo("{\"agentId\":\"agent-1\",\"seller\":\"s1\",\"visible\":[\"s1\"]}");
        assertThat(all.getJsonArray("visible")).containsExactly("s1", "s2");
        assertThat(operator.getJsonArray("visible")).containsExactly("*");
    }

    @Test
    void shouldReadAnEncodedColonInAnIdAsAColon() {
        var seen = wire.get("/api/v1/sellers/ali%3A1/conversations/c1", tokens.good(Set.of("ali:1"), "agent"));
        assertThat(seen.json().getString("seller")).isEqualTo("ali:1");
    }
}
