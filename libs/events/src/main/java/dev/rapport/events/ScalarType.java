package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire types that are one JSON string, number or boolean; for times see {@link TemporalType}. */
final class ScalarType {

    private ScalarType() {}

    /** A string of a form. */
    record Str(TextForm form) implements WireType {
        @Override
        public void check(Object value) {
            form.check((String) value);
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            return json.getText();
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString((String) value);
        }
    }

    /** A whole number, as {@code int} or {@code long}. */
    record Whole(boolean isLong, @Nullable Range range) implements WireType {
        @Override
        public void check(Object value) {
            if (range != null) {
                checkRange(range, ((Number) value).longValue(), ((Number) value).longValue());
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || !isLong && json.getNumberType() != JsonParser.NumberType.INT) {
                throw WireType.outOfRange("is too large a number");
            }
            return isLong ? (Object) json.getLongValue() : (Object) json.getIntValue();
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeNumber(((Number) value).longValue());
        }
    }

    /** A JSON number in double precision. */
    record Real(@Nullable Range range) implements WireType {
        @Override
        public void check(Object value) {
            double number = (Double) value;
            if (!Double.isFinite(number)) {
                throw WireType.outOfRange("is not a finite number");
            }
            if (range != null) {
                checkRange(range, (long) Math.floor(number), (long) Math.ceil(number));
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            if (!json.currentToken().isNumeric()) {
                WireType.demand(json, JsonToken.VALUE_NUMBER_FLOAT, "a number");
            }
            return json.getDoubleValue();
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeNumber((Double) value);
        }
    }

    /** True or false. */
    record Flag() implements WireType {
        @Override
        public void check(Object value) {}

        @Override
        public Object read(JsonParser json) {
            if (!json.currentToken().isBoolean()) {
                WireType.demand(json, JsonToken.VALUE_TRUE, "true or false");
            }
            return json.currentToken() == JsonToken.VALUE_TRUE;
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeBoolean((Boolean) value);
        }
    }

    /** An amount as a decimal string, not negative. */
    record Decimal() implements WireType {

        static final String PATTERN = "^[0-9]{1,15}(\\.[0-9]{1,6})?$";
        private static final int WHOLE_DIGITS = 15;
        private static final int FRACTION_DIGITS = 6;

        @Override
        public void check(Object value) {
            BigDecimal decimal = (BigDecimal) value;
            if (decimal.signum() < 0) {
                throw WireType.outOfRange("is negative");
            }
            if (decimal.scale() < 0
                    || decimal.scale() > FRACTION_DIGITS
                    || decimal.precision() - decimal.scale() > WHOLE_DIGITS) {
                throw WireType.outOfRange("has more than 15 digits before or 6 behind the point");
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a decimal string");
            char[] text = json.getTextCharacters();
            int from = json.getTextOffset();
            int length = json.getTextLength();
            if (!isDecimal(text, from, from + length)) {
                throw WireType.illTyped("is not a decimal string");
            }
            return new BigDecimal(text, from, length);
        }

        private static boolean isDecimal(char[] text, int from, int to) {
            int at = from < to && text[from] == '-' ? from + 1 : from;
            int point = -1;
            for (int i = at; i < to; i++) {
                if (text[i] == '.' && point < 0) {
                    point = i;
                } else if (text[i] < '0' || text[i] > '9') {
                    return false;
                }
            }
            return at < to && point != at && point != to - 1;
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString(((BigDecimal) value).toPlainString());
        }
    }

    /** A constant of an enum, by its name on the wire. */
    record Constant(Class<?> type, Map<String, Object> byName) implements WireType {

        static Constant of(Class<?> type) {
            Map<String, Object> byName = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                byName.put(nameOf(constant), constant);
            }
            return new Constant(type, byName);
        }

        static String nameOf(Object constant) {
            return constant instanceof WireNamed named ? named.wireName() : ((Enum<?>) constant).name();
        }

        @Override
        public void check(Object value) {}

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            return parse(json.getText());
        }

        Object parse(String name) {
            Object constant = byName.get(name);
            if (constant == null) {
                throw WireType.illTyped("is none of " + String.join(", ", byName.keySet()));
            }
            return constant;
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString(nameOf(value));
        }
    }

    private static void checkRange(Range range, long low, long high) {
        for (long also : range.also()) {
            if (low == also && high == also) {
                return;
            }
        }
        if (low < range.min() || high > range.max()) {
            throw WireType.outOfRange("is not " + describe(range));
        }
    }

    private static String describe(Range range) {
        StringBuilder text = new StringBuilder();
        for (long also : range.also()) {
            text.append(also).append(", ");
        }
        return range.max() == Long.MAX_VALUE
                ? text.append("at least ").append(range.min()).toString()
                : text.append(range.min()).append(" to ").append(range.max()).toString();
    }
}
