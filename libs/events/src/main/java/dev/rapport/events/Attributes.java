package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The attributes of one CloudEvent on their way in, not yet checked, and on their way out. */
final class Attributes {

    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String TRACEPARENT = "traceparent";
    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents+json";

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
            if (value == null) {
                continue;
            }
            String key = header.key();
            if (key.startsWith(PREFIX)) {
                setIfOurs(key, value);
            } else if (key.equals(CONTENT_TYPE)) {
                contentType = mediaType(new String(value, UTF_8));
            } else if (key.equals(TRACEPARENT)) {
                traceparent = new String(value, UTF_8);
            } else if (key.equals(DeadLetterHeaders.REPLAY)) {
                replay = true;
            }
        }
    }

    private void setIfOurs(String key, byte[] value) {
        String name = key.substring(PREFIX.length());
        if (!name.equals("datacontenttype")) {
            set(name, new String(value, UTF_8));
        }
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
        Envelope.check("id", demand("id", id), Envelope.LONGEST_ID);
        Envelope.check("source", demand("source", source), Envelope.LONGEST_ATTRIBUTE);
        String name = demand("type", type);
        Envelope.check("type", name, Envelope.LONGEST_ATTRIBUTE);
        return name;
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
