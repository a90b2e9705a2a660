package dev.rapport.system.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.system.example.Step.Kept;
import dev.rapport.system.suite.ApiContract;
import dev.rapport.system.suite.ApiContract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Examples by operation ({@code METHOD template}, below {@code /api/v1}), as the gateway reads them from
 * {@code openapi/examples.json}: {@code parameters} by name, {@code request} and {@code answers} by status, both by media type,
 * and {@code refusals} by code.
 */
public final class Examples {

    private static final String ROOT = "/api/v1";
    private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A list longer than this shows its first two. */
    private static final int LONG_LIST = 4;

    /** Characters from which on tables within an answer show only their first rows. */
    private static final int BIG = 6_000;

    /** Fields that are left of an object in such an answer. */
    private static final int ROWS = 3;

    /** Lines of a CSV file. */
    private static final int LINES = 3;

    private final ObjectNode byOperation;

    private Examples(ObjectNode byOperation) {
        this.byOperation = byOperation;
    }

    /** What is kept in a file. */
    public static Examples in(Path file) {
        try {
            return new Examples((ObjectNode) JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Examples of(List<Exchange> exchanges, ApiContract contract, Mask mask) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        contract.operations().forEach(operation -> found.put(name(operation), JSON.createObjectNode()));
        for (Exchange exchange : exchanges) {
            if (exchange.kept() != Kept.NOTHING) {
                Operation operation = contract.operation(exchange.method(), ROOT + bare(exchange.path()));
                if (operation == null) {
                    throw new AssertionError(exchange + " is not in the document");
                }
                ObjectNode example = found.get(name(operation));
                if (example != null) {
                    new Recording(example, contract, mask).take(operation, exchange);
                }
            }
        }
        borrowParameters(found, contract);
        ObjectNode all = JSON.createObjectNode();
        found.forEach(all::set);
        return new Examples(all);
    }

    private static String name(Operation operation) {
        return operation.method() + " " + operation.template().substring(ROOT.length());
    }

    private static String bare(String path) {
        return path.replaceFirst("\\?.*", "");
    }

    /** One exchange, into the example of its operation. */
    private record Recording(ObjectNode example, ApiContract contract, Mask mask) {

        void take(Operation operation, Exchange exchange) {
            if (exchange.status() >= 400) {
                if (exchange.kept() == Kept.WHOLE) {
                    JsonNode problem = mask.json("", parsed(exchange.answer()));
                    putNew(
                            example.withObjectProperty("refusals"),
                            problem.path("code").asText(),
                            problem);
                }
                return;
            }
            parameters(operation, exchange);
            String body = exchange.body();
            if (exchange.kept() == Kept.WHOLE && body != null) {
                putNew(example.withObjectProperty("request"), exchange.contentType(), mask.json("", parsed(body)));
            }
            if (!exchange.type().isEmpty() && !exchange.answer().isEmpty()) {
                putNew(
                        example.withObjectProperty("answers").withObjectProperty(Integer.toString(exchange.status())),
                        exchange.type(),
                        answer(exchange));
            }
        }

        private void parameters(Operation operation, Exchange exchange) {
            ObjectNode parameters = example.withObjectProperty("parameters");
            Matcher names = PLACE.matcher(operation.template());
            Matcher values = Pattern.compile(PLACE.matcher(operation.template()).replaceAll("([^/]+)"))
                    .matcher(ROOT + bare(exchange.path()));
            if (values.matches()) {
                for (int i = 1; names.find(); i++) {
                    put(parameters, names.group(1), values.group(i));
                }
            }
            int query = exchange.path().indexOf('?');
            if (query >= 0) {
                for (String pair : exchange.path().substring(query + 1).split("&", -1)) {
                    String[] parts = pair.split("=", 2);
                    put(parameters, parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
            exchange.headers().forEach((name, value) -> put(parameters, name, value));
        }

        private void put(ObjectNode parameters, String name, String value) {
            putNew(parameters, name, JsonNodeFactory.instance.textNode(mask.text(name, value)));
        }

        private JsonNode answer(Exchange exchange) {
            if (!exchange.type().equals("application/json")) {
                String some =
                        String.join("\n", exchange.answer().lines().limit(LINES).toList());
                return JsonNodeFactory.instance.textNode(mask.text("", some));
            }
            JsonNode answer = mask.json("", parsed(exchange.answer()));
            cut(answer, LONG_LIST);
            if (answer.toString().length() > BIG) {
                cut(answer, 1);
                shorten(answer, answer, exchange);
            }
            return answer;
        }

        /** Takes away the rows of tables but for the first, wherever the document does not demand them. */
        private void shorten(JsonNode part, JsonNode whole, Exchange exchange) {
            if (part instanceof ObjectNode object && object != whole && object.size() > ROWS) {
                ObjectNode before = object.deepCopy();
                List<String> names = StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                        .toList();
                object.remove(names.subList(ROWS, names.size()));
                if (!contract.faults(exchange.method(), ROOT + bare(exchange.path()), exchange.status(), whole)
                        .isEmpty()) {
                    object.setAll(before);
                }
            }
            part.forEach(inner -> shorten(inner, whole, exchange));
        }

        private static void cut(JsonNode part, int longest) {
            if (part instanceof ArrayNode array && array.size() > longest) {
                while (array.size() > Math.min(longest, 2)) {
                    array.remove(array.size() - 1);
                }
            }
            part.forEach(inner -> cut(inner, longest));
        }
    }

    /** What no step has used is shown as another operation has it: a cursor is a cursor everywhere. */
    private static void borrowParameters(Map<String, ObjectNode> found, ApiContract contract) {
        Map<String, JsonNode> known = new HashMap<>();
        found.values().forEach(example -> example.path("parameters")
                .properties()
                .forEach(parameter -> known.putIfAbsent(parameter.getKey(), parameter.getValue())));
        for (Operation operation : contract.operations()) {
            ObjectNode example = found.get(name(operation));
            for (JsonNode parameter : operation.json().path("parameters")) {
                JsonNode elsewhere = known.get(parameter.path("name").asText());
                if (example != null && elsewhere != null) {
                    putNew(
                            example.withObjectProperty("parameters"),
                            parameter.path("name").asText(),
                            elsewhere);
                }
            }
        }
    }

    private static void putNew(ObjectNode object, String name, JsonNode value) {
        if (!object.has(name)) {
            object.set(name, value);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    /**
     * Writes them as the gateway reads them. Fields go in the order in which the file has them already: tables such as texts by
     * language come in another with each start of a service.
     */
    public void write(Path file) {
        JsonNode ordered = Files.exists(file) ? ordered(byOperation, in(file).byOperation) : byOperation;
        var indenter = new DefaultIndenter(" ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        try {
            Files.writeString(file, JSON.writer(printer).writeValueAsString(ordered) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode ordered(JsonNode now, @Nullable JsonNode before) {
        if (now instanceof ObjectNode fields && before instanceof ObjectNode known) {
            ObjectNode ordered = JSON.createObjectNode();
            known.fieldNames().forEachRemaining(name -> {
                JsonNode value = fields.get(name);
                if (value != null) {
                    ordered.set(name, ordered(value, known.get(name)));
                }
            });
            fields.properties().forEach(field -> putNew(ordered, field.getKey(), field.getValue()));
            return ordered;
        }
        if (now instanceof ArrayNode elements && before instanceof ArrayNode known) {
            ArrayNode ordered = JSON.createArrayNode();
            for (int i = 0; i < elements.size(); i++) {
                ordered.add(ordered(elements.get(i), known.get(i)));
            }
            return ordered;
        }
        return now;
    }

    /**
     * What the examples of each operation are made of, without what they say: statuses, media types, codes, and the fields of bodies
     * with those of their parts.
     */
    public Map<String, Set<String>> shapes() {
        Map<String, Set<String>> shapes = new TreeMap<>();
        byOperation.properties().forEach(operation -> {
            Set<String> shape = new TreeSet<>();
            JsonNode example = operation.getValue();
            example.path("request").properties().forEach(body -> fields(shape, body.getKey(), body.getValue(), 2));
            example.path("answers").properties().forEach(answer -> answer.getValue()
                    .properties()
                    .forEach(body -> fields(shape, answer.getKey() + " " + body.getKey(), body.getValue(), 2)));
            example.path("refusals")
                    .properties()
                    .forEach(refusal ->
                            shape.add(refusal.getValue().path("status").asText() + " " + refusal.getKey()));
            shapes.put(operation.getKey(), shape);
        });
        return shapes;
    }

    private static void fields(Set<String> shape, String at, @Nullable JsonNode value, int deep) {
        shape.add(at);
        if (value instanceof ArrayNode array) {
            fields(shape, at + "/*", array.get(0), deep);
        } else if (value instanceof ObjectNode object && deep > 0) {
            object.properties().forEach(field -> fields(shape, at + "/" + field.getKey(), field.getValue(), deep - 1));
        }
    }
}
