package dev.rapport.gateway.door;

import dev.rapport.kit.problem.ProblemJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page at {@code /reference}: the OpenAPI document for people to read. No script, no other host; see {@link Page}. */
final class ReferencePage {

    private static final String SCHEMA_REF = "#/components/schemas/";
    private static final List<String> ORDER = List.of("get", "post", "put", "patch", "delete");

    private final JsonObject document;
    private final StringBuilder html = new StringBuilder();

    private ReferencePage(JsonObject document) {
        this.document = document;
    }

    /** @param openApi the merged document */
    static Document document(JsonObject openApi) {
        return Page.of("/reference.html", Map.of("content", new ReferencePage(openApi).written()));
    }

    private String written() {
        Map<String, Map<String, JsonObject>> byTag = new TreeMap<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            ORDER.stream().filter(item::containsKey).forEach(method -> {
                JsonObject operation = item.getJsonObject(method);
                String tag = operation.getJsonArray("tags").getString(0);
                byTag.computeIfAbsent(tag, _ -> new TreeMap<>())
                        .put(path + " " + ORDER.indexOf(method) + method.toUpperCase(Locale.ROOT), operation);
            });
        }
        add("<nav>");
        byTag.forEach((tag, operations) -> {
            add("<a href=\"#", text(tag), "\">", text(tag), "</a> ");
        });
        add("<a href=\"#shapes\">shapes</a> <a href=\"#refusals\">refusals</a></nav>\n");
        byTag.forEach((tag, operations) -> {
            add("<h2 id=\"", text(tag), "\">", text(tag), "</h2>\n");
            operations.forEach(this::operation);
        });
        shapes();
        refusals();
        return html.toString();
    }

    private void operation(String key, JsonObject operation) {
        String path = key.substring(0, key.indexOf(' '));
        String method = key.substring(key.indexOf(' ') + 2);
        String id = text(operation.getString("operationId", ""));
        add(
                "<details id=\"",
                id,
                "\"><summary><b class=\"",
                method.toLowerCase(Locale.ROOT),
                "\">",
                method,
                "</b> <code>");
        add(
                text(path).replace("/", "/<wbr>"),
                "</code><span>",
                text(operation.getString("summary", "")),
                "</span></summary>\n<dl>");
        row("Roles", texts(operation.getJsonArray("x-rapport-roles")));
        row("Rules", texts(operation.getJsonArray("x-rapport-rules")));
        JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
        if (!parameters.isEmpty()) {
            add("<dt>Parameters</dt><dd><table>");
            for (Object each : parameters) {
                var parameter = (JsonObject) each;
                add("<tr><td><code>", text(parameter.getString("name")), "</code></td><td>");
                add(text(parameter.getString("in")), parameter.getBoolean("required", false) ? ", required" : "");
                add("</td><td>", shape(parameter.getJsonObject("schema", new JsonObject())), " ");
                add(text(parameter.getString("description", "")), "</td><td>", value(parameter), "</td></tr>");
            }
            add("</table></dd>");
        }
        JsonObject body = operation.getJsonObject("requestBody");
        if (body != null) {
            row("Body", content(body.getJsonObject("content", new JsonObject())));
        }
        JsonObject responses = operation.getJsonObject("responses", new JsonObject());
        for (String status : responses.fieldNames()) {
            if (!status.equals("default")) {
                JsonObject response = responses.getJsonObject(status);
                row(
                        status,
                        text(response.getString("description", "")) + " "
                                + content(response.getJsonObject("content", new JsonObject())));
            }
        }
        row("Refused", "<a href=\"#refusals\">a problem document</a>" + refusals(responses));
        add("</dl></details>\n");
    }

    private static String value(JsonObject parameter) {
        Object example = parameter.getValue("example");
        if (example == null) {
            return "";
        }
        return "<code>" + text(example instanceof JsonArray several ? plain(several) : example.toString()) + "</code>";
    }

    private static String plain(JsonArray several) {
        return several.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String refusals(JsonObject responses) {
        JsonObject content =
                responses.getJsonObject("default", new JsonObject()).getJsonObject("content", new JsonObject());
        return examples(content.getJsonObject(ProblemJson.MEDIA_TYPE, new JsonObject()));
    }

    /** Each example of a media type, to be unfolded. */
    private static String examples(JsonObject media) {
        JsonObject examples = media.getJsonObject("examples", new JsonObject());
        var all = new StringBuilder();
        for (String name : examples.fieldNames()) {
            JsonObject example = examples.getJsonObject(name);
            all.append("<details class=\"example\"><summary>example ")
                    .append(text(example.getString("summary", "")))
                    .append("</summary><pre>")
                    .append(text(written(example.getValue("value"))))
                    .append("</pre></details>");
        }
        return all.toString();
    }

    private static String written(Object value) {
        return switch (value) {
            case JsonObject object -> object.encodePrettily();
            case JsonArray array -> array.encodePrettily();
            default -> value.toString();
        };
    }

    private static String content(JsonObject content) {
        var all = new ArrayList<String>();
        for (String type : content.fieldNames()) {
            all.add("<code>" + text(type) + "</code> "
                    + shape(content.getJsonObject(type).getJsonObject("schema", new JsonObject()))
                    + examples(content.getJsonObject(type)));
        }
        return String.join("<br>", all);
    }

    private void shapes() {
        add("<h2 id=\"shapes\">Shapes</h2>\n");
        JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
        for (String name : schemas.fieldNames()) {
            JsonObject schema = schemas.getJsonObject(name);
            add("<details id=\"shape-", text(name), "\"><summary><code>", text(name), "</code><span>");
            add(text(schema.getString("description", "")), "</span></summary>");
            JsonObject properties = schema.getJsonObject("properties");
            if (properties == null) {
                add("<p>", shape(schema), "</p>");
            } else {
                JsonArray required = schema.getJsonArray("required", new JsonArray());
                add("<table>");
                for (String property : properties.fieldNames()) {
                    JsonObject declared = properties.getJsonObject(property);
                    add("<tr><td><code>", text(property), "</code></td><td>");
                    add(required.contains(property) ? "" : "optional", "</td><td>", shape(declared), " ");
                    add(text(declared.getString("description", "")), "</td></tr>");
                }
                add("</table>");
            }
            add("</details>\n");
        }
    }

    private void refusals() {
        JsonObject refused = document.getJsonObject("components")
                .getJsonObject("responses", new JsonObject())
                .getJsonObject("Refused", new JsonObject());
        add("<h2 id=\"refusals\">Refusals</h2>\n<p>", text(refused.getString("description", "")), "</p>\n<table>");
        for (Object each : refused.getJsonArray("x-rapport-problems", new JsonArray())) {
            var problem = (JsonObject) each;
            add("<tr><td><code>", text(problem.getString("code")), "</code></td><td>");
            add(String.valueOf(problem.getInteger("status")), "</td><td>", text(problem.getString("title", "")));
            add("</td><td>", text(problem.getString("service", "every service")), "</td></tr>");
        }
        add("</table>\n");
    }

    /** A schema in a few words, with links to those that have a name. */
    private static String shape(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference != null && reference.startsWith(SCHEMA_REF)) {
            String name = text(reference.substring(SCHEMA_REF.length()));
            return "<a href=\"#shape-" + name + "\">" + name + "</a>";
        }
        for (String either : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.containsKey(either)) {
                var parts = new ArrayList<String>();
                schema.getJsonArray(either).forEach(part -> parts.add(shape((JsonObject) part)));
                return String.join(either.equals("allOf") ? " and " : " or ", parts);
            }
        }
        if (schema.containsKey("enum")) {
            return texts(schema.getJsonArray("enum"));
        }
        Object type = schema.getValue("type");
        String named = type instanceof JsonArray several
                ? texts(several).replace(", ", " or ")
                : type == null ? "anything" : text(type.toString());
        if (schema.getValue("items") instanceof JsonObject items) {
            return named.replace("array", "list of") + " " + shape(items);
        }
        if (schema.getValue("additionalProperties") instanceof JsonObject values && !values.isEmpty()) {
            return "map of names to " + shape(values);
        }
        String format = schema.getString("format");
        return format == null ? named : named + " (" + text(format) + ")";
    }

    private void row(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            add("<dt>", text(name), "</dt><dd>", value, "</dd>");
        }
    }

    private static String texts(@Nullable JsonArray array) {
        if (array == null) {
            return "";
        }
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(text(String.valueOf(one))));
        return String.join(", ", texts);
    }

    private void add(String... parts) {
        for (String part : parts) {
            html.append(part);
        }
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
