package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.Keycloak;
import dev.rapport.system.suite.Replica;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Issue 6, authentication: a gateway and a service that trust a real Keycloak by its address alone. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {

    private static final String SELLER = "keycloak-store";
    private static final String SCORE = "/api/v1/sellers/" + SELLER + "/score";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunningSuite suite = RunningSuite.shared();
    private Keycloak keycloak;
    private Replica score;
    private Replica gateway;

    @BeforeAll
    void start() {
        keycloak = Keycloak.start(Path.of("target").toAbsolutePath());
        // Not the local profile: nothing but the address of the issuer says whom to trust.
        Map<String, String> trust = Map.of(
                "RAPPORT_PROFILE",
                "production",
                "RAPPORT_LOCAL_PUBLIC_KEY",
                "",
                "RAPPORT_OIDC_URL",
                keycloak.issuer(),
                "RAPPORT_OIDC_ISSUER",
                keycloak.issuer());
        score = suite.replica(Service.SCORE, 8, trust);
        score.start();
        Map<String, String> ofGateway = new java.util.HashMap<>(trust);
        ofGateway.put("RAPPORT_SCORE_URL", score.http().toString());
        ofGateway.put("RAPPORT_SCORE_MANAGEMENT_URL", score.management().toString());
        gateway = suite.replica(Service.GATEWAY, 8, ofGateway);
        gateway.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> suite.anonymous(score.management())
                                        .get("/q/health/ready")
                                        .status()
                                == 200
                        && suite.anonymous(gateway.http())
                                        .get("/q/health/ready")
                                        .status()
                                == 200);
    }

    @AfterAll
    void stop() {
        gateway.close();
        score.close();
        keycloak.close();
    }

    @Test
    void shouldLetAClientOfKeycloakInForItsSellersAndRolesAndNothingElse() {
        RestClient robot = suite.with(gateway.http(), keycloak.token("shop-robot", "shop-secret"));

        assertThat(robot.get(SCORE).status()).as("through gateway and service").isEqualTo(200);
        assertThat(robot.get("/api/v1/sellers/another-store/score").code()).isEqualTo("NOT_FOUND");
        assertThat(robot.send("PUT", "/api/v1/sellers/" + SELLER, "{}", "application/json")
                        .code())
                .as("a viewer by the realm's roles")
                .isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void shouldRefuseWhatTheSameKeycloakSignedForOthersOrOtherwise() {
        for (String token : Set.of(
                keycloak.token("elsewhere", "elsewhere-secret"),
                keycloak.token("other-algorithm", "other-secret"),
                suite.launcher().token("agent-7", Set.of(SELLER), Set.of("viewer")))) {
            for (var door : Set.of(gateway.http(), score.http())) {
                RestClient.Answer answer = suite.with(door, token).get(SCORE);
                assertThat(answer.status()).as(answer.text()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
            }
        }
    }

    @Test
    void shouldTrustANewKeyAtOnceAndAWithdrawnOneNoLonger() {
        String old = keycloak.token("shop-robot", "shop-secret");
        assertThat(suite.with(gateway.http(), old).get(SCORE).status()).isEqualTo(200);

        keycloak.rotate();
        String fresh = keycloak.token("shop-robot", "shop-secret");

        assertThat(suite.with(gateway.http(), fresh).get(SCORE).status()).isEqualTo(200);
        // A token that was verified is taken on trust for half a minute.
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> suite.with(gateway.http(), old).get(SCORE).status() == 401);
        assertThat(suite.with(score.http(), old).get(SCORE).status()).isEqualTo(401);
        assertThat(suite.with(gateway.http(), fresh).get(SCORE).status()).isEqualTo(200);
    }

    @Test
    void shouldNotStartWithTheLocalIssuerWhereItIsNotAtHome() {
        Map<String, String> production = Map.of("RAPPORT_PROFILE", "production");
        try (Replica refused = suite.replica(Service.GATEWAY, 9, production)) {
            refused.start();
            await().atMost(PATIENCE).until(refused::died);
            assertThat(refused.tail()).contains("RAPPORT_PROFILE");
        }
    }
}
