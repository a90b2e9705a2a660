package dev.rapport.kit.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class BrokerAccessTest {

    @Test
    void shouldComeInTheClearUnlessTold() {
        assertThat(BrokerAccess.settings("here:9092", config(Map.of())))
                .isEqualTo(Map.of("bootstrap.servers", "here:9092", "security.protocol", "PLAINTEXT"));
    }

    @Test
    void shouldLogInByNameAndKnowItsBrokersWhenTold() {
        Map<String, Object> settings = BrokerAccess.settings(
                "there:9093",
                config(Map.of(
                        "rapport.kafka.security", "SASL_SSL",
                        "rapport.kafka.user", "score-service",
                        "rapport.kafka.password", "a \"quoted\" \\ one",
                        "rapport.kafka.trust", "/etc/rapport/kafka/ca.crt")));

        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.location", "/etc/rapport/kafka/ca.crt");
        // Kafka's own reading of it, quotes and all.
        JaasContext login = JaasContext.loadClientContext(
                Map.of("sasl.jaas.config", new Password(String.valueOf(settings.get("sasl.jaas.config")))));
        assertThat(login.configurationEntries().getFirst().getOptions())
                .isEqualTo(Map.of("username", "score-service", "password", "a \"quoted\" \\ one"));
        assertThat(new AdminClientConfig(settings).getString("security.protocol"))
                .isEqualTo("SASL_SSL");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BrokerAccess.settings("x:1", config(Map.of("rapport.kafka.security", "SASL_SSL"))))
                .withMessageContaining("rapport.kafka.user");
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
