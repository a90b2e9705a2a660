package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the contract as fields on the wire, derived once from its components: checks them, binds them straight from
 * JSON tokens, writes them. The same shape gives the JSON Schema, so the three cannot differ.
 */
final class RecordShape {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> type;
    private final FieldShape[] fields;
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        this.type = type;
        List<FieldShape> shapes = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            FieldShape field = FieldShape.of(component);
            indexByName.put(field.name(), shapes.size());
            shapes.add(field);
        }
        this.fields = shapes.toArray(FieldShape[]::new);
        this.constructor = constructorOf(type);
    }

    /** The shape of a record type. */
    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /**
     * Checks the components of a record about to be made, in their order.
     *
     * @throws InvalidEventException naming the first field that is missing or not allowed
     */
    static void check(Class<?> type, @Nullable Object... values) {
        FieldShape[] fields = of(type).fields;
        for (int i = 0; i < fields.length; i++) {
            fields[i].check(values[i]);
        }
    }

    Class<?> type() {
        return type;
    }

    /** The fields in the order of the components. */
    List<FieldShape> fields() {
        return List.of(fields);
    }

    /**
     * Reads an object of which the parser has read the opening brace, to its closing one. Unknown fields are skipped.
     *
     * @throws InvalidEventException naming the first field that is wrong
     */
    Object read(JsonParser json) throws IOException {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        long seen = 0;
        int expected = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            int index = indexOf(name, expected);
            if (index < 0) {
                json.skipChildren();
                continue;
            }
            if ((seen & 1L << index) != 0) {
                throw WireType.illTyped("occurs twice").within(name);
            }
            seen |= 1L << index;
            expected = index + 1;
            if (token != JsonToken.VALUE_NULL || !fields[index].optional()) {
                values[index] = fields[index].read(json);
            }
        }
        fillAbsent(values);
        return construct(values);
    }

    /** Most writers keep the order of the contract, so the next field is tried first. */
    private int indexOf(String name, int expected) {
        if (expected < fields.length && fields[expected].name().equals(name)) {
            return expected;
        }
        Integer index = indexByName.get(name);
        return index == null ? -1 : index;
    }

    private void fillAbsent(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = fields[i].whenAbsent();
            }
        }
    }

    /** A record of checked values, in the order of the components. */
    Object construct(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A record's constructor threw a checked exception", e);
        }
    }

    /** Writes a record as an object, in the order of the components, nulls left out. */
    void write(JsonGenerator json, Object record) throws IOException {
        json.writeStartObject();
        for (FieldShape field : fields) {
            field.write(json, record);
        }
        json.writeEndObject();
    }

    private static MethodHandle constructorOf(Class<?> type) {
        Class<?>[] parameters = new Class<?>[type.getRecordComponents().length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = type.getRecordComponents()[i].getType();
        }
        try {
            return MethodHandles.lookup()
                    .findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no accessible canonical constructor", e);
        }
    }
}
