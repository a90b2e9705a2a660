package dev.rapport.system.suite;

import dev.rapport.local.process.Leash;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.ProcessIdentity;
import dev.rapport.local.server.ServerArtifacts;
import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.LocalIssuer;
import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One more process of a service beside the suite's own: the same database and the same group, ports of its own. */
public final class Replica implements AutoCloseable {
    private static final List<String> JVM =
            List.of("-Xms32m", "-Xmx160m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Suite suite;
    private final Service service;
    private final Map<String, String> settings;
    private final ManagedProcess process;
    private final int http;
    private final int management;
    private @Nullable Leash leash;

    /** @param settings more of its environment; an empty one takes away what it would have */
    Replica(Suite suite, Service service, int number, Map<String, String> settings) {
        this.suite = suite;
        this.service = service;
        this.settings = settings;
        String name = service.label() + "-" + number;
        Home home = suite.home();
        this.process = new ManagedProcess(
                name, home.resolve("run/" + name + ".run"), home.log(name), ManagedProcess.Ending.TERM);
        List<Integer> ports = Ports.free(2);
        this.http = ports.get(0);
        this.management = ports.get(1);
    }

    /** Starts it and returns at once. Does nothing when it runs. */
    public void start() {
        if (process.running().isPresent()) {
            return;
        }
        Map<String, String> environment = new LinkedHashMap<>(
                suite.database(service.database().orElseThrow()).environment());
        environment.put("RAPPORT_HTTP_HOST", Ports.LOOPBACK);
        environment.put("RAPPORT_HTTP_PORT", Integer.toString(http));
        environment.put("RAPPORT_MANAGEMENT_HOST", Ports.LOOPBACK);
        environment.put("RAPPORT_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("RAPPORT_KAFKA", suite.kafka());
        environment.put("RAPPORT_LOCAL_PUBLIC_KEY", LocalIssuer.of(suite.home()).publicKey());
        environment.put("RAPPORT_OIDC_ISSUER", LocalIssuer.ISSUER);
        environment.put("RAPPORT_OIDC_AUDIENCE", LocalIssuer.AUDIENCE);
        environment.put("RAPPORT_PROFILE", "local");
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(settings);
        environment.values().removeIf(String::isEmpty);
        List<String> command = new java.util.ArrayList<>(List.of(ServerArtifacts.java()));
        command.addAll(JVM);
        command.addAll(List.of(
                "-jar",
                RunningSuite.root()
                        .resolve(service.label() + "/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        ProcessIdentity started =
                process.start(command, environment, suite.home().folder());
        leash = Leash.on(started);
    }

    /** Ends it by SIGKILL and waits until it is gone. */
    public void kill() {
        process.kill();
        untie();
    }

    /** Where it takes requests, without a path. */
    public URI http() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + http);
    }

    /** Where it tells whether it is ready. */
    public URI management() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + management);
    }

    /** Whether it has ended by itself. */
    public boolean died() {
        return process.died();
    }

    /** The end of its output. */
    public String tail() {
        return process.tail();
    }

    private void untie() {
        Leash held = leash;
        if (held != null) {
            held.close();
            leash = null;
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(15));
        untie();
    }
}
