package dev.rapport.system.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.system.suite.ApiContract;
import dev.rapport.system.suite.ApiContract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests after the OpenAPI document, more or less: often what it asks for, often near it, sometimes nonsense. Seeded. */
public final class FuzzedRequests {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final int DEEP = 6;

    private static final List<String> IDS =
            List.of("c1", "c2", "m1", "m2", "o1", "r1", "b1", "1", "x", "a%20b", "%F0%9F%99%8F", "'", "x".repeat(200));

    /** What has broken software before. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "\udc00x",
            "\u202e\u2066x",
            "🙏".repeat(300),
            "x".repeat(5_000),
            "'; DROP TABLE message; --",
            "${jndi:ldap://x}",
            "{{buyer.name}}",
            "<script>alert(1)</script>",
            "null",
            "-1",
            "1e400",
            "NaN",
            "2026-02-30T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "Mars/Olympus",
            "../../etc/passwd",
            "%",
            "\\",
            "\"");

    private static final List<String> PLAIN = List.of(
            "Thank you, it is on its way.",
            "您好，包裹已经发出。",
            "Su pedido sale mañana.",
            "en",
            "es",
            "EUR",
            "12.50",
            "REPLY",
            "agent-7",
            "c1",
            "o1",
            "PENDING",
            "HIGH",
            "due",
            "refund",
            "Europe/Madrid",
            "aliexpress",
            "2026-11-01T00:00:00Z",
            "2030-01-01T00:00:00Z",
            "2026-11");

    private final Random random;
    private final ApiContract contract;
    private final String seller;

    public FuzzedRequests(long seed, ApiContract contract, String seller) {
        this.random = new Random(seed);
        this.contract = contract;
        this.seller = seller;
    }

    /**
     * A request as it is sent.
     *
     * @param path with its query
     * @param body null for none
     */
    public record Fuzzed(String path, @Nullable String body, String contentType, Map<String, String> headers) {}

    /** The next request to an operation. */
    public Fuzzed request(Operation operation) {
        String path = PARAMETER.matcher(operation.template()).replaceAll(this::segment);
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        var headers = new LinkedHashMap<String, String>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && chance(50)) {
                query.add(name + "=" + URLEncoder.encode(text(), StandardCharsets.UTF_8));
            } else if (parameter.path("in").asText().equals("header") && chance(50)) {
                headers.put(name, chance(70) ? "\"" + random.nextInt(4) + "\"" : "k" + random.nextInt(50));
            }
        }
        JsonNode content = operation.json().path("requestBody").path("content");
        if (content.isEmpty()) {
            return new Fuzzed(path + query, null, "application/json", headers);
        }
        String type = content.fieldNames().next();
        String body =
                chance(5) ? PLAIN.getFirst() : written(value(content.path(type).path("schema"), 0));
        return new Fuzzed(path + query, body, chance(3) ? "text/plain" : type, headers);
    }

    private String segment(MatchResult parameter) {
        return java.util.regex.Matcher.quoteReplacement(
                parameter.group(1).equals("sellerId") ? seller : IDS.get(random.nextInt(IDS.size())));
    }

    private JsonNode value(JsonNode declared, int depth) {
        JsonNode schema = contract.resolved(declared);
        if (chance(8) || depth > DEEP) {
            return odd();
        }
        if (schema.has("enum")) {
            JsonNode values = schema.get("enum");
            return values.get(random.nextInt(values.size()));
        }
        for (String either : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(either)) {
                JsonNode choices = schema.get(either);
                return value(choices.get(random.nextInt(choices.size())), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(chance(80) ? random.nextInt(-2, 200) : random.nextLong());
            case "number" -> NODES.numberNode(chance(80) ? random.nextDouble() : random.nextDouble() * 1e300);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text());
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(type.size())).asText();
        }
        return schema.has("properties") ? "object" : type.asText("string");
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (chance(75)) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject() && chance(60)) {
            object.set(PLAIN.get(random.nextInt(PLAIN.size())), value(schema.get("additionalProperties"), depth + 1));
        }
        if (chance(5)) {
            object.set("novelty", odd());
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode odd() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.booleanNode(true);
            case 3 -> NODES.arrayNode().add(NODES.arrayNode());
            case 4 -> NODES.objectNode().put("", "");
            default -> NODES.textNode(ODD.get(random.nextInt(ODD.size())));
        };
    }

    private String text() {
        List<String> texts = chance(65) ? PLAIN : ODD;
        return texts.get(random.nextInt(texts.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static String written(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
