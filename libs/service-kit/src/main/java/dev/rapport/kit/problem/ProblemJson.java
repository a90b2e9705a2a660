package dev.rapport.kit.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the document of a {@link Problem}: the one place that knows its JSON. */
public final class ProblemJson {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private ProblemJson() {}

    /**
     * The document in UTF-8.
     *
     * @param instance the path of the request, without its query
     * @param traceId for whoever looks into the logs
     */
    public static byte[] write(Problem problem, String instance, String traceId) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", problem.type().uri());
            json.writeStringField("title", problem.type().title());
            json.writeNumberField("status", problem.status());
            writeOptional(json, "detail", problem.detail());
            json.writeStringField("instance", instance);
            json.writeStringField("code", problem.type().name());
            writeOptional(json, "rule", problem.rule());
            writeViolations(json, problem);
            for (var extra : problem.extras().entrySet()) {
                json.writeFieldName(extra.getKey());
                writeValue(json, extra.getValue());
            }
            json.writeStringField("traceId", traceId);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeViolations(JsonGenerator json, Problem problem) throws IOException {
        if (problem.violations().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("violations");
        for (Violation violation : problem.violations()) {
            json.writeStartObject();
            writeOptional(json, "field", violation.field());
            Violation.Span span = violation.span();
            if (span != null) {
                json.writeObjectFieldStart("span");
                json.writeNumberField("start", span.start());
                json.writeNumberField("end", span.end());
                json.writeEndObject();
            }
            writeOptional(json, "rule", violation.rule());
            json.writeStringField("message", violation.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeOptional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean yes -> json.writeBoolean(yes);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Instant instant -> json.writeString(instant.toString());
            case Collection<?> several -> {
                json.writeStartArray();
                for (Object one : several) {
                    writeValue(json, one);
                }
                json.writeEndArray();
            }
            case Map<?, ?> members -> {
                json.writeStartObject();
                for (var member : members.entrySet()) {
                    json.writeFieldName(member.getKey().toString());
                    writeValue(json, member.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no member of a problem document: " + value.getClass());
        }
    }
}
