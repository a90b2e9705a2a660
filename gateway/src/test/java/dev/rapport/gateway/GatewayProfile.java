package dev.rapport.gateway;

import dev.rapport.local.process.Ports;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gateway with short patience and few connections, in front of services that the tests start and stop on ports chosen here. */
public final class GatewayProfile implements QuarkusTestProfile {

    /** What a gateway of the tests waits for an answer. */
    public static final long PATIENCE_MILLIS = 1_500;

    /** What a body may take to come. */
    public static final long BODY_MILLIS = 4_000;

    /** Connections to one service. */
    public static final int CONNECTIONS = 6;

    /** Requests that may wait for one. */
    public static final int WAITING = 4;

    /** How much one seller's bucket holds; it fills by {@link #SELLER_RATE} a second. */
    public static final int SELLER_BURST = 400;

    /** Requests a second that one seller gets. */
    public static final int SELLER_RATE = 20;

    /** Where browsers would find this gateway. */
    public static final String PUBLIC_URL = "https://desk.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        var config = new LinkedHashMap<String, String>();
        Tokens tokens = Tokens.generate();
        Iterator<Integer> ports = Ports.free(9).iterator();
        config.put("RAPPORT_LOCAL_PUBLIC_KEY", tokens.publicKey());
        config.put(Tokens.PRIVATE_KEY, tokens.privateKey());
        config.put("rapport.gateway.session.key", "a key of the tests, long enough");
        config.put("rapport.gateway.session.secure", "false");
        config.put("rapport.gateway.session.local-key-file", keyFile(tokens).toString());
        config.put("rapport.gateway.session.provider.url", "http://127.0.0.1:" + ports.next());
        config.put("rapport.gateway.session.provider.client-id", "console");
        config.put("rapport.gateway.session.provider.client-secret", "of the tests");
        config.put("rapport.gateway.session.provider.public-url", PUBLIC_URL);
        for (String service : List.of("message", "review", "care", "score")) {
            config.put("rapport.gateway." + service + ".url", "http://127.0.0.1:" + ports.next());
            config.put("rapport.gateway." + service + ".management-url", "http://127.0.0.1:" + ports.next());
        }
        config.put("rapport.gateway.answer-timeout", PATIENCE_MILLIS + "MS");
        config.put("rapport.gateway.request-timeout", BODY_MILLIS + "MS");
        config.put("rapport.gateway.connections", Integer.toString(CONNECTIONS));
        config.put("rapport.gateway.waiting", Integer.toString(WAITING));
        config.put("rapport.gateway.rate.seller.per-second", Integer.toString(SELLER_RATE));
        config.put("rapport.gateway.rate.seller.burst", Integer.toString(SELLER_BURST));
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(GatewayServers.class));
    }

    private static Path keyFile(Tokens tokens) {
        try {
            Path file = Files.createTempFile("gateway-test", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file, "-----BEGIN PRIVATE KEY-----\n" + tokens.privateKey() + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
