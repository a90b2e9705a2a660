package dev.rapport.gateway.door;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.AccessTable.Route;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.access.Service;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * One OpenAPI 3.1 document of the suite, merged from what each service's build wrote about its resources. The table of routes decides
 * what is in it: an operation without a row is left out, as no client can call it. What holds for every route (token, roles, refusals)
 * is added here, from that same table.
 */
final class ApiDocument {

    static final String PROBLEM = "Problem";

    /** The extension that lists what is refused, in each service's document and in the merged one. */
    private static final String PROBLEMS = "x-rapport-problems";

    private static final String SCHEMA_REF = "#/components/schemas/";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Purposes purposes = Purposes.read();
    private final RecordedExamples examples = RecordedExamples.read();
    private final JsonObject schemas = new JsonObject();
    private final Map<String, JsonObject> operations = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, JsonObject> problems = new TreeMap<>();

    private ApiDocument() {
        for (CommonProblem problem : CommonProblem.values()) {
            problems.put(
                    problem.name(),
                    new JsonObject()
                            .put("code", problem.name())
                            .put("status", problem.status())
                            .put("title", problem.title()));
        }
    }

    /** The document, from each service's own in {@code /openapi} of the class path. */
    static JsonObject ofServices() {
        Map<Service, JsonObject> documents = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            documents.put(service, read("/openapi/" + service.wireName() + ".json"));
        }
        return merge(documents);
    }

    /** Merges documents into one of the routes of the table. */
    static JsonObject merge(Map<Service, JsonObject> documents) {
        ApiDocument merged = new ApiDocument();
        documents.forEach(merged::take);
        return merged.document();
    }

    private void take(Service service, JsonObject document) {
        for (Object problem : document.getJsonArray(PROBLEMS, new JsonArray())) {
            JsonObject described = ((JsonObject) problem).copy().put("service", service.wireName());
            problems.merge(described.getString("code"), described, ApiDocument::sharedProblem);
        }
        Map<String, String> renamed = new TreeMap<>();
        JsonObject theirs =
                document.getJsonObject("components", new JsonObject()).getJsonObject("schemas", new JsonObject());
        for (String name : theirs.fieldNames()) {
            JsonObject known = schemas.getJsonObject(name);
            if (known != null && !known.equals(theirs.getJsonObject(name))) {
                renamed.put(name, unused(capitalised(service.name()) + name, theirs));
            }
        }
        // What points at one that differs differs as well, however alike the two look.
        boolean more = true;
        while (more) {
            more = false;
            for (String name : theirs.fieldNames()) {
                if (schemas.containsKey(name) && !renamed.containsKey(name) && pointsAtAny(theirs, name, renamed)) {
                    renamed.put(name, unused(capitalised(service.name()) + name, theirs));
                    more = true;
                }
            }
        }
        for (String name : theirs.fieldNames()) {
            schemas.put(renamed.getOrDefault(name, name), redirected(theirs.getJsonObject(name), renamed));
        }
        JsonObject paths = redirected(document.getJsonObject("paths", new JsonObject()), renamed);
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                if (METHODS.contains(method)) {
                    operations.put(key(method, path), identified(item.getJsonObject(method), service));
                }
            }
        }
    }

    private static boolean pointsAtAny(JsonObject theirs, String name, Map<String, String> renamed) {
        String text = theirs.getJsonObject(name).encode();
        return renamed.keySet().stream().anyMatch(target -> text.contains("\"" + SCHEMA_REF + target + "\""));
    }

    /** A service may call another of its schemas just as one is renamed to. */
    private String unused(String name, JsonObject theirs) {
        String unused = name;
        while (theirs.containsKey(unused) || schemas.containsKey(unused)) {
            unused += "Other";
        }
        return unused;
    }

    /** Services refuse alike what belongs to both; clients switch on the code. */
    private static JsonObject sharedProblem(JsonObject one, JsonObject other) {
        return one.copy().put("service", one.getString("service") + ", " + other.getString("service"));
    }

    /** Two services may have called an operation alike; generated clients need a name for each. */
    private JsonObject identified(JsonObject operation, Service service) {
        String id = operation.getString("operationId");
        String unique = ids.add(id) ? id : capitalised(service.name()) + id;
        ids.add(unique);
        return operation.put("operationId", unique);
    }

    private JsonObject document() {
        schemas.put(PROBLEM, problem());
        JsonObject paths = new JsonObject();
        for (Route route : AccessTable.routes()) {
            String path = AccessTable.ROOT + route.template();
            JsonObject operation = operations.get(key(route.method(), path));
            if (operation != null) {
                if (!paths.containsKey(path)) {
                    paths.put(path, new JsonObject());
                }
                paths.getJsonObject(path)
                        .put(route.method().toLowerCase(Locale.ROOT), completed(operation.copy(), route));
            }
        }
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Rapport")
                                .put("version", "1")
                                .put(
                                        "description",
                                        "The REST interface of the whole suite. Conventions: docs/reference/http.md; events: /asyncapi.")
                                .put(
                                        "license",
                                        new JsonObject()
                                                .put("name", "Apache-2.0")
                                                .put("identifier", "Apache-2.0")))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("tags", tags())
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", sorted(schemas))
                                .put(
                                        "securitySchemes",
                                        new JsonObject()
                                                .put(
                                                        "token",
                                                        new JsonObject()
                                                                .put("type", "http")
                                                                .put("scheme", "bearer")
                                                                .put("bearerFormat", "JWT")
                                                                .put(
                                                                        "description",
                                                                        "Claims: sub (agent id), sellers[], roles[].")))
                                .put("responses", new JsonObject().put("Refused", refused())));
    }

    private static JsonArray tags() {
        JsonArray tags = new JsonArray();
        AccessTable.routes().stream()
                .map(route -> route.service().wireName())
                .distinct()
                .forEach(name -> tags.add(new JsonObject().put("name", name)));
        return tags;
    }

    private JsonObject completed(JsonObject operation, Route route) {
        purposes.of(route).ifPresent(purpose -> purpose.describe(operation));
        JsonArray roles = new JsonArray();
        route.roles().stream().sorted().map(Role::claim).forEach(roles::add);
        operation
                .put("tags", new JsonArray().add(route.service().wireName()))
                .put("security", new JsonArray().add(new JsonObject().put("token", new JsonArray())))
                .put("x-rapport-roles", roles);
        if (route.operators()) {
            operation.put("x-rapport-operators", true);
        }
        JsonObject responses = operation.getJsonObject("responses", new JsonObject());
        // What the generator guesses of a bad request has no document; ours is in the one for every refusal.
        responses.remove("400");
        if (asksIfChanged(operation)) {
            responses.put("304", new JsonObject().put("description", "Not changed since `If-None-Match`"));
        }
        // Written out for each: a reference could not have examples of its own.
        responses.put(
                "default", refusedWith("Refused; all codes there are stand in `#/components/responses/Refused`."));
        operation.put("responses", responses);
        examples.show(route, operation);
        return operation;
    }

    private static boolean asksIfChanged(JsonObject operation) {
        return operation.getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .anyMatch(parameter -> "If-None-Match".equalsIgnoreCase(parameter.getString("name")));
    }

    private JsonObject refused() {
        JsonArray known = new JsonArray();
        problems.values().forEach(known::add);
        return refusedWith(
                        "Refused; `code` says why, `rule` names the rulebook's rule. All codes there are, and of which service, are in `x-rapport-problems`.")
                .put(PROBLEMS, known);
    }

    private static JsonObject refusedWith(String description) {
        return new JsonObject()
                .put("description", description)
                .put(
                        "content",
                        new JsonObject()
                                .put(
                                        ProblemJson.MEDIA_TYPE,
                                        new JsonObject()
                                                .put("schema", new JsonObject().put("$ref", SCHEMA_REF + PROBLEM))));
    }

    private static JsonObject problem() {
        JsonObject text = new JsonObject().put("type", "string");
        JsonObject whole = new JsonObject().put("type", "integer");
        JsonObject violation = new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("field", text)
                                .put(
                                        "span",
                                        new JsonObject()
                                                .put("type", "object")
                                                .put(
                                                        "properties",
                                                        new JsonObject()
                                                                .put("start", whole)
                                                                .put("end", whole)))
                                .put("rule", text)
                                .put("message", text));
        return new JsonObject()
                .put("type", "object")
                .put(
                        "description",
                        "A problem document (RFC 9457); some refusals have members of their own beside these.")
                .put("additionalProperties", true)
                .put("required", new JsonArray(List.of("type", "title", "status", "instance", "code", "traceId")))
                .put(
                        "properties",
                        new JsonObject()
                                .put("type", text)
                                .put("title", text)
                                .put("status", whole)
                                .put("detail", text)
                                .put("instance", text)
                                .put(
                                        "code",
                                        new JsonObject().put("type", "string").put("pattern", "^[A-Z][A-Z0-9_]*$"))
                                .put("rule", text)
                                .put(
                                        "violations",
                                        new JsonObject().put("type", "array").put("items", violation))
                                .put("traceId", text));
    }

    private static JsonObject redirected(JsonObject json, Map<String, String> renamed) {
        String text = json.encode();
        for (Map.Entry<String, String> change : renamed.entrySet()) {
            text = text.replace(
                    "\"" + SCHEMA_REF + change.getKey() + "\"", "\"" + SCHEMA_REF + change.getValue() + "\"");
        }
        return new JsonObject(text);
    }

    private static JsonObject sorted(JsonObject json) {
        return new JsonObject(new LinkedHashMap<>(new TreeMap<>(json.getMap())));
    }

    private static String key(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    private static String capitalised(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static JsonObject read(String resource) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
