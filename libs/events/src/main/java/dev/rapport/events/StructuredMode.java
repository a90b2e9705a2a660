package dev.rapport.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a structured CloudEvent. Attributes may stand in any order, the type behind the data even, so a first pass takes the
 * attributes and the place of the data; the data is then read like that of binary mode.
 */
final class StructuredMode {

    private StructuredMode() {}

    /** Fills the attributes and says where the data is; null when there is none. */
    static EventCodec.@Nullable Data read(byte @Nullable [] value, Attributes attributes) {
        if (value == null) {
            throw new InvalidEventException(RejectReason.NOT_A_CLOUD_EVENT, "", "The record has no value");
        }
        if (!WellFormed.text(value, 0, value.length)) {
            throw Json.invalid("The event is not well-formed UTF-8, or has an unpaired surrogate");
        }
        try (JsonParser json = Json.parser(value, 0, value.length)) {
            return read(json, value, attributes);
        } catch (JacksonException e) {
            throw Json.invalid(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    private static EventCodec.@Nullable Data read(JsonParser json, byte[] value, Attributes attributes)
            throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw Json.invalid("The event is empty");
        } else if (first != JsonToken.START_OBJECT) {
            throw new InvalidEventException(RejectReason.NOT_A_CLOUD_EVENT, "", "The event is not a JSON object");
        }
        EventCodec.Data data = null;
        Set<String> seen = new HashSet<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (!seen.add(name)) {
                throw new InvalidEventException(RejectReason.ILL_TYPED, "", "An attribute of the event occurs twice");
            }
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "data" -> data = slice(json, value);
                case "data_base64" -> data = decoded(json);
                default -> readAttribute(json, name, attributes);
            }
        }
        if (json.nextToken() != null) {
            throw Json.invalid("There is more behind the event's end");
        }
        return data;
    }

    private static EventCodec.Data slice(JsonParser json, byte[] value) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
        } else {
            json.finishToken();
        }
        return new EventCodec.Data(value, from, (int) json.currentLocation().getByteOffset() - from);
    }

    private static EventCodec.Data decoded(JsonParser json) throws IOException {
        try {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            byte[] bytes = Base64.getDecoder().decode(json.getText());
            return new EventCodec.Data(bytes, 0, bytes.length);
        } catch (InvalidEventException e) {
            throw e.within("data_base64");
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(RejectReason.ILL_TYPED, "data_base64", "is not base64");
        }
    }

    /** Extensions that are not strings belong to others. */
    private static void readAttribute(JsonParser json, String name, Attributes attributes) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            attributes.set(name, json.getText());
        } else if (Attributes.isCore(name)) {
            throw new InvalidEventException(RejectReason.NOT_A_CLOUD_EVENT, name, "is not a string");
        } else {
            json.skipChildren();
        }
    }
}
