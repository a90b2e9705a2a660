package dev.rapport.kit.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A process with the HTTP half of the kit alone, trusting a key made for this run; what needs a database or a broker is left out. */
public final class EdgeProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Tokens tokens = Tokens.generate();
        return Map.of(
                "RAPPORT_LOCAL_PUBLIC_KEY",
                tokens.publicKey(),
                Tokens.PRIVATE_KEY,
                tokens.privateKey(),
                "quarkus.arc.exclude-types",
                "dev.rapport.kit.outbox.**,dev.rapport.kit.inbox.**,dev.rapport.kit.tenancy.**,dev.rapport.kit.seller.**,"
                        + "dev.rapport.kit.deadletter.**,dev.rapport.kit.idempotency.**,dev.rapport.kit.database.**",
                "quarkus.hibernate-orm.enabled",
                "false",
                "quarkus.flyway.enabled",
                "false",
                "quarkus.datasource.worker.jdbc",
                "false",
                "quarkus.datasource.jdbc",
                "false",
                "quarkus.kafka.devservices.enabled",
                "false");
    }
}
