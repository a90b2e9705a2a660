package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.AccessTable.Route;
import dev.rapport.kit.access.Role;
import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** X-01 on every route there is, at the gateway and at the service behind it. */
class AccessIT {

    /** The same clients for every route of a service: making one signs a token. */
    private static final Map<List<Object>, List<RestClient>> DOORS = new ConcurrentHashMap<>();

    private static final String MINE = "access-mine";
    private static final String THEIRS = "access-theirs";
    private static final Set<String> EVERY_ROLE = Set.of("agent", "supervisor", "admin", "feeder", "viewer");

    private static final RunningSuite SUITE = RunningSuite.shared();

    /** The other seller exists and has something to hide. */
    @BeforeAll
    static void aStoreWithAConversationAndAReview() {
        Instant at = Instant.parse("2025-06-02T04:00:00Z");
        Lines lines = new Lines("/access");
        String events = "["
                + String.join(
                        ",",
                        lines.buyerMessage(THEIRS, "x1", "am1", "PRE_SALE", at, "Mine!"),
                        lines.reviewPosted(THEIRS, "x1", "o1", 2, at))
                + "]";
        Answer taken = SUITE.gateway(Set.of(THEIRS), Set.of("feeder"))
                .send("POST", "/api/v1/sellers/" + THEIRS + "/inbound", events, "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    }

    static List<Route> routes() {
        return AccessTable.routes();
    }

    static Stream<Route> sellersRoutes() {
        return routes().stream().filter(Route::namesSeller);
    }

    @ParameterizedTest
    @MethodSource("sellersRoutes")
    void shouldAnswerAnotherSellersPathAsIfItWereNotThere(Route route) {
        for (RestClient client : doors(route, Set.of(MINE), EVERY_ROLE)) {
            Answer theirs = call(client, route, THEIRS);
            Answer nobodys = call(client, route, "access-nobody");
            assertThat(theirs.status()).as(route + ": " + theirs.text()).isEqualTo(404);
            assertThat(theirs.code()).isEqualTo(nobodys.code());
            assertThat(told(theirs)).as("existence is not told").isEqualTo(told(nobodys));
        }
    }

    /** What an answer says, but for what names the call itself. */
    private static String told(Answer answer) {
        return answer.text()
                .replaceAll("\"traceId\":\"[^\"]*\"", "")
                .replaceAll("\"instance\":\"[^\"]*\"", "")
                .replace("access-nobody", "S")
                .replace(THEIRS, "S");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void shouldAnswer401WithoutAToken(Route route) {
        for (RestClient client : List.of(
                SUITE.anonymous(SUITE.launcher().gateway()),
                SUITE.anonymous(SUITE.launcher().http(owner(route))))) {
            Answer answer = call(client, route, THEIRS);
            assertThat(answer.status()).as(route + ": " + answer.text()).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void shouldAnswer403WithoutTheRoleAndNotWithIt(Route route) {
        for (Role role : Role.values()) {
            for (RestClient client : doors(route, Set.of(MINE), Set.of(role.claim()))) {
                Answer answer = call(client, route, MINE);
                if (route.roles().contains(role) && !route.operators()) {
                    assertThat(answer.status()).as(role + " " + route).isNotIn(401, 403, 500);
                } else {
                    assertThat(answer.status()).as(role + " " + route).isEqualTo(403);
                    assertThat(answer.code()).isEqualTo("ROLE_REQUIRED");
                }
            }
        }
    }

    @Test
    void shouldOpenWhatIsAboutTheSuiteToOperators() {
        RestClient operator = SUITE.gateway(Set.of("*"), Set.of("admin"));
        for (Route route : routes().stream().filter(Route::operators).toList()) {
            assertThat(call(operator, route, MINE).status())
                    .as(route.toString())
                    .isNotIn(401, 403, 500);
        }
    }

    /** Nothing but the gateway's own pages and health answers somebody without a token. */
    @ParameterizedTest
    @EnumSource(Service.class)
    void shouldShowNothingButHealthOnTheServicesPorts(Service service) {
        if (service == Service.GATEWAY) {
            return; // shouldTellAnybodyThatTheGatewayIsWell
        }
        RestClient management = SUITE.anonymous(SUITE.launcher().management(service));
        assertThat(management.get("/q/health/ready").status()).isEqualTo(200);
        RestClient client = SUITE.anonymous(SUITE.launcher().http(service));
        for (String path : List.of(
                "/",
                "/openapi",
                "/q/openapi",
                "/q/health",
                "/q/metrics",
                "/q/dev-ui",
                "/q/swagger-ui",
                "/index.html",
                "/api",
                "/api/v1",
                "/api/v1/sellers/" + THEIRS + "/anything",
                "/API/V1/sellers/" + THEIRS + "/score",
                "//api/v1/sellers/" + THEIRS + "/score",
                "/api/v1/./sellers/" + THEIRS + "/score",
                "/api/v1/sellers/" + MINE + "/../" + THEIRS + "/score",
                "/api/v1/sellers/" + MINE + "/..%2f" + THEIRS + "/score")) {
            assertThat(client.get(path).status()).as(service + " " + path).isIn(400, 401, 404);
        }
    }

    @Test
    void shouldTellAnybodyThatTheGatewayIsWell() {
        assertThat(SUITE.anonymous(SUITE.launcher().gateway()).get("/q/health").status())
                .isEqualTo(200);
    }

    /** A path that wanders into another seller's is another seller's. */
    @Test
    void shouldNotBeLedAstrayByThePath() {
        RestClient client = SUITE.gateway(Set.of(MINE), EVERY_ROLE);
        for (String path : List.of(
                "/api/v1/sellers/" + MINE + "/../" + THEIRS + "/conversations/x1",
                "/api/v1/sellers/" + MINE + "/..%2F" + THEIRS + "/conversations/x1",
                "/api/v1/sellers/" + MINE + "/%2e%2e/" + THEIRS + "/conversations/x1",
                "/api/v1/sellers/" + MINE + ";a=/../" + THEIRS + "/conversations/x1",
                "/api/v1/sellers/" + MINE + "," + THEIRS + "/conversations/x1",
                "/api/v1//sellers/" + THEIRS + "/conversations/x1",
                "/api/v1/sellers/" + MINE + "/conversations/x1")) {
            Answer answer = client.get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.text()).doesNotContain("Mine!");
        }
    }

    private static List<RestClient> doors(Route route, Set<String> sellers, Set<String> roles) {
        return DOORS.computeIfAbsent(
                List.of(owner(route), sellers, roles),
                _ -> List.of(SUITE.gateway(sellers, roles), SUITE.service(owner(route), sellers, roles)));
    }

    private static Service owner(Route route) {
        return Service.named(route.service().name().toLowerCase(Locale.ROOT)).orElseThrow();
    }

    private static Answer call(RestClient client, Route route, String seller) {
        String path = AccessTable.ROOT
                + Arrays.stream(route.template().split("/", -1))
                        .map(segment -> segment.equals("{sellerId}") ? seller : segment)
                        .map(segment -> segment.startsWith("{") ? "x1" : segment)
                        .reduce((a, b) -> a + "/" + b)
                        .orElseThrow();
        boolean hasBody = !route.method().equals("GET") && !route.method().equals("DELETE");
        return client.send(route.method(), path, hasBody ? "neither JSON nor anything" : null, "text/plain");
    }
}
