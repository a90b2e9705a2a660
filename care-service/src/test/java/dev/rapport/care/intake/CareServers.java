package dev.rapport.care.intake;

import dev.rapport.local.Servers;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.LocalIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service's surroundings: the servers all tests share, a database of its own, an issuer of tokens. */
public final class CareServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        ServiceDatabase database = servers.createDatabase("care_service");
        servers.createTopics();
        Map<String, String> environment = new HashMap<>(servers.environment(database));
        environment.put("RAPPORT_LOCAL_PUBLIC_KEY", issuer().publicKey());
        return environment;
    }

    /** A token of an agent of these roles for one seller. */
    public static String token(String seller, String... roles) {
        return issuer().token("agent-1", List.of(seller), List.of(roles), Instant.now(), Duration.ofMinutes(10));
    }

    private static LocalIssuer issuer() {
        return LocalIssuer.of(new Home(Path.of("target", "issuer")));
    }

    @Override
    public void stop() {
        // the servers are shared and end with the JVM
    }
}
