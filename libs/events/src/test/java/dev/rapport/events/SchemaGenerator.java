package dev.rapport.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON Schemas (2020-12) from the shapes by which the codec reads and writes. A schema says what a writer may send; the codec
 * also takes null for an optional field.
 */
final class SchemaGenerator {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String YEAR = "(19(7[1-9]|[89][0-9])|20[0-9]{2})";
    private static final String DAY = YEAR + "-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private static final String TIME = "^" + DAY + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z$";

    private final String refPrefix;
    private final Map<String, ObjectNode> nested = new TreeMap<>();

    private SchemaGenerator(String refPrefix) {
        this.refPrefix = refPrefix;
    }

    /** The schema of a type's data as a document of its own. */
    static ObjectNode document(EventType type) {
        SchemaGenerator generator = new SchemaGenerator("#/$defs/");
        ObjectNode document = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:rapport:schema:" + type.wireName())
                .put("title", type.wireName());
        document.setAll(generator.object(RecordShape.of(type.record())));
        if (!generator.nested.isEmpty()) {
            document.set("$defs", NODES.objectNode().setAll(generator.nested));
        }
        return document;
    }

    /** The schemas of all types' data and of what they hold, to be put where references with that prefix find them. */
    static Map<String, ObjectNode> components(String refPrefix) {
        SchemaGenerator generator = new SchemaGenerator(refPrefix);
        Map<String, ObjectNode> schemas = new TreeMap<>();
        for (EventType type : EventType.values()) {
            schemas.put(type.record().getSimpleName(), generator.object(RecordShape.of(type.record())));
        }
        generator.nested.forEach((name, schema) -> {
            if (schemas.put(name, schema) != null) {
                throw new IllegalStateException("Two schemas by the name of " + name);
            }
        });
        return schemas;
    }

    private ObjectNode object(RecordShape shape) {
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (FieldShape field : shape.fields()) {
            ObjectNode schema = schema(field.type());
            if (field.absent() != null) {
                schema.set("default", field.absent() instanceof Boolean no ? NODES.booleanNode(no) : NODES.arrayNode());
            }
            properties.set(field.name(), schema);
            if (!field.optional()) {
                required.add(field.name());
            }
        }
        ObjectNode object = NODES.objectNode().put("type", "object");
        object.set("properties", properties);
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object;
    }

    private ObjectNode schema(WireType type) {
        return switch (type) {
            case ScalarType.Str string -> string(string.form().pattern());
            case TemporalType.Time ignored -> string(TIME).put("format", "date-time");
            case TemporalType.Day ignored -> string("^" + DAY + "$").put("format", "date");
            case TemporalType.TimeOfDay time ->
                string(time.dayEnd() ? TemporalType.TimeOfDay.DAY_END_PATTERN : TemporalType.TimeOfDay.PATTERN);
            case ScalarType.Whole whole -> whole(whole);
            case ScalarType.Real real -> real(real);
            case ScalarType.Flag ignored -> NODES.objectNode().put("type", "boolean");
            case ScalarType.Decimal ignored -> string(ScalarType.Decimal.PATTERN);
            case ScalarType.Constant constant -> constant(constant);
            case CompoundType.Nested inner -> reference(inner.shape());
            case CompoundType.Listing listing -> {
                ObjectNode array = NODES.objectNode().put("type", "array");
                array.set("items", schema(listing.element()));
                yield array;
            }
            case CompoundType.Table table -> {
                ObjectNode object = NODES.objectNode().put("type", "object");
                object.set("propertyNames", schema(table.key()));
                object.set("additionalProperties", schema(table.value()));
                yield object;
            }
        };
    }

    private ObjectNode reference(RecordShape shape) {
        String name = shape.type().getSimpleName();
        if (!nested.containsKey(name)) {
            nested.put(name, object(shape));
        }
        return NODES.objectNode().put("$ref", refPrefix + name);
    }

    private static ObjectNode string(String pattern) {
        return NODES.objectNode().put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode constant(ScalarType.Constant constant) {
        ArrayNode names = NODES.arrayNode();
        constant.byName().keySet().forEach(names::add);
        ObjectNode schema = NODES.objectNode().put("type", "string");
        schema.set("enum", names);
        return schema;
    }

    private static ObjectNode real(ScalarType.Real real) {
        ObjectNode number = NODES.objectNode().put("type", "number");
        Range range = real.range();
        return range == null ? number : number.put("minimum", range.min()).put("maximum", range.max());
    }

    private static ObjectNode whole(ScalarType.Whole whole) {
        ObjectNode integer = NODES.objectNode().put("type", "integer");
        long lowest = whole.isLong() ? Long.MIN_VALUE : Integer.MIN_VALUE;
        long highest = whole.isLong() ? Long.MAX_VALUE : Integer.MAX_VALUE;
        Range range = whole.range();
        if (range == null) {
            return integer.put("minimum", lowest).put("maximum", highest);
        }
        ObjectNode span = range.also().length == 0 ? integer : NODES.objectNode();
        span.put("minimum", range.min()).put("maximum", Math.min(range.max(), highest));
        if (range.also().length > 0) {
            ArrayNode also = NODES.arrayNode();
            for (long number : range.also()) {
                also.add(number);
            }
            integer.putArray("anyOf").add(NODES.objectNode().set("enum", also)).add(span);
        }
        return integer;
    }
}
