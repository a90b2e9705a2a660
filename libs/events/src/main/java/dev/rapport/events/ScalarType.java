package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire types that are one JSON string, number or boolean. */
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

    /** An instant in RFC 3339 with {@code Z}, from 1971 through 2099. */
    record Time() implements WireType {

        static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
        static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
        private static final long EARLIEST_SECOND = EARLIEST.getEpochSecond();
        private static final long END_SECOND = END.getEpochSecond();

        @Override
        public void check(Object value) {
            long second = ((Instant) value).getEpochSecond();
            if (second < EARLIEST_SECOND || second >= END_SECOND) {
                throw WireType.outOfRange("is not within the years 1971 to 2099");
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            Instant time = Rfc3339.utc(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            if (time == null) {
                throw WireType.illTyped("is not an RFC 3339 time in UTC with Z");
            }
            return time;
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString(value.toString());
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

    /** A local date, {@code 2026-11-22}. */
    record Day() implements WireType {
        @Override
        public void check(Object value) {
            int year = ((LocalDate) value).getYear();
            if (year < 1971 || year > 2099) {
                throw WireType.outOfRange("is not within the years 1971 to 2099");
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            try {
                return LocalDate.parse(json.getText());
            } catch (DateTimeException e) {
                throw WireType.illTyped("is not a date, yyyy-mm-dd");
            }
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString(value.toString());
        }
    }

    /** A local time in whole minutes, {@code 09:00}; where it ends something, midnight is {@code 24:00}. */
    record TimeOfDay(boolean dayEnd) implements WireType {

        static final String PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
        static final String DAY_END_PATTERN = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";
        private static final String DAY_END = "24:00";

        @Override
        public void check(Object value) {
            if (((LocalTime) value).toNanoOfDay() % 60_000_000_000L != 0) {
                throw WireType.outOfRange("is not a whole minute");
            }
        }

        @Override
        public Object read(JsonParser json) throws IOException {
            WireType.demand(json, JsonToken.VALUE_STRING, "a string");
            String text = json.getText();
            if (dayEnd && text.equals(DAY_END)) {
                return LocalTime.MIDNIGHT;
            }
            if (!text.matches(PATTERN)) {
                throw WireType.illTyped("is not a time of day, hh:mm");
            }
            return LocalTime.parse(text);
        }

        @Override
        public void write(JsonGenerator json, Object value) throws IOException {
            json.writeString(dayEnd && value.equals(LocalTime.MIDNIGHT) ? DAY_END : value.toString());
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
