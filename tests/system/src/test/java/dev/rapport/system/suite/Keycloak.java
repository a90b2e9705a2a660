package dev.rapport.system.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.local.process.Leash;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.server.ServerArtifacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real Keycloak on the loopback with the realm of {@code keycloak-realm.json}, everything of it in memory. */
public final class Keycloak implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADMIN = "root";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    private final Path home;
    private final String base;
    private final int port;
    private final ManagedProcess process;
    private @Nullable Leash leash;

    private Keycloak(Path home, Path logs) {
        this.home = home;
        this.port = Ports.free(1).getFirst();
        this.base = "http://" + Ports.LOOPBACK + ":" + port;
        this.process = new ManagedProcess(
                "keycloak", logs.resolve("keycloak.run"), logs.resolve("keycloak.log"), ManagedProcess.Ending.TERM);
    }

    /**
     * Starts the one that the build has unpacked, and waits until it answers.
     *
     * @param folder of the build
     */
    public static Keycloak start(Path folder) {
        Keycloak keycloak = new Keycloak(unpacked(folder.resolve("keycloak")), folder);
        keycloak.importRealm();
        keycloak.run(List.of());
        Awaitility.await("Keycloak")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    if (keycloak.process.died()) {
                        // It made itself over for these options and wants to be started again.
                        keycloak.run(List.of("-Dkc.config.built=true"));
                    }
                    return keycloak.answers();
                });
        return keycloak;
    }

    private static Path unpacked(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(each -> Files.isDirectory(each.resolve("lib")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Keycloak is unpacked by the build with -Drapport.excluded-groups=bench,containers", e);
        }
    }

    private void importRealm() {
        try (InputStream realm =
                Objects.requireNonNull(Keycloak.class.getResourceAsStream("/keycloak-realm.json"), "the realm")) {
            Files.createDirectories(home.resolve("data/import"));
            Files.copy(realm, home.resolve("data/import/rapport-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What bin/kc.sh does, without a shell in between that would outlive us. */
    private void run(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                ServerArtifacts.java(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=" + Ports.LOOPBACK,
                "--http-port=" + port,
                "--hostname=" + base));
        Leash before = leash;
        if (before != null) {
            before.close();
        }
        leash = Leash.on(process.start(
                command, Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN), home));
    }

    /** The realm's issuer, under which its discovery document is. */
    public String issuer() {
        return base + "/realms/rapport";
    }

    /** A token by client credentials. */
    public String token(String client, String secret) {
        return asked("rapport", "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret);
    }

    /** Signs with a new key from now on and withdraws the old one. */
    public void rotate() {
        String admin =
                asked("master", "grant_type=password&client_id=admin-cli&username=" + ADMIN + "&password=" + ADMIN);
        String realmId =
                admin(admin, "GET", "/admin/realms/rapport", null).path("id").asText();
        String components = "/admin/realms/rapport/components";
        JsonNode old = Stream.iterate(0, i -> i + 1)
                .map(admin(admin, "GET", components + "?type=" + KEY_PROVIDER, null)::get)
                .takeWhile(Objects::nonNull)
                .filter(each -> each.path("name").asText().equals("rs256"))
                .findFirst()
                .orElseThrow();
        ObjectNode fresh = JSON.createObjectNode()
                .put("name", "rs256-new")
                .put("providerId", "rsa-generated")
                .put("providerType", KEY_PROVIDER)
                .put("parentId", realmId);
        ObjectNode config = fresh.putObject("config");
        config.putArray("priority").add("200");
        config.putArray("algorithm").add("RS256");
        admin(admin, "POST", components, fresh.toString());
        admin(admin, "DELETE", components + "/" + old.path("id").asText(), null);
    }

    private String asked(String realm, String form) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(base + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        return json(answer).path("access_token").asText();
    }

    private JsonNode admin(String token, String method, String path, @Nullable String body) {
        return json(send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.uri() + " -> " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private boolean answers() {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
        Leash held = leash;
        if (held != null) {
            held.close();
        }
    }
}
