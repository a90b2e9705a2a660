package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.system.suite.ForgedTokens;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * X-01 as the running gateway's own document declares it: every operation of {@code /openapi}, with every role, for one's own seller,
 * another's and with none, and with every kind of token that must not be taken.
 */
class AccessMatrixIT {

    private static final String MINE = "matrix-mine";
    private static final Set<String> EVERY_ROLE = Set.of("agent", "supervisor", "admin", "feeder", "viewer");
    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final Map<String, String> BAD =
            new ForgedTokens(Path.of("target", "suite", "keys", "private.pem")).bad();
    private static final Map<Set<?>, RestClient> CLIENTS = new HashMap<>();

    /**
     * One operation of the document.
     *
     * @param roles who may call it
     * @param operators whether it takes a token for every seller besides
     */
    record Operation(String method, String template, Set<String> roles, boolean operators) {
        String path(String seller) {
            return template.replace("{sellerId}", seller).replaceAll("\\{[^}]+}", "x1");
        }

        boolean namesSeller() {
            return template.contains("{sellerId}");
        }

        boolean hasBody() {
            return !method.equals("GET") && !method.equals("DELETE");
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    static List<Operation> operations() {
        JsonNode paths = SUITE.anonymous(SUITE.launcher().gateway())
                .get("/openapi")
                .json()
                .get("paths");
        List<Operation> operations = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(new Operation(
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        StreamSupport.stream(
                                        method.getValue()
                                                .path("x-rapport-roles")
                                                .spliterator(),
                                        false)
                                .map(JsonNode::asText)
                                .collect(Collectors.toSet()),
                        method.getValue().path("x-rapport-operators").asBoolean()))));
        return operations;
    }

    /** None is missing: what the gateway lets through and what it tells of are the same. */
    @Test
    void shouldTellOfEveryRouteThereIs() {
        Set<String> told =
                operations().stream().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = AccessTable.routes().stream()
                .map(route -> route.method() + " " + AccessTable.ROOT + route.template())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there);
        assertThat(operations()).allMatch(operation -> !operation.roles().isEmpty());
    }

    /** Otherwise every token below would be refused for a reason nobody meant. */
    @Test
    void shouldTakeTheTokenThatNothingIsWrongWith() {
        String good = new ForgedTokens(Path.of("target", "suite", "keys", "private.pem")).good();
        assertThat(withToken("GET", "/api/v1/sellers/" + MINE + "/score", good).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldTakeNoTokenThatIsNotGood(Operation operation) {
        Set<String> answers = new HashSet<>();
        BAD.forEach((wrong, token) -> {
            Answer answer = withToken(operation.method(), operation.path(MINE), token);
            assertThat(answer.status())
                    .as(operation + " with a token: " + wrong)
                    .isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate"))
                    .as(wrong)
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer "));
            answers.add(answer.text().replaceAll("\"traceId\":\"[^\"]*\"", ""));
        });
        assertThat(answers).as("what is wrong with a token is not told").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldGrantWhatIsDeclaredAndNoMore(Operation operation) {
        for (String role : EVERY_ROLE) {
            boolean declared = operation.roles().contains(role);
            Answer own = call(operation, Set.of(operation.operators() ? "*" : MINE), role, MINE);
            if (operation.operators()) {
                assertThat(call(operation, Set.of(MINE), role, MINE).code())
                        .as(role + " of one seller " + operation)
                        .isEqualTo("ROLE_REQUIRED");
            }
            if (declared) {
                assertThat(own.status())
                        .as(role + " " + operation + ": " + own.text())
                        .isNotIn(401, 403, 405, 500);
            } else {
                assertThat(own.code()).as(role + " " + operation).isEqualTo("ROLE_REQUIRED");
            }
            if (operation.namesSeller()) {
                for (Set<String> sellers : List.of(Set.of("matrix-other"), Set.<String>of())) {
                    Answer other = call(operation, sellers, role, MINE);
                    assertThat(other.status())
                            .as(role + " of " + sellers + " " + operation)
                            .isEqualTo(404);
                    assertThat(other.code()).isEqualTo("NOT_FOUND");
                }
            }
        }
    }

    private static Answer call(Operation operation, Set<String> sellers, String role, String seller) {
        RestClient client = CLIENTS.computeIfAbsent(Set.of(sellers, role), _ -> SUITE.gateway(sellers, Set.of(role)));
        // No service gets to do anything: its body is none.
        return client.send(
                operation.method(),
                operation.path(seller),
                operation.hasBody() ? "neither JSON nor anything" : null,
                "text/plain");
    }

    private static Answer withToken(String method, String path, String token) {
        return SUITE.anonymous(SUITE.launcher().gateway())
                .send(method, path, null, "application/json", Map.of("Authorization", "Bearer " + token));
    }
}
