package dev.rapport.system.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.LocalIssuer;
import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The compose file, started as it stands but for the parts of which this machine has no image, which are named: without Keycloak the
 * services trust the local issuer. One message goes through.
 */
@Tag("containers")
class ComposeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELLER = "compose-shop";
    private static final Path COMPOSE = RunningSuite.root().resolve("deploy/compose");

    @TempDir
    static Path folder;

    private static List<String> command = List.of();

    @AfterAll
    static void down() {
        if (!command.isEmpty()) {
            var unused = Engine.outcome(Map.of(), PATIENCE, with("down", "--volumes", "--timeout", "5"));
        }
    }

    @Test
    void shouldCarryAMessageThroughTheComposeFile() throws IOException {
        Engine.demand("postgres:18", "apache/kafka:4.1.1");
        for (Service service : Service.values()) {
            Engine.demand("rapport/" + service.label() + ":0.1.0");
        }
        LocalIssuer issuer = LocalIssuer.of(new Home(folder.resolve("issuer")));
        Path file = COMPOSE.resolve("tried.yaml");
        Files.writeString(file, reduced(issuer.publicKey()));
        try {
            Engine.run(Duration.ofMinutes(1), COMPOSE.resolve("secrets").toString());
            command = new ArrayList<>(compose());
            command.addAll(List.of("--project-name", "rapport-tried", "--file", file.toString()));

            String said = Engine.run(PATIENCE, with("up", "--detach"));

            System.out.println(said);
            carry(issuer);
        } finally {
            if (!command.isEmpty()) {
                System.out.println(
                        Engine.outcome(Map.of(), PATIENCE, with("ps")).text());
                down();
                command = List.of();
            }
            Files.delete(file);
        }
    }

    private static void carry(LocalIssuer issuer) {
        String feeder = issuer.token("feeder", Set.of(SELLER), Set.of("feeder"), Instant.now(), Duration.ofHours(1));
        String agent = issuer.token("agent-7", Set.of(SELLER), Set.of("agent"), Instant.now(), Duration.ofHours(1));
        Instant asked = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        String event = new Lines("/compose").buyerMessage(SELLER, "cc1", "cm1", "AFTER_SALE", asked, "Is it in a box?");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        call("POST", "/inbound", feeder, "application/cloudevents-batch+json", "[" + event + "]")
                                .statusCode())
                .isEqualTo(200));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        call("POST", "/conversations/cc1/replies", agent, "application/json", "{\"text\":\"It is.\"}")
                                .statusCode())
                .isEqualTo(201));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        call("GET", "/score?window=24&asOf=" + Instant.now(), agent, "application/json", "")
                                .body())
                .contains("\"turns_answered_24h\":1"));
    }

    private static HttpResponse<String> call(String method, String path, String token, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:8080/api/v1/sellers/" + SELLER + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(10));
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The file without the parts whose image is not here, and with the local issuer in the place of Keycloak; JSON is YAML. */
    private static String reduced(String publicKey) throws IOException {
        ObjectNode file = (ObjectNode)
                merged(JSON.valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(COMPOSE.resolve("compose.yaml"))
                                .replace("${RAPPORT_VERSION:-0.1.0}", "0.1.0"))));
        // Older compose programs know no name in the file.
        file.remove("name");
        ObjectNode services = (ObjectNode) file.path("services");
        Set<String> left = new TreeSet<>();
        services.properties().forEach(service -> {
            if (!Engine.hasImage(service.getValue().path("image").asText())) {
                left.add(service.getKey());
            }
        });
        System.out.println("No image here, so not started: " + left);
        left.forEach(services::remove);
        for (JsonNode service : services) {
            if (service.path("depends_on") instanceof ObjectNode before) {
                left.forEach(before::remove);
            }
            if (service.path("image").asText().startsWith("rapport/")
                    && service.path("environment") instanceof ObjectNode environment) {
                List.of("RAPPORT_OIDC_URL", "RAPPORT_CONSOLE_CLIENT_ID").forEach(environment::remove);
                environment
                        .put("RAPPORT_PROFILE", "local")
                        .put("RAPPORT_OIDC_ISSUER", LocalIssuer.ISSUER)
                        .put("RAPPORT_LOCAL_PUBLIC_KEY", publicKey);
            }
        }
        return JSON.writeValueAsString(file);
    }

    /** YAML's merge key, which the reader leaves to whoever reads. */
    private static JsonNode merged(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            JsonNode merge = node.path("<<");
            (merge.isArray() ? merge : JSON.createArrayNode().add(merge)).forEach(from -> {
                if (from.isObject()) {
                    object.setAll((ObjectNode) merged(from));
                }
            });
            node.properties().forEach(field -> {
                if (!field.getKey().equals("<<")) {
                    object.set(field.getKey(), merged(field.getValue()));
                }
            });
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(item -> array.add(merged(item)));
            return array;
        }
        return node;
    }

    private static List<String> compose() {
        if (Engine.present("docker", "compose", "version")) {
            return List.of("docker", "compose");
        }
        if (Engine.present("docker-compose", "version")) {
            return List.of("docker-compose");
        }
        Engine.demand("docker compose, or docker-compose");
        return List.of();
    }

    private static String[] with(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole.toArray(String[]::new);
    }
}
