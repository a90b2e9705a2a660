package dev.rapport.system.suite;

import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.PartState;
import dev.rapport.local.suite.PortPlan;
import dev.rapport.local.suite.Progress;
import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The suite of this run: started by the first test that asks, gone with the JVM. */
public final class RunningSuite {
    private static @Nullable RunningSuite shared;

    private final Suite suite;
    private @Nullable ApiContract contract;

    private RunningSuite(Suite suite) {
        this.suite = suite;
    }

    /** The one suite of this run, with everything ready. */
    public static synchronized RunningSuite shared() {
        if (shared == null) {
            Path folder = Path.of("target", "suite").toAbsolutePath();
            delete(folder);
            Suite suite = Suite.at(root(), new Home(folder), PortPlan.free());
            suite.tie();
            suite.start(System.out::println);
            shared = new RunningSuite(suite);
        }
        return shared;
    }

    /** The working copy: the nearest folder above with the launcher in it. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("deploy/local"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside a working copy");
        }
        return folder;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its launcher. */
    public Suite launcher() {
        return suite;
    }

    /** Starts again whatever does not run, and waits until it serves. */
    public void startWhatIsGone() {
        suite.start(Progress.NONE);
    }

    /** Through the gateway, as an operator who may read everything of everybody. */
    public RestClient operator() {
        return gateway(Set.of("*"), Set.of("viewer"));
    }

    /** Through the gateway, with a token for these sellers and roles. */
    public RestClient gateway(Collection<String> sellers, Collection<String> roles) {
        return gateway("agent-7", sellers, roles);
    }

    /** The same as somebody else. */
    public RestClient gateway(String subject, Collection<String> sellers, Collection<String> roles) {
        return new RestClient(suite.gateway(), suite.token(subject, sellers, roles), contract());
    }

    /** Straight to a service's own port, with a token for these sellers and roles. */
    public RestClient service(Service service, Collection<String> sellers, Collection<String> roles) {
        return new RestClient(suite.http(service), suite.token("agent-7", sellers, roles), null);
    }

    /** Straight to any address, as the operator of {@link #operator()}. */
    public RestClient operatorAt(URI base) {
        return new RestClient(base, suite.token("agent-7", Set.of("*"), Set.of("viewer")), null);
    }

    /** One more process of score-service, not started yet. @param number part of its name, 2 for the second */
    public Replica scoreReplica(int number) {
        return replica(Service.SCORE, number, Map.of());
    }

    /**
     * One more process of a service, not started yet.
     *
     * @param settings more of its environment; an empty one takes away what it would have
     */
    public Replica replica(Service service, int number, Map<String, String> settings) {
        return new Replica(suite, service, number, settings);
    }

    /** To any address, with a token from elsewhere. */
    public RestClient with(URI base, String token) {
        return new RestClient(base, token, null);
    }

    /** To any address, without a token. */
    public RestClient anonymous(URI base) {
        return new RestClient(base, null, null);
    }

    /** The interface as the running gateway tells it. */
    public synchronized ApiContract contract() {
        if (contract == null) {
            contract =
                    new ApiContract(anonymous(suite.gateway()).get("/openapi").text());
        }
        return contract;
    }

    /** What the launcher says of every part. */
    public List<PartState> states() {
        return suite.states();
    }
}
