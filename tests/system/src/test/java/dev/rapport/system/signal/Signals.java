package dev.rapport.system.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rules and dashboards as they stand in deploy/observability. */
final class Signals {

    static final Path ROOT = RunningSuite.root();
    static final Path RULES = ROOT.resolve("deploy/observability/prometheus/rules.yaml");
    static final Path DASHBOARDS = ROOT.resolve("deploy/observability/grafana/dashboards");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Signals() {}

    /** @param runbook path from the root of the working copy */
    record Alert(String name, String expression, String severity, String summary, String runbook) {}

    /** @param where dashboard and panel */
    record Query(String where, String expression) {}

    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Map<?, ?> group : maps(yaml(RULES).get("groups"))) {
            for (Map<?, ?> rule : maps(group.get("rules"))) {
                Map<?, ?> annotations = map(rule.get("annotations"));
                alerts.add(new Alert(
                        String.valueOf(rule.get("alert")),
                        String.valueOf(rule.get("expr")),
                        String.valueOf(map(rule.get("labels")).get("severity")),
                        String.valueOf(annotations.get("summary")),
                        String.valueOf(annotations.get("runbook"))));
            }
        }
        return alerts;
    }

    /** Every PromQL expression of every dashboard. */
    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = json(file);
            String title = dashboard.path("title").asText();
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    if (target.hasNonNull("expr")) {
                        queries.add(new Query(
                                title + ", " + panel.path("title").asText(),
                                target.path("expr").asText()));
                    }
                }
            }
            for (JsonNode variable : dashboard.path("templating").path("list")) {
                String query = variable.path("query").asText();
                if (query.startsWith("label_values(")) {
                    queries.add(new Query(title + ", variable", query.substring(13, query.lastIndexOf(','))));
                }
            }
        }
        return queries;
    }

    static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> yaml(Path file) {
        try {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> maps(@org.jspecify.annotations.Nullable Object list) {
        return list == null ? List.of() : (List<Map<?, ?>>) list;
    }
}
