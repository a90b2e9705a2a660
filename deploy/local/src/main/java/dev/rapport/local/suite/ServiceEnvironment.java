package dev.rapport.local.suite;

import dev.rapport.local.process.Ports;
import dev.rapport.local.server.ServiceDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What each service process is told by its environment. */
final class ServiceEnvironment {

    private final PortPlan ports;
    private final String bootstrap;
    private final Function<String, ServiceDatabase> databases;
    private final Home home;
    private final UnaryOperator<String> secrets;
    private volatile Map<String, String> besides = Map.of();

    /**
     * @param databases gives the database of a name
     * @param secrets gives the secret of a name
     */
    ServiceEnvironment(
            Home home,
            PortPlan ports,
            String bootstrap,
            Function<String, ServiceDatabase> databases,
            UnaryOperator<String> secrets) {
        this.home = home;
        this.secrets = secrets;
        this.ports = ports;
        this.bootstrap = bootstrap;
        this.databases = databases;
    }

    /** What services are told besides, from their next start on. */
    void besides(Map<String, String> variables) {
        besides = Map.copyOf(variables);
    }

    Map<String, String> of(Service service) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RAPPORT_HTTP_HOST", Ports.LOOPBACK);
        variables.put("RAPPORT_HTTP_PORT", Integer.toString(ports.http(service)));
        variables.put("RAPPORT_MANAGEMENT_HOST", Ports.LOOPBACK);
        variables.put("RAPPORT_MANAGEMENT_PORT", Integer.toString(ports.management(service)));
        variables.put("RAPPORT_KAFKA", bootstrap);
        variables.put("RAPPORT_PROFILE", "local");
        variables.put("RAPPORT_LOCAL_PUBLIC_KEY", LocalIssuer.of(home).publicKey());
        variables.put("RAPPORT_OIDC_ISSUER", LocalIssuer.ISSUER);
        variables.put("RAPPORT_OIDC_AUDIENCE", LocalIssuer.AUDIENCE);
        service.database().map(databases).map(ServiceDatabase::environment).ifPresent(variables::putAll);
        if (service == Service.GATEWAY) {
            Service.withDatabase()
                    .forEach(behind -> variables.put(
                            "RAPPORT_" + behind.name() + "_URL",
                            "http://" + Ports.LOOPBACK + ":" + ports.http(behind)));
            variables.put("RAPPORT_SESSION_KEY", secrets.apply("session-key"));
            variables.put("RAPPORT_WEBHOOK_KEY", secrets.apply("webhook-key"));
            variables.put("RAPPORT_COOKIES_SECURE", "false");
            variables.put("RAPPORT_LOCAL_KEY_FILE", LocalIssuer.keyFile(home).toString());
        }
        if (service == Service.MESSAGE) {
            variables.put(
                    "RAPPORT_CONNECTORS_FOLDER", home.resolve("dispatches").toString());
        }
        PackFolder.named().ifPresent(folder -> variables.put(PackFolder.VARIABLE, folder.toString()));
        // Every thread of glibc's own memory would count against a service's budget.
        variables.put("MALLOC_ARENA_MAX", "2");
        variables.putAll(besides);
        return variables;
    }
}
