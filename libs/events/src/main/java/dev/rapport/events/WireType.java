package dev.rapport.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * How one Java type of the contract is checked, read from JSON tokens and written. Reading only converts; the constructor of
 * the record that gets the value checks it. Whoever calls a method here says where: exceptions name the path below only.
 */
sealed interface WireType
        permits ScalarType.Str,
                TemporalType.Time,
                ScalarType.Whole,
                ScalarType.Real,
                ScalarType.Flag,
                ScalarType.Decimal,
                ScalarType.Constant,
                TemporalType.Day,
                TemporalType.TimeOfDay,
                CompoundType.Nested,
                CompoundType.Listing,
                CompoundType.Table {

    /** @throws InvalidEventException when the value is not allowed */
    void check(Object value);

    /** Reads the value at the parser's present token, which is not null, and leaves the parser at the value's last token. */
    Object read(JsonParser json) throws IOException;

    /** Writes a value that has been checked. */
    void write(JsonGenerator json, Object value) throws IOException;

    /** @throws InvalidEventException {@code ILL_TYPED} when the parser's present token is another */
    static void demand(JsonParser json, JsonToken token, String what) {
        if (json.currentToken() != token) {
            throw illTyped(json.currentToken() == JsonToken.VALUE_NULL ? "is null" : "is not " + what);
        }
    }

    static InvalidEventException illTyped(String problem) {
        return new InvalidEventException(RejectReason.ILL_TYPED, "", problem);
    }

    static InvalidEventException outOfRange(String problem) {
        return new InvalidEventException(RejectReason.OUT_OF_RANGE, "", problem);
    }
}
