package dev.rapport.kit.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What every client needs to be let in, whatever else it is set to.
 *
 * <p>{@code rapport.kafka.security} is Kafka's own {@code security.protocol}: {@code PLAINTEXT} (the default), {@code SSL},
 * {@code SASL_PLAINTEXT} or {@code SASL_SSL}. The latter two log in as {@code rapport.kafka.user} with {@code rapport.kafka.password} by
 * SCRAM-SHA-512; {@code rapport.kafka.trust} is a file with the certificates (PEM) that brokers are known by, the system's when left out.
 */
public final class BrokerAccess {

    private BrokerAccess() {}

    /**
     * The settings of a client, with those that let it in.
     *
     * @param bootstrap Kafka's {@code bootstrap.servers}
     * @param own all others
     * @throws IllegalStateException when the configured protocol wants a login and none is configured
     */
    public static Map<String, Object> settings(String bootstrap, Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(own);
        settings.putAll(settings(bootstrap));
        return settings;
    }

    /** The settings that let a client in. */
    public static Map<String, Object> settings(String bootstrap) {
        return settings(bootstrap, ConfigProvider.getConfig());
    }

    static Map<String, Object> settings(String bootstrap, Config config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        String protocol = value(config, "security").orElse("PLAINTEXT");
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (protocol.startsWith("SASL_")) {
            settings.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username="
                            + quoted(config, "user") + " password=" + quoted(config, "password") + ";");
        }
        value(config, "trust").ifPresent(file -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
        });
        return settings;
    }

    private static String quoted(Config config, String key) {
        String value = value(config, key)
                .orElseThrow(
                        () -> new IllegalStateException("rapport.kafka." + key + " is missing: Kafka wants a login"));
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Optional<String> value(Config config, String key) {
        return config.getOptionalValue("rapport.kafka." + key, String.class);
    }
}
