package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record as a field on the wire.
 *
 * @param name on the wire
 * @param absent what an absent field is; null where absence is an error or stays null
 */
record FieldShape(
        String name,
        WireType type,
        boolean nullable,
        @Nullable Object absent,
        SerializableString quotedName,
        MethodHandle accessor) {

    /** The shape of a component. */
    static FieldShape of(RecordComponent component) {
        Wire wire = component.getAnnotation(Wire.class);
        String name = wire == null ? component.getName() : wire.value();
        return new FieldShape(
                name,
                typeOf(component),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Defaulted.class) ? defaultOf(component.getType()) : null,
                new SerializedString(name),
                accessorOf(component));
    }

    /** Whether the field may be absent or null on the wire. */
    boolean optional() {
        return nullable || absent != null;
    }

    /** @throws InvalidEventException naming the field when it is missing or not allowed */
    void check(@Nullable Object value) {
        if (value == null) {
            if (!nullable) {
                throw missing();
            }
            return;
        }
        try {
            type.check(value);
        } catch (InvalidEventException e) {
            throw e.within(name);
        }
    }

    /** Reads the value at the parser's present token. */
    Object read(JsonParser json) throws IOException {
        try {
            return type.read(json);
        } catch (InvalidEventException e) {
            throw e.within(name);
        }
    }

    /** @throws InvalidEventException when the field is required */
    @Nullable
    Object whenAbsent() {
        if (!optional()) {
            throw missing();
        }
        return absent;
    }

    /** Writes name and value, or nothing when the record has none. */
    void write(JsonGenerator json, Object record) throws IOException {
        Object value = valueIn(record);
        if (value != null) {
            json.writeFieldName(quotedName);
            type.write(json, value);
        }
    }

    /** The record's value of this component. */
    @Nullable
    Object valueIn(Object record) {
        try {
            return (@Nullable Object) accessor.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("An accessor threw a checked exception", e);
        }
    }

    private InvalidEventException missing() {
        return new InvalidEventException(RejectReason.MISSING_FIELD, name, "is missing");
    }

    private static Object defaultOf(Class<?> type) {
        return type == boolean.class ? (Object) false : List.of();
    }

    private static MethodHandle accessorOf(RecordComponent component) {
        try {
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(component + " is not accessible", e);
        }
    }

    private static WireType typeOf(RecordComponent component) {
        return component.getType() == LocalTime.class
                ? new TemporalType.TimeOfDay(component.isAnnotationPresent(DayEnd.class))
                : typeOf(component.getAnnotatedType());
    }

    private static WireType typeOf(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            return rawOf(annotated.getType()) == Map.class
                    ? new CompoundType.Table(typeOf(arguments[0]), typeOf(arguments[1]))
                    : new CompoundType.Listing(typeOf(arguments[0]));
        }
        return scalarOf(
                rawOf(annotated.getType()), annotated.getAnnotation(Range.class), annotated.getAnnotation(Text.class));
    }

    private static WireType scalarOf(Class<?> raw, @Nullable Range range, @Nullable Text text) {
        if (raw == String.class) {
            return new ScalarType.Str(text == null ? TextForm.FREE : text.value());
        } else if (raw == Instant.class) {
            return new TemporalType.Time();
        } else if (raw == int.class || raw == Integer.class) {
            return new ScalarType.Whole(false, range);
        } else if (raw == long.class || raw == Long.class) {
            return new ScalarType.Whole(true, range);
        } else if (raw == Double.class || raw == double.class) {
            return new ScalarType.Real(range);
        } else if (raw == boolean.class || raw == Boolean.class) {
            return new ScalarType.Flag();
        } else if (raw == BigDecimal.class) {
            return new ScalarType.Decimal();
        } else if (raw == LocalDate.class) {
            return new TemporalType.Day();
        } else if (raw.isEnum()) {
            return ScalarType.Constant.of(raw);
        } else if (raw.isRecord()) {
            return new CompoundType.Nested(RecordShape.of(raw));
        }
        throw new IllegalStateException("The contract has no wire type for " + raw);
    }

    private static Class<?> rawOf(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }
}
