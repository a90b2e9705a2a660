package dev.rapport.deploy.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may talk to whom. Everything else is denied, and each of these becomes an opening at both ends; what leaves the namespace, or comes
 * from without, is open at one end only and says why.
 */
final class Openings {

    static final int HTTP = 8080;
    static final int MANAGEMENT = 9080;
    static final int POSTGRES = 5432;
    static final int CNPG_STATUS = 8000;
    static final int CNPG_METRICS = 9187;
    static final int KAFKA = 9093;
    static final int HTTPS = 443;
    static final int API_SERVER = 6443;

    private Openings() {}

    /**
     * One connection that is needed.
     *
     * @param from label selector of pods here, or a name of {@link #OUTSIDE}
     * @param to likewise
     */
    record Flow(String from, String to, List<Integer> ports) {}

    static final String INGRESS = "outside:ingress";
    static final String MONITORING = "outside:monitoring";
    static final String OPERATOR = "outside:cnpg-operator";
    static final String INTERNET = "outside:internet";
    static final String CLUSTER = "outside:api-server";

    private static final String NAME = "app.kubernetes.io/name: ";
    private static final String DATABASE = "cnpg.io/cluster: ";
    private static final String BROKERS = "strimzi.io/name: rapport-kafka";
    private static final String ENTITIES = "strimzi.io/name: rapport-entity-operator";

    /** Every connection of the suite, but for names looked up, which all may. */
    static List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        String gateway = NAME + Part.GATEWAY.wireName();
        flows.add(new Flow(INGRESS, gateway, List.of(HTTP)));
        for (Part part : Part.values()) {
            String pods = NAME + part.wireName();
            flows.add(new Flow(MONITORING, pods, List.of(MANAGEMENT)));
            flows.add(new Flow(pods, BROKERS, List.of(KAFKA)));
            // Keys of the token issuer; the gateway and message-service also call sellers' webhooks, on this port only.
            flows.add(new Flow(pods, INTERNET, List.of(HTTPS)));
            if (part != Part.GATEWAY) {
                flows.add(new Flow(gateway, pods, List.of(HTTP, MANAGEMENT)));
            }
            String server = DATABASE + part.database() + "-db";
            flows.add(new Flow(pods, server, List.of(POSTGRES)));
            flows.add(new Flow(server, server, List.of(POSTGRES, CNPG_STATUS)));
            flows.add(new Flow(OPERATOR, server, List.of(POSTGRES, CNPG_STATUS)));
            flows.add(new Flow(MONITORING, server, List.of(CNPG_METRICS)));
            // Its operator's leases, and on the same port the object store of its backups.
            flows.add(new Flow(server, CLUSTER, List.of(HTTPS, API_SERVER)));
        }
        // Strimzi opens its own pods for what comes in; what goes out of them is ours to open.
        flows.add(new Flow(BROKERS, BROKERS, List.of(9090, 9091)));
        flows.add(new Flow(ENTITIES, BROKERS, List.of(9091)));
        flows.add(new Flow(ENTITIES, CLUSTER, List.of(HTTPS, API_SERVER)));
        return flows;
    }

    static String policies() {
        Set<String> pods = new LinkedHashSet<>();
        flows().forEach(flow -> {
            add(pods, flow.from());
            add(pods, flow.to());
        });
        List<String> policies = new ArrayList<>();
        policies.add("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: default-deny
            spec:
              podSelector: {}
              policyTypes: [Ingress, Egress]
            """);
        policies.add("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: names
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress:
                - to:
                    - namespaceSelector:
                        matchLabels: {kubernetes.io/metadata.name: kube-system}
                      podSelector:
                        matchLabels: {k8s-app: kube-dns}
                  ports:
                    - {protocol: UDP, port: 53}
                    - {protocol: TCP, port: 53}
            """);
        pods.forEach(selector -> policies.add(policy(selector)));
        return String.join("---\n", policies);
    }

    private static void add(Set<String> pods, String end) {
        if (!end.startsWith("outside:")) {
            pods.add(end);
        }
    }

    private static String policy(String selector) {
        String name = selector.substring(selector.indexOf(": ") + 2);
        StringBuilder in = new StringBuilder();
        StringBuilder out = new StringBuilder();
        for (Flow flow : flows()) {
            // What comes in at the brokers, the operator that makes them opens.
            if (flow.to().equals(selector) && !selector.equals(BROKERS)) {
                in.append(opening("from", flow.from(), flow.ports()));
            }
            if (flow.from().equals(selector)) {
                out.append(opening("to", flow.to(), flow.ports()));
            }
        }
        StringBuilder types = new StringBuilder();
        types.append(in.isEmpty() ? "" : "Ingress").append(in.isEmpty() || out.isEmpty() ? "" : ", ");
        types.append(out.isEmpty() ? "" : "Egress");
        return """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: %s
            spec:
              podSelector:
                matchLabels: {%s}
              policyTypes: [%s]
            """.formatted(name, selector, types)
                + (in.isEmpty() ? "" : "  ingress:\n" + in)
                + (out.isEmpty() ? "" : "  egress:\n" + out);
    }

    private static String opening(String direction, String end, List<Integer> ports) {
        String peer =
                switch (end) {
                    case INGRESS ->
                        "        - namespaceSelector:\n            matchLabels: {rapport.dev/ingress: \"true\"}\n";
                    case MONITORING ->
                        "        - namespaceSelector:\n            matchLabels: {rapport.dev/monitoring: \"true\"}\n";
                    case OPERATOR ->
                        "        - namespaceSelector:\n"
                                + "            matchLabels: {kubernetes.io/metadata.name: cnpg-system}\n";
                    // The address of the API server is the cluster's own.
                    case CLUSTER -> "        - ipBlock: {cidr: 0.0.0.0/0}\n";
                    case INTERNET ->
                        "        - ipBlock:\n"
                                + "            cidr: 0.0.0.0/0\n"
                                + "            except: [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12,"
                                + " 192.168.0.0/16]\n";
                    default -> "        - podSelector:\n            matchLabels: {" + end + "}\n";
                };
        StringBuilder yaml =
                new StringBuilder("    - " + direction + ":\n").append(peer).append("      ports:\n");
        ports.forEach(port -> yaml.append("        - {protocol: TCP, port: %d}\n".formatted(port)));
        return yaml.toString();
    }
}
