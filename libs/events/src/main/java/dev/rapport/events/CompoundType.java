package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire types that hold others. */
final class CompoundType {

    private CompoundType() {}

    /** A record as a JSON object; its own constructor has checked it. */
    record Nested(RecordShape shape) implements WireType {
        @Override
        public void check(Object value) {}

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.START_OBJECT, "an object");
            return shape.read(json);
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            shape.write(json, value);
        }
    }

    /** A list as a JSON array without nulls. */
    record Listing(WireType element) implements WireType {
        @Override
        public void check(Object value) {
            int index = 0;
            for (@Nullable Object item : (List<?>) value) {
                checkPart(element, "[" + index + "]", item);
                index++;
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.START_ARRAY, "an array");
            List<Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                try {
                    items.add(element.read(json));
                } catch (InvalidEventException e) {
                    throw e.within("[" + items.size() + "]");
                }
            }
            return items;
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeStartArray();
            for (Object item : (List<?>) value) {
                element.write(json, item);
            }
            json.writeEndArray();
        }
    }

    /** A map as a JSON object; keys are strings of a form or enum constants, none twice; no nulls. */
    record Table(WireType key, WireType value) implements WireType {
        @Override
        public void check(Object table) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) table).entrySet()) {
                checkPart(key, "key", entry.getKey());
                checkPart(value, nameOf(entry.getKey()), entry.getValue());
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.START_OBJECT, "an object");
            Map<Object, Object> table = new LinkedHashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                Object held = keyOf(name);
                try {
                    if (table.put(held, value.read(json)) != null) {
                        throw WireType.illTyped("occurs twice");
                    }
                } catch (InvalidEventException e) {
                    throw e.within(name);
                }
            }
            return table;
        }

        private Object keyOf(String name) {
            return switch (key) {
                case ScalarType.Constant constant -> constant.parse(name);
                case ScalarType.Str string -> {
                    string.check(name);
                    yield name;
                }
                case WireType other -> throw new IllegalStateException("No keys of " + other);
            };
        }

        private static String nameOf(Object key) {
            return key instanceof Enum<?> ? ScalarType.Constant.nameOf(key) : (String) key;
        }

        @Override
        public void write(JsonGenerator json, Object table) throws IOException {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) table).entrySet()) {
                json.writeFieldName(nameOf(entry.getKey()));
                value.write(json, entry.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void checkPart(WireType type, String where, @Nullable Object part) {
        try {
            if (part == null) {
                throw WireType.illTyped("is null");
            }
            type.check(part);
        } catch (InvalidEventException e) {
            throw e.within(where);
        }
    }
}
