package dev.rapport.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated parts, rendered overlays, and that every mistake there is a name for is found when it is planted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManifestsTest {

    private static final boolean WRITE = "write".equals(System.getProperty("rapport.contract"));
    private static final Path GENERATED = Rendering.KUBERNETES.resolve("base/generated");

    @Test
    @Order(1)
    void shouldHaveGeneratedPartsAsTheirSourceSays() throws IOException {
        Map<String, String> files = Generated.files(Rendering.ROOT);
        if (WRITE) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(GENERATED.resolve(file.getKey()), file.getValue());
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(GENERATED.resolve(file.getKey())).hasContent(file.getValue());
        }
        try (Stream<Path> present = Files.list(GENERATED)) {
            assertThat(present.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    @Order(2)
    void shouldStandRenderedAsKustomizeRendersIt(String overlay) throws IOException, InterruptedException {
        Optional<String> now = Rendering.now(overlay);
        if (WRITE && now.isPresent()) {
            Files.createDirectories(Rendering.file(overlay).getParent());
            Files.writeString(Rendering.file(overlay), now.get());
        }
        String stands = Files.readString(Rendering.file(overlay));
        assertThat(stands)
                .as("base or overlay changed: render again with -Drapport.contract=write where kubectl is")
                .startsWith(Rendering.head(overlay));
        // Versions of kustomize wrap and order differently: the objects are compared, not their text.
        now.ifPresent(text -> assertThat(Manifest.all(text)).isEqualTo(Manifest.all(stands)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    @Order(3)
    void shouldFindNothingWrong(String overlay) throws IOException {
        List<Manifest> all = Manifest.all(Files.readString(Rendering.file(overlay)));
        assertThat(all).hasSizeGreaterThan(60);
        assertThat(Checks.of(all, overlay.equals("production"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Finding.Kind.class)
    @Order(4)
    void shouldFindWhatIsPlanted(Finding.Kind kind) throws IOException {
        Consumer<List<Manifest>> plant =
                Objects.requireNonNull(PLANTS.get(kind), () -> "nobody plants a mistake of kind " + kind);
        List<Manifest> all = new ArrayList<>(Manifest.all(Files.readString(Rendering.file("production"))));
        plant.accept(all);
        assertThat(Checks.of(all, true)).extracting(Finding::kind).contains(kind);
    }

    @Test
    @Order(5)
    void shouldPlantEveryKind() {
        assertThat(PLANTS.keySet()).isEqualTo(EnumSet.allOf(Finding.Kind.class));
    }

    private static final Map<Finding.Kind, Consumer<List<Manifest>>> PLANTS = new EnumMap<>(Finding.Kind.class);

    static {
        PLANTS.put(Finding.Kind.SCHEMA, all -> deployment(all, "/spec/template/spec")
                .put("imagePullSecret", "x"));
        PLANTS.put(Finding.Kind.UNKNOWN_KIND, all -> object(all, "Service", "").put("apiVersion", "v2"));
        PLANTS.put(Finding.Kind.PRIVILEGED, all -> security(all).put("privileged", true));
        PLANTS.put(Finding.Kind.ROOT, all -> deployment(all, "/spec/template/spec/securityContext")
                .put("runAsUser", 0));
        PLANTS.put(Finding.Kind.WRITABLE_ROOT, all -> security(all).remove("readOnlyRootFilesystem"));
        PLANTS.put(Finding.Kind.CAPABILITIES, all -> ((ObjectNode) security(all).path("capabilities"))
                .putArray("add")
                .add("NET_ADMIN"));
        PLANTS.put(Finding.Kind.UNRESTRICTED_NAMESPACE, all -> object(all, "Namespace", "/metadata/labels")
                .put("pod-security.kubernetes.io/enforce", "baseline"));
        PLANTS.put(Finding.Kind.LATEST_TAG, all -> container(all).put("image", "rapport/gateway"));
        PLANTS.put(
                Finding.Kind.NO_LIMITS,
                all -> ((ObjectNode) container(all).path("resources").path("limits")).remove("memory"));
        PLANTS.put(
                Finding.Kind.NO_PROBE,
                all -> ((ObjectNode) container(all).path("readinessProbe").path("httpGet")).put("port", "elsewhere"));
        PLANTS.put(Finding.Kind.NO_SPREAD, all -> deployment(all, "/spec/template/spec")
                .remove("topologySpreadConstraints"));
        PLANTS.put(Finding.Kind.SELECTOR, all -> object(all, "Service", "/spec/selector")
                .put("app.kubernetes.io/name", "gatewy"));
        PLANTS.put(Finding.Kind.NO_BUDGET, all -> all.removeIf(one -> one.kind().equals("PodDisruptionBudget")));
        PLANTS.put(
                Finding.Kind.MISSING_REFERENCE,
                all -> all.removeIf(
                        one -> one.kind().equals("ConfigMap") && one.name().equals("rapport-packs")));
        PLANTS.put(
                Finding.Kind.SECRET_IN_CLEAR, all -> ((ArrayNode) container(all).path("env"))
                        .addObject()
                        .put("name", "RAPPORT_DB_REST_PASSWORD")
                        .put("value", "hunter2"));
        PLANTS.put(
                Finding.Kind.DENY_MISSING, all -> all.removeIf(one -> one.name().equals("default-deny")));
        PLANTS.put(Finding.Kind.OPENING_ONE_ENDED, all -> port(all, "message-db", "ingress", 0)
                .put("port", 5433));
        PLANTS.put(Finding.Kind.OPENING_UNUSED, all -> port(all, "message-service", "ingress", 0)
                .put("port", 22));
        PLANTS.put(
                Finding.Kind.OPENING_MISSING,
                all -> all.removeIf(
                        one -> one.kind().equals("NetworkPolicy") && one.name().equals("score-service")));
        PLANTS.put(Finding.Kind.SCALES_NOTHING, all -> object(all, "ScaledObject", "/spec/scaleTargetRef")
                .put("name", "nobody"));
        PLANTS.put(Finding.Kind.NO_BACKUP, all -> all.removeIf(one -> one.kind().equals("ScheduledBackup")));
    }

    private static ObjectNode object(List<Manifest> all, String kind, String pointer) {
        JsonNode found = all.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .json()
                .at(pointer);
        return (ObjectNode) found;
    }

    private static ObjectNode deployment(List<Manifest> all, String pointer) {
        return object(all, "Deployment", pointer);
    }

    private static ObjectNode container(List<Manifest> all) {
        return deployment(all, "/spec/template/spec/containers/0");
    }

    private static ObjectNode security(List<Manifest> all) {
        return (ObjectNode) container(all).path("securityContext");
    }

    private static ObjectNode port(List<Manifest> all, String policy, String direction, int rule) {
        JsonNode found = all.stream()
                .filter(one -> one.kind().equals("NetworkPolicy") && one.name().equals(policy))
                .findFirst()
                .orElseThrow()
                .spec()
                .path(direction)
                .path(rule)
                .path("ports")
                .path(0);
        return (ObjectNode) found;
    }
}
