package dev.rapport.gateway;

import dev.rapport.local.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The gateway's surroundings: the servers all tests share, a database of its own, little patience. */
public final class GatewayServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        servers.createTopics();
        Map<String, String> environment = new HashMap<>(servers.environment(servers.createDatabase("gateway")));
        environment.put("RAPPORT_WEBHOOK_KEY", "for-tests-only-0123456789");
        // The targets of the tests are on this machine.
        environment.put("rapport.gateway.webhooks.private-targets", "true");
        environment.put("rapport.gateway.webhooks.timeout", "1S");
        environment.put("rapport.gateway.webhooks.retry-first", "100MS");
        environment.put("rapport.gateway.webhooks.retry-longest", "500MS");
        environment.put("rapport.gateway.webhooks.give-up", "3S");
        return environment;
    }

    @Override
    public void stop() {
        // the servers are shared and end with the JVM
    }
}
