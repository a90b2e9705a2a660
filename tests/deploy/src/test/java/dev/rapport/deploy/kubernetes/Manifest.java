package dev.rapport.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One object. @param json as it stands */
record Manifest(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every object of a file, in its order. */
    static List<Manifest> all(String yaml) {
        Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
        List<Manifest> all = new ArrayList<>();
        for (Object document : load.loadAllFromString(yaml)) {
            if (document != null) {
                all.add(new Manifest(JSON.valueToTree(document)));
            }
        }
        return all;
    }

    String kind() {
        return json.path("kind").asText();
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    /** As findings name it. */
    String label() {
        return kind() + "/" + name();
    }

    JsonNode spec() {
        return json.path("spec");
    }

    /** The labels of the pods it makes; none for what makes none. */
    Map<String, String> podLabels() {
        return labels(spec().path("template").path("metadata").path("labels"));
    }

    static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new java.util.TreeMap<>();
        node.properties()
                .forEach(field -> labels.put(field.getKey(), field.getValue().asText()));
        return labels;
    }
}
