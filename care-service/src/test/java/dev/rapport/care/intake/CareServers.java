package dev.rapport.care.intake;

import dev.rapport.local.Servers;
import dev.rapport.local.server.ServiceDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The service's surroundings: the servers all tests share, a database of its own, a key nobody signs with. */
public final class CareServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        ServiceDatabase database = servers.createDatabase("care_service");
        servers.createTopics();
        Map<String, String> environment = new HashMap<>(servers.environment(database));
        environment.put("RAPPORT_LOCAL_PUBLIC_KEY", publicKey());
        return environment;
    }

    private static String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    @Override
    public void stop() {
        // the servers are shared and end with the JVM
    }
}
