package dev.rapport.gateway;

import dev.rapport.local.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The gateway's surroundings: the servers all tests share. */
public final class GatewayServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        servers.createTopics();
        return Map.of("RAPPORT_KAFKA", servers.kafka());
    }

    @Override
    public void stop() {
        // the servers are shared and end with the JVM
    }
}
