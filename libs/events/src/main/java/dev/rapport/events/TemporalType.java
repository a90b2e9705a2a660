package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** The wire types of instants, days and times of day, all JSON strings. */
final class TemporalType {

    private TemporalType() {}

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
}
