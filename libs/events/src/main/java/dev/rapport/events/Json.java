package dev.rapport.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/** Parsers and generators of the suite's JSON, with their bounds. */
final class Json {

    /** Levels of objects and arrays; the contract's own events have 5. */
    static final int DEEPEST = 32;

    /** Characters of a number; the longest number of the contract has 19 digits. */
    static final int LONGEST_NUMBER = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The data is UTF-8 by contract: no guessing of UTF-16 from a zero byte.
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            // Names come from anybody: they do not go into the JVM's string table.
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            // An emoji takes 4 bytes, not the 12 of two escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(EventCodec.MAX_EVENT_BYTES)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private Json() {}

    static JsonParser parser(byte[] bytes, int from, int length) throws IOException {
        return FACTORY.createParser(bytes, from, length);
    }

    static JsonGenerator generator(OutputStream to) throws IOException {
        return FACTORY.createGenerator(to);
    }

    static InvalidEventException invalid(String problem) {
        return new InvalidEventException(RejectReason.INVALID_JSON, "", problem);
    }

    /** The parser's own message may quote the text, which may be a buyer's: only the place is told. */
    static InvalidEventException invalid(JacksonException e) {
        return invalid("The JSON is malformed at byte "
                + (e.getLocation() == null ? -1 : e.getLocation().getByteOffset()));
    }
}
