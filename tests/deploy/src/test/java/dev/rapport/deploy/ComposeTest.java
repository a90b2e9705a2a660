package dev.rapport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The compose file and the recipe of the images: nobody runs as root or writes its image, nothing is floating, nothing is given away. */
class ComposeTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OURS =
            List.of("gateway", "message-service", "review-service", "care-service", "score-service");

    static List<String> ours() {
        return OURS;
    }

    private static JsonNode compose() throws IOException {
        String text = Files.readString(ROOT.resolve("deploy/compose/compose.yaml"));
        return merged(JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text)));
    }

    /** YAML's merge key, which the reader leaves to whoever reads. */
    private static JsonNode merged(JsonNode node) {
        if (node.isObject()) {
            var object = JSON.createObjectNode();
            JsonNode merge = node.path("<<");
            (merge.isArray() ? merge : JSON.createArrayNode().add(merge)).forEach(from -> {
                if (from.isObject()) {
                    object.setAll((com.fasterxml.jackson.databind.node.ObjectNode) merged(from));
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
            var array = JSON.createArrayNode();
            node.forEach(item -> array.add(merged(item)));
            return array;
        }
        return node;
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldRunOurServicesWithoutRightsTheyDoNotNeed(String name) throws IOException {
        JsonNode service = compose().path("services").path(name);
        assertThat(service.path("user").asText()).isEqualTo("10001:10001");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(service.path("security_opt").toString()).contains("no-new-privileges:true");
        assertThat(service.path("mem_limit").asText()).isEqualTo("400m");
        assertThat(service.has("healthcheck")).isTrue();
        assertThat(service.has("privileged")).isFalse();
    }

    @Test
    void shouldStartInTheOrderOfHealth() throws IOException {
        JsonNode services = compose().path("services");
        services.properties().forEach(entry -> entry.getValue()
                .path("depends_on")
                .properties()
                .forEach(needed -> {
                    JsonNode other = services.path(needed.getKey());
                    assertThat(other.isObject()).as(needed.getKey()).isTrue();
                    String condition = needed.getValue().path("condition").asText();
                    assertThat(condition).isIn("service_healthy", "service_completed_successfully");
                    if (condition.equals("service_healthy")) {
                        assertThat(other.has("healthcheck")).as(needed.getKey()).isTrue();
                    }
                }));
        Set<String> before = new TreeSet<>();
        services.path("gateway").path("depends_on").fieldNames().forEachRemaining(before::add);
        assertThat(before)
                .containsExactlyInAnyOrder("message-service", "review-service", "care-service", "score-service");
    }

    @Test
    void shouldNameEveryImageExactlyAndListenToThisMachineOnly() throws IOException {
        compose().path("services").properties().forEach(entry -> {
            String image = entry.getValue().path("image").asText();
            assertThat(image).as(entry.getKey()).matches("\\S+:(\\$\\{RAPPORT_VERSION:-)?v?[0-9][0-9A-Za-z.]*}?");
            entry.getValue().path("ports").forEach(port -> assertThat(port.asText())
                    .startsWith("127.0.0.1:"));
        });
    }

    @Test
    void shouldHaveNoSecretWrittenDown() throws IOException {
        Pattern secret = Pattern.compile("(?i).*(password|token|secret|_key).*");
        compose().path("services").properties().forEach(entry -> entry.getValue()
                .path("environment")
                .properties()
                .forEach(variable -> {
                    if (secret.matcher(variable.getKey()).matches()) {
                        assertThat(variable.getValue().asText())
                                .as(variable.getKey())
                                .startsWith("${");
                    }
                }));
        String script = Files.readString(ROOT.resolve("deploy/compose/secrets"));
        Matcher asked = Pattern.compile("\\$\\{([A-Z_]+):\\?")
                .matcher(Files.readString(ROOT.resolve("deploy/compose/compose.yaml")));
        while (asked.find()) {
            assertThat(script).contains(asked.group(1));
        }
        assertThat(Files.readString(ROOT.resolve(".gitignore"))).contains("deploy/compose/.env");
    }

    @Test
    void shouldScrapeEveryServiceUnderTheNameTheRulesKnow() throws IOException {
        String prometheus = Files.readString(ROOT.resolve("deploy/observability/prometheus/prometheus.yml"));
        for (String name : OURS) {
            assertThat(prometheus).contains("job_name: " + name + "\n").contains("\"" + name + ":9080\"");
        }
    }

    @Test
    void shouldMountNothingThatIsNotThere() throws IOException {
        JsonNode compose = compose();
        Set<String> volumes = new TreeSet<>();
        compose.path("volumes").fieldNames().forEachRemaining(volumes::add);
        compose.path("services")
                .properties()
                .forEach(entry -> entry.getValue().path("volumes").forEach(volume -> {
                    String source = volume.asText().split(":", -1)[0];
                    if (source.startsWith(".")) {
                        assertThat(ROOT.resolve("deploy/compose")
                                        .resolve(source)
                                        .normalize())
                                .exists();
                    } else {
                        assertThat(volumes).contains(source);
                    }
                }));
    }

    @Test
    void shouldBuildImagesThatRunAsNobodyAndSayWhatTheyAre() throws IOException {
        String recipe = Files.readString(ROOT.resolve("deploy/images/Dockerfile"));
        assertThat(recipe)
                .contains("USER 10001:10001")
                .doesNotContain(":latest")
                .doesNotContainPattern("(?m)^ADD ");
        for (String label : List.of("title", "licenses", "version", "revision")) {
            assertThat(recipe).contains("org.opencontainers.image." + label);
        }
        try (Stream<Path> scripts = Stream.of(
                        "deploy/images/build",
                        "deploy/images/train",
                        "deploy/compose/secrets",
                        "deploy/compose/topics.sh")
                .map(ROOT::resolve)) {
            scripts.forEach(script ->
                    assertThat(Files.isExecutable(script)).as(script.toString()).isTrue());
        }
        Map<String, String> shells = Map.of("deploy/images/build", "bash", "deploy/images/train", "bash");
        shells.keySet()
                .forEach(script ->
                        assertThat(parses(ROOT.resolve(script))).as(script).isTrue());
    }

    private static boolean parses(Path script) {
        try {
            return new ProcessBuilder("bash", "-n", script.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
