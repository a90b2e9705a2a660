package dev.rapport.score;

import dev.rapport.local.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The service on a database of its own and the broker all tests share, trusting a key made for this run. */
public final class ScoreServiceServers implements QuarkusTestResourceLifecycleManager {
    static final String PRIVATE_KEY = "rapport.test.private-key";

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.shared();
        servers.createTopics();
        Map<String, String> overrides = new HashMap<>(servers.environment(servers.createDatabase("score")));
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            KeyPair pair = keys.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            overrides.put(
                    "RAPPORT_LOCAL_PUBLIC_KEY",
                    base64.encodeToString(pair.getPublic().getEncoded()));
            overrides.put(PRIVATE_KEY, base64.encodeToString(pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return overrides;
    }

    /** The servers are everybody's and end with the JVM. */
    @Override
    public void stop() {}
}
