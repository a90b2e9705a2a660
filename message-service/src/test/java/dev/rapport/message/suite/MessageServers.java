package dev.rapport.message.suite;

import dev.rapport.local.Servers;
import dev.rapport.local.server.ServiceDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The service's surroundings: the servers all tests share, a database of its own, a key made for this run. */
public final class MessageServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        ServiceDatabase database = servers.createDatabase("message_service");
        servers.createTopics();
        Map<String, String> environment = new HashMap<>(servers.environment(database));
        Tokens tokens = Tokens.generate();
        environment.put("RAPPORT_LOCAL_PUBLIC_KEY", tokens.publicKey());
        environment.put(Tokens.PRIVATE_KEY, tokens.privateKey());
        // The webhook of a test is on this machine.
        environment.put("rapport.connectors.private-targets", "true");
        environment.put("rapport.connectors.retry-first", "100MS");
        environment.put("rapport.connectors.folder", "target/dispatches");
        return environment;
    }

    @Override
    public void stop() {
        // the servers are shared and end with the JVM
    }
}
