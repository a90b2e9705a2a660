package dev.rapport.gateway.door;

import dev.rapport.kit.access.AccessTable.Route;
import dev.rapport.kit.problem.ProblemJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a running suite was asked and answered, an example for each operation. {@code openapi/examples.json} is written by a system
 * test that goes through the whole interface, and never by hand.
 */
final class RecordedExamples {

    private static final String NAME = "recorded";

    private final JsonObject byOperation;

    private RecordedExamples(JsonObject byOperation) {
        this.byOperation = byOperation;
    }

    static RecordedExamples read() {
        try (InputStream in = RecordedExamples.class.getResourceAsStream("/openapi/examples.json")) {
            byte[] bytes = Objects.requireNonNull(in, "examples.json").readAllBytes();
            return new RecordedExamples(new JsonObject(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Method and template of each, for the test that holds them against the table of routes. */
    Set<String> operations() {
        return byOperation.fieldNames();
    }

    /**
     * Puts them beside the schemas of an operation.
     *
     * @param operation whose answer {@code default} has a schema for {@link ProblemJson#MEDIA_TYPE}
     */
    void show(Route route, JsonObject operation) {
        JsonObject example = byOperation.getJsonObject(route.method() + " " + route.template());
        if (example == null) {
            return;
        }
        JsonObject values = example.getJsonObject("parameters", new JsonObject());
        for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
            var parameter = (JsonObject) each;
            String value = values.getString(parameter.getString("name"));
            if (value != null) {
                parameter.put("example", typed(value, parameter.getJsonObject("schema", new JsonObject())));
            }
        }
        beside(operation.getJsonObject("requestBody"), example.getJsonObject("request"));
        JsonObject responses = operation.getJsonObject("responses");
        JsonObject answers = example.getJsonObject("answers", new JsonObject());
        for (String status : answers.fieldNames()) {
            beside(responses.getJsonObject(status), answers.getJsonObject(status));
        }
        refusals(responses.getJsonObject("default"), example.getJsonObject("refusals", new JsonObject()));
    }

    /** Query and path are text; their schemas may ask for a number or a list. */
    private static Object typed(String value, JsonObject schema) {
        return switch (schema.getValue("type") instanceof String type ? type : "string") {
            case "integer" -> Long.valueOf(value);
            case "array" -> new JsonArray(List.of(value.split(",", -1)));
            default -> value;
        };
    }

    private static void beside(@Nullable JsonObject message, @Nullable JsonObject byType) {
        if (message == null || byType == null) {
            return;
        }
        JsonObject content = message.getJsonObject("content", new JsonObject());
        for (String declared : content.fieldNames()) {
            Object value = byType.getValue(declared.replaceFirst(";.*", ""));
            if (value != null) {
                JsonObject media = content.getJsonObject(declared);
                media.put("examples", new JsonObject().put(NAME, new JsonObject().put("value", shown(value, media))));
            }
        }
    }

    /** Bodies that the document has as mere text or bytes are shown as such. */
    private static Object shown(Object value, JsonObject media) {
        boolean text =
                "string".equals(media.getJsonObject("schema", new JsonObject()).getValue("type"));
        return switch (value) {
            case JsonObject object when text -> object.encode();
            case JsonArray array when text -> array.encode();
            default -> value;
        };
    }

    private static void refusals(JsonObject refused, JsonObject byCode) {
        if (byCode.isEmpty()) {
            return;
        }
        var examples = new JsonObject();
        for (String code : byCode.fieldNames()) {
            JsonObject problem = byCode.getJsonObject(code);
            examples.put(
                    code,
                    new JsonObject()
                            .put("summary", problem.getInteger("status") + " " + problem.getString("title"))
                            .put("value", problem));
        }
        refused.getJsonObject("content").getJsonObject(ProblemJson.MEDIA_TYPE).put("examples", examples);
    }
}
