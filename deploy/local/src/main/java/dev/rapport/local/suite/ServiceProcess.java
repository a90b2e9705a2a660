package dev.rapport.local.suite;

import dev.rapport.local.process.LearnedStart;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.ServerArtifacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of our services as a process: its jar, its environment, whether it is ready. */
final class ServiceProcess {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    // Small headers save a tenth of the heap; what the compilers took while a service warmed up goes back to the
    // system.
    private static final List<String> JVM = List.of(
            "-Xms32m",
            "-Xmx160m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=5000");

    private final Service service;
    private final Path root;
    private final Home home;
    private final PortPlan ports;
    private final @Nullable LearnedStart learned;
    private final ManagedProcess process;

    /** @param learned what it learned for quicker starts; null to start the plain way */
    ServiceProcess(Service service, Path root, Home home, PortPlan ports, @Nullable LearnedStart learned) {
        this.service = service;
        this.root = root;
        this.home = home;
        this.ports = ports;
        this.learned = learned;
        this.process = new ManagedProcess(
                service.label(), home.runFile(service.label()), home.log(service.label()), ManagedProcess.Ending.TERM);
    }

    Service service() {
        return service;
    }

    ManagedProcess process() {
        return process;
    }

    /** Starts it and returns at once. */
    void launch(Map<String, String> environment) {
        Path jar = jar();
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(jar + " is missing: build it with ./rapport up, or mvn -Dquick package.");
        }
        List<String> command = new ArrayList<>(List.of(ServerArtifacts.java()));
        command.addAll(jvm(environment));
        command.addAll(main());
        Home.write(buildFile(), build());
        process.start(command, environment, home.folder());
    }

    /** Whether it runs on a jar that was built again since: its classes are no longer where it looks for them. */
    boolean outdated() {
        try {
            return process.running().isPresent()
                    && !Files.readString(buildFile()).strip().equals(build());
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Whether it answers that it is ready to serve. */
    boolean ready() {
        // The gateway's health is for everybody, so it stands on its own port.
        int port = service == Service.GATEWAY ? ports.http(service) : ports.management(service);
        return ok("http://" + Ports.LOOPBACK + ":" + port + "/q/health/ready");
    }

    private static boolean ok(String address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path jar() {
        return root.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private Path buildFile() {
        return home.resolve("run/" + service.label() + ".build");
    }

    private String build() {
        try {
            return jar() + " " + Files.getLastModifiedTime(jar()).toMillis();
        } catch (IOException gone) {
            return jar() + " gone";
        }
    }

    /** After an orderly stop: keeps what its last run learned, if it recorded. */
    void keepLearned() {
        if (learned != null && learned.recording()) {
            var unused = learned.keep(ServerArtifacts.java(), JVM, main(), Map.of());
        }
    }

    private List<String> main() {
        return List.of("-jar", jar().toString());
    }

    private List<String> jvm(Map<String, String> environment) {
        @Nullable String own = environment.getOrDefault("RAPPORT_JVM", System.getenv("RAPPORT_JVM"));
        if (own != null && !own.isBlank()) {
            return List.of(own.strip().split("\\s+"));
        }
        List<String> options = new ArrayList<>(JVM);
        options.addAll(learned == null ? LearnedStart.none() : learned.options(Runtime.version() + "\n" + build()));
        return options;
    }
}
