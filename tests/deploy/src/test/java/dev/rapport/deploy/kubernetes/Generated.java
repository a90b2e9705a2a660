package dev.rapport.deploy.kubernetes;

import dev.rapport.events.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files below {@code deploy/kubernetes/base/generated}, from {@link Part}, {@link Topic} and the alerts. */
final class Generated {

    private static final String NOTE = "# Generated: mvn -pl tests/deploy -am test -Drapport.contract=write\n";
    private static final String SEPARATOR = "---\n";

    private Generated() {}

    /** By file name. */
    static Map<String, String> files(Path root) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            files.put(part.wireName() + ".yaml", NOTE + service(part));
            files.put(part.database() + "-database.yaml", NOTE + database(part.database()));
        }
        files.put("topics.yaml", NOTE + topics());
        files.put("users.yaml", NOTE + users());
        files.put("network.yaml", NOTE + Openings.policies());
        files.put("alerts.yaml", NOTE + alerts(root));
        List<String> names = files.keySet().stream().sorted().toList();
        files.put(
                "kustomization.yaml",
                NOTE + "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - "
                        + String.join("\n  - ", names) + "\n");
        return files;
    }

    private static String service(Part part) {
        boolean gateway = part == Part.GATEWAY;
        String env = template("service-env") + (gateway ? upstreams() : "");
        // The gateway's health is for everybody, at the one door.
        String text = template("service")
                .replace("{{env}}\n", env)
                .replace("{{database}}", part.database())
                .replace("{{healthPort}}", gateway ? "http" : "management");
        return (text + template(gateway ? "scaling-cpu" : "scaling-lag")).replace("{{name}}", part.wireName());
    }

    private static String upstreams() {
        StringBuilder env = new StringBuilder("""
                        - name: RAPPORT_SESSION_KEY
                          valueFrom:
                            secretKeyRef: {name: rapport-gateway, key: session-key}
                        - name: RAPPORT_WEBHOOK_KEY
                          valueFrom:
                            secretKeyRef: {name: rapport-gateway, key: webhook-key}
            """.indent(0));
        for (Part part : Part.services()) {
            String variable = "RAPPORT_" + part.database().toUpperCase(java.util.Locale.ROOT);
            env.append(
                    "            - {name: %s_URL, value: \"http://%s:8080\"}\n".formatted(variable, part.wireName()));
            env.append("            - {name: %s_MANAGEMENT_URL, value: \"http://%s:9080\"}\n"
                    .formatted(variable, part.wireName()));
        }
        return env.toString();
    }

    private static String database(String database) {
        return template("database").replace("{{database}}", database);
    }

    private static String topics() {
        List<String> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            StringBuilder yaml =
                    new StringBuilder("""
                        # %s
                        apiVersion: kafka.strimzi.io/v1
                        kind: KafkaTopic
                        metadata:
                          name: %s
                          labels: {strimzi.io/cluster: rapport}
                        spec:
                          partitions: %d
                          replicas: 3
                          config:
                            min.insync.replicas: "2"
                        """.formatted(topic.description(), topic.wireName(), topic.partitions()));
            topic.config().forEach((key, value) -> yaml.append("    %s: \"%s\"\n".formatted(key, value)));
            topics.add(yaml.toString());
        }
        return String.join(SEPARATOR, topics);
    }

    private static String users() {
        List<String> users = new ArrayList<>();
        for (Part part : Part.values()) {
            StringBuilder yaml = new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: %s
                  labels: {strimzi.io/cluster: rapport}
                spec:
                  authentication: {type: scram-sha-512}
                  authorization:
                    type: simple
                    acls:
                """.formatted(part.wireName()));
            for (Topic topic : Topic.values()) {
                List<String> may = new ArrayList<>();
                if (part.reads(topic)) {
                    may.add("Read");
                }
                if (part.writes(topic)) {
                    may.add("Write");
                }
                if (!may.isEmpty()) {
                    may.add("Describe");
                    yaml.append("      - {resource: {type: topic, name: %s, patternType: literal}, operations: [%s]}\n"
                            .formatted(topic.wireName(), String.join(", ", may)));
                }
            }
            // A service's further groups begin with its name.
            yaml.append(
                    "      - {resource: {type: group, name: %s, patternType: prefix}, operations: [Read, Describe]}\n"
                            .formatted(part.wireName()));
            users.add(yaml.toString());
        }
        return String.join(SEPARATOR, users);
    }

    /** The rules as they are for Prometheus itself, in a PrometheusRule. */
    private static String alerts(Path root) {
        StringBuilder yaml = new StringBuilder("""
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: rapport
              labels: {app.kubernetes.io/part-of: rapport}
            spec:
            """);
        try (var lines = Files.lines(root.resolve("deploy/observability/prometheus/rules.yaml"))) {
            lines.filter(line -> !line.startsWith("#")).forEach(line -> yaml.append(line.isEmpty() ? "" : "  " + line)
                    .append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return yaml.toString();
    }

    private static String template(String name) {
        try (InputStream in = Objects.requireNonNull(
                Generated.class.getResourceAsStream("/templates/" + name + ".yaml"), () -> "no template " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
