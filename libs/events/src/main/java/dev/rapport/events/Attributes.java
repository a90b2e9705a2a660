package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The attributes of one CloudEvent on their way in, not yet checked, and on their way out. */
final class Attributes {

    private static final String CONTENT_TYPE = "content-type";
    private static final String TRACEPARENT = "traceparent";
    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents+json";

    private static final byte[] SPEC_VERSION_BYTES = SPEC_VERSION.getBytes(UTF_8);
    private static final byte[] JSON_BYTES = JSON.getBytes(UTF_8);

    private @Nullable String specversion;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String type;
    private @Nullable String time;
    private @Nullable String subject;
    private @Nullable String sequence;
    private @Nullable String pack;
    private @Nullable String traceparent;
    private @Nullable String contentType;
    private boolean replay;

    /** Takes the attributes of binary mode; of a header that occurs twice the later one holds. */
    void readHeaders(Headers headers) {
        for (Header header : headers) {
            byte[] value = header.value();
            if (value != null) {
                readHeader(header.key(), value);
            }
        }
    }

    /** Written out and without a prefix cut off: this runs for every header of every record. */
    private void readHeader(String key, byte[] value) {
        switch (key) {
            case "ce_specversion" -> specversion = known(value, SPEC_VERSION_BYTES, SPEC_VERSION);
            case "ce_id" -> id = new String(value, UTF_8);
            case "ce_source" -> source = new String(value, UTF_8);
            case "ce_type" -> type = new String(value, UTF_8);
            case "ce_time" -> time = new String(value, UTF_8);
            case "ce_subject" -> subject = new String(value, UTF_8);
            case "ce_sequence" -> sequence = new String(value, UTF_8);
            case "ce_pack" -> pack = new String(value, UTF_8);
            case TRACEPARENT, "ce_traceparent" -> traceparent = new String(value, UTF_8);
            case CONTENT_TYPE -> contentType = mediaType(known(value, JSON_BYTES, JSON));
            case DeadLetterHeaders.REPLAY -> replay = true;
            default -> {}
        }
    }

    /** The usual text without making it again. */
    private static String known(byte[] value, byte[] usual, String text) {
        return Arrays.equals(value, usual) ? text : new String(value, UTF_8);
    }

    /** Takes one attribute by its CloudEvents name; those that mean nothing here are dropped. */
    void set(String name, String value) {
        switch (name) {
            case "specversion" -> specversion = value;
            case "id" -> id = value;
            case "source" -> source = value;
            case "type" -> type = value;
            case "time" -> time = value;
            case "subject" -> subject = value;
            case "sequence" -> sequence = value;
            case "pack" -> pack = value;
            case TRACEPARENT -> traceparent = value;
            case "datacontenttype" -> contentType = mediaType(value);
            default -> {}
        }
    }

    /** Whether CloudEvents itself defines the attribute. */
    static boolean isCore(String name) {
        return switch (name) {
            case "specversion", "id", "source", "type", "time", "subject", "datacontenttype" -> true;
            default -> false;
        };
    }

    /** Whether the headers announce structured mode; the value then brings its own content type. */
    boolean structured() {
        boolean structured = STRUCTURED.equals(contentType);
        if (structured) {
            contentType = null;
        }
        return structured;
    }

    /** The type's name, of an event that has all that CloudEvents demands. */
    String demandType() {
        if (!SPEC_VERSION.equals(demand("specversion", specversion))) {
            throw malformed("specversion", "is not " + SPEC_VERSION);
        }
        demand("id", id);
        demand("source", source);
        return demand("type", type);
    }

    /** Looks at what an {@link Envelope} looks at itself, for an event that gets none since its type is not known. */
    void demandNamed() {
        Envelope.check("id", id, Envelope.LONGEST_ID);
        Envelope.check("source", source, Envelope.LONGEST_ATTRIBUTE);
        Envelope.check("type", type, Envelope.LONGEST_ATTRIBUTE);
    }

    /** The envelope of an event of a known type. */
    Envelope envelope(EventType known) {
        if (contentType != null && !contentType.equals(JSON)) {
            throw malformed("datacontenttype", "is not " + JSON);
        }
        return new Envelope(
                demand("id", id),
                demand("source", source),
                known,
                parsedTime(),
                emptyAsAbsent(subject),
                sequence == null ? null : Sequence.parse(sequence),
                emptyAsAbsent(pack),
                emptyAsAbsent(traceparent),
                replay);
    }

    /** The producer's time is told, not counted by: any offset will do. */
    private @Nullable Instant parsedTime() {
        if (time == null) {
            return null;
        }
        Instant parsed = Rfc3339.parse(time);
        if (parsed == null) {
            throw malformed("time", "is not an RFC 3339 time");
        }
        return parsed;
    }

    private static @Nullable String emptyAsAbsent(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static String demand(String name, @Nullable String value) {
        if (value == null) {
            throw malformed(name, "is missing");
        }
        return value;
    }

    private static InvalidEventException malformed(String name, String problem) {
        return new InvalidEventException(RejectReason.NOT_A_CLOUD_EVENT, name, problem);
    }

    private static String mediaType(String value) {
        if (value.equals(JSON)) {
            return JSON;
        }
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** The headers of binary mode, always in the same order. */
    static List<Header> headersOf(Envelope envelope) {
        List<Header> headers = new ArrayList<>(11);
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", envelope.id());
        add(headers, "ce_source", envelope.source());
        add(headers, "ce_type", envelope.type().wireName());
        add(headers, "ce_time", envelope.time() == null ? null : envelope.time().toString());
        add(headers, "ce_subject", envelope.subject());
        add(
                headers,
                "ce_sequence",
                envelope.sequence() == null ? null : envelope.sequence().text());
        add(headers, "ce_pack", envelope.pack());
        add(headers, CONTENT_TYPE, JSON);
        add(headers, TRACEPARENT, envelope.traceparent());
        add(headers, DeadLetterHeaders.REPLAY, envelope.replay() ? "true" : null);
        return headers;
    }

    private static void add(List<Header> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
        }
    }
}
