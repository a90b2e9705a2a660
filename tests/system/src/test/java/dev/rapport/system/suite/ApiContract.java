package dev.rapport.system.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The REST interface as {@code /openapi} tells it, and every answer held against it: the status is declared, the media type too, the
 * body has what the schema demands and nothing it does not know, and a refusal carries a code that the document lists.
 */
public final class ApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REF = "#/components/schemas/";
    private static final String PROBLEM = "application/problem+json";
    /** Ends the name of a schema that others are joined with: it knows not all properties there are. */
    private static final String JOINED = "-joined";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode openApi;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> codes = new HashSet<>();
    private final ObjectNode definitions = JSON.createObjectNode();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * One operation of the document.
     *
     * @param method upper case
     * @param template path with names in braces
     */
    public record Operation(String method, String template, JsonNode json) {

        private boolean matches(String ofMethod, String path) {
            return method.equals(ofMethod) && Pattern.matches(template.replaceAll("\\{[^}]+}", "[^/]+"), path);
        }
    }

    /** @param document what {@code GET /openapi} answers */
    public ApiContract(String document) {
        openApi = parsed(document);
        openApi.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(item -> METHODS.contains(item.getKey()))
                .forEach(item -> operations.add(
                        new Operation(item.getKey().toUpperCase(Locale.ROOT), path.getKey(), item.getValue()))));
        openApi.path("components").path("schemas").properties().forEach(schema -> {
            JsonNode rewritten = parsed(schema.getValue().toString().replace(REF, "#/$defs/"));
            definitions.set(schema.getKey() + JOINED, rewritten.deepCopy());
            definitions.set(schema.getKey(), closed(rewritten));
        });
        openApi.path("components")
                .path("responses")
                .path("Refused")
                .path("x-rapport-problems")
                .forEach(problem -> codes.add(problem.path("code").asText()));
    }

    /** All operations. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The operation of a path below the root, without the query; the one that names more of it in words where several fit. */
    public @Nullable Operation operation(String method, String path) {
        return operations.stream()
                .filter(one -> one.matches(method, path))
                .min(Comparator.comparingLong(
                        one -> one.template().chars().filter(c -> c == '{').count()))
                .orElse(null);
    }

    /** What is wrong with a JSON body of that status. */
    public List<String> faults(String method, String path, int status, JsonNode body) {
        return faults(
                method,
                path,
                status,
                HttpHeaders.of(Map.of("content-type", List.of("application/json")), (_, _) -> true),
                body.toString());
    }

    /** What is wrong with the examples that an operation shows, each against the schema beside it. */
    public List<String> faultsOfExamples(Operation operation) {
        List<String> faults = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            JsonNode example = parameter.get("example");
            if (example != null) {
                against(schema(parameter.path("schema")), example.toString())
                        .forEach(fault -> faults.add(parameter.path("name") + ": " + fault));
            }
        }
        faultsOfExamples("body", operation.json().path("requestBody"), faults);
        operation.json().path("responses").properties().forEach(response -> {
            faultsOfExamples(response.getKey(), response.getValue(), faults);
            if (response.getKey().equals("default")) {
                examples(response.getValue().path("content").path(PROBLEM))
                        .forEach(problem -> faults.addAll(refusal(
                                operation.method(), problem.path("status").asInt(), PROBLEM, problem.toString())));
            }
        });
        return faults;
    }

    private void faultsOfExamples(String where, JsonNode message, List<String> faults) {
        message.path("content").properties().forEach(content -> {
            for (JsonNode example : examples(content.getValue())) {
                against(schema(content.getValue().path("schema")), example.toString())
                        .forEach(fault -> faults.add(where + " " + content.getKey() + ": " + fault));
            }
        });
    }

    /** The values of the examples beside a schema. */
    private static List<JsonNode> examples(JsonNode content) {
        return content.path("examples").properties().stream()
                .map(example -> example.getValue().path("value"))
                .toList();
    }

    /** A schema, or the one it refers to. */
    public JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = openApi.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }

    /**
     * What is wrong with an answer; empty when it is as the document says.
     *
     * @param path below the root, without the query
     */
    public List<String> faults(String method, String path, int status, HttpHeaders headers, String body) {
        String type = headers.firstValue("content-type").orElse("").replaceFirst(";.*", "");
        if (status >= 400) {
            return refusal(method, status, type, body);
        }
        Operation operation = operations.stream()
                .filter(one -> one.matches(method.equals("HEAD") ? "GET" : method, path))
                .findFirst()
                .orElse(null);
        if (operation == null) {
            return List.of("answers, and is not in the document");
        }
        JsonNode response = operation.json().path("responses").get(Integer.toString(status));
        if (response == null) {
            return List.of("status " + status + " is not declared");
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return body.isEmpty() ? List.of() : List.of("has a body, the document none");
        }
        JsonNode declared = declared(content, type);
        if (declared == null) {
            return List.of("media type " + type + " is not declared");
        }
        return type.equals("application/json") && !method.equals("HEAD")
                ? against(schema(declared.path("schema")), body)
                : List.of();
    }

    private List<String> refusal(String method, int status, String type, String body) {
        if (method.equals("HEAD")) {
            return List.of();
        }
        if (!type.equals(PROBLEM)) {
            return List.of("a refusal of type " + type);
        }
        var faults = new ArrayList<>(against(schema(JSON.createObjectNode().put("$ref", REF + "Problem")), body));
        JsonNode problem = parsed(body);
        if (problem.path("status").asInt() != status) {
            faults.add("says status " + problem.path("status") + " with " + status);
        }
        if (!codes.contains(problem.path("code").asText())) {
            faults.add("code " + problem.path("code") + " is not listed");
        }
        return faults;
    }

    private static @Nullable JsonNode declared(JsonNode content, String type) {
        return content.properties().stream()
                .filter(entry -> entry.getKey().replaceFirst(";.*", "").equals(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private Schema schema(JsonNode declared) {
        return schemas.computeIfAbsent(declared.toString().replace(REF, "#/$defs/"), text -> {
            ObjectNode whole = (ObjectNode) closed(parsed(text));
            whole.set("$defs", definitions);
            return registry.getSchema(whole.toString(), InputFormat.JSON);
        });
    }

    private static List<String> against(Schema schema, String body) {
        return schema.validate(body, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** The same schema, taking no property it does not name: what is not in the document is found. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.properties().forEach(entry -> closed(entry.getValue()));
            if (object.has("allOf")) {
                // Each part would refuse what the others name; whoever joins parts names all of them together.
                object.put("unevaluatedProperties", false);
                opened((ArrayNode) object.get("allOf"));
            } else if (object.path("properties").isObject()
                    && !object.has("additionalProperties")
                    && isObject(object.path("type"))) {
                object.put("unevaluatedProperties", false);
            }
        } else if (schema instanceof ArrayNode array) {
            array.forEach(ApiContract::closed);
        }
        return schema;
    }

    private static boolean isObject(JsonNode type) {
        return type.isTextual()
                ? type.asText().equals("object")
                : type.isArray() && type.toString().contains("\"object\"");
    }

    /** A named schema that is joined with others is taken in as it was, without its being closed. */
    private static void opened(ArrayNode parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).has("$ref")) {
                String name = parts.get(i).get("$ref").asText();
                parts.set(i, JSON.createObjectNode().put("$ref", name + JOINED));
            }
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
