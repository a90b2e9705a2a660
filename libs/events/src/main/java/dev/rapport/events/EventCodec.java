package dev.rapport.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Between events and CloudEvents 1.0 on Kafka: reads binary and structured mode, writes binary mode. Holds no state, safe for
 * any number of threads.
 *
 * <p>Reading binds tokens straight to the records. Unknown fields are skipped; a required field that is missing, null or
 * ill-typed rejects the record, and so does an optional one that is there and ill-typed. Nothing that a record holds makes
 * a decode method throw.
 */
public final class EventCodec {

    /** The largest event, bytes of its value: 256 KiB. */
    public static final int MAX_EVENT_BYTES = 256 * 1024;

    /**
     * Decodes a Kafka record. In binary mode the attributes are headers, in structured mode ({@code content-type:
     * application/cloudevents+json}) they are in the value.
     *
     * @param key must be the event's {@code sellerId} as UTF-8
     * @param value null is a tombstone on a compacted topic, {@link Decoded.Unknown#TOMBSTONE}, and an event without data
     *     elsewhere
     */
    public Decoded decode(Topic topic, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
        if (value == null && topic.compacted()) {
            return new Decoded.Unknown(Decoded.Unknown.TOMBSTONE);
        }
        try {
            demandSize(value);
            Attributes attributes = new Attributes();
            attributes.readHeaders(headers);
            Data data = attributes.structured() ? StructuredMode.read(value, attributes) : Data.of(value);
            return decode(topic, key, attributes, data);
        } catch (InvalidEventException e) {
            return new Decoded.Rejected(e.reason(), e.getMessage());
        }
    }

    /**
     * Decodes one structured CloudEvent, as REST and the import take it. Says nothing about topics: whether the event may
     * go where it was sent is {@code envelope.type().topics()}.
     */
    public Decoded decodeStructured(byte[] json) {
        try {
            demandSize(json);
            Attributes attributes = new Attributes();
            Data data = StructuredMode.read(json, attributes);
            return decode(null, null, attributes, data);
        } catch (InvalidEventException e) {
            return new Decoded.Rejected(e.reason(), e.getMessage());
        }
    }

    private static Decoded decode(
            @Nullable Topic topic, byte @Nullable [] key, Attributes attributes, @Nullable Data data) {
        String name = attributes.demandType();
        EventType type = EventType.named(name);
        if (type == null) {
            attributes.demandNamed();
            return new Decoded.Unknown(name);
        }
        Envelope envelope = attributes.envelope(type);
        if (topic != null && !type.topics().contains(topic)) {
            throw new InvalidEventException(
                    RejectReason.WRONG_TOPIC, "", name + " does not belong on " + topic.wireName());
        }
        RapportEvent event = bind(type, data);
        if (topic != null && !isKey(key, event.sellerId())) {
            throw new InvalidEventException(RejectReason.KEY_MISMATCH, "", "The record key is not the sellerId");
        }
        return new Decoded.Event(envelope, event);
    }

    private static void demandSize(byte @Nullable [] value) {
        if (value != null && value.length > MAX_EVENT_BYTES) {
            throw new InvalidEventException(
                    RejectReason.TOO_LARGE, "", value.length + " bytes, at most " + MAX_EVENT_BYTES + " are allowed");
        }
    }

    private static RapportEvent bind(EventType type, @Nullable Data data) {
        if (data == null) {
            throw new InvalidEventException(RejectReason.MISSING_FIELD, "data", "is missing");
        }
        data.demandWellFormed();
        try (JsonParser json = Json.parser(data.bytes(), data.from(), data.length())) {
            if (json.nextToken() == null) {
                throw Json.invalid("The data is empty");
            }
            WireType.demand(json, JsonToken.START_OBJECT, "a JSON object");
            Object record = RecordShape.of(type.record()).read(json);
            if (json.nextToken() != null) {
                throw Json.invalid("There is more behind the data's end");
            }
            return (RapportEvent) record;
        } catch (JacksonException e) {
            throw Json.invalid(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    /** Ids are ASCII, so bytes and characters compare one to one. */
    private static boolean isKey(byte @Nullable [] key, String sellerId) {
        if (key == null || key.length != sellerId.length()) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != sellerId.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * An event as a Kafka record in binary mode.
     *
     * @throws InvalidEventException {@code TOO_LARGE} when the data is over {@link #MAX_EVENT_BYTES}
     * @throws IllegalArgumentException when the envelope names another type than the event's
     */
    public Encoded encode(Envelope envelope, RapportEvent event) {
        if (envelope.type() != EventType.of(event)) {
            throw new IllegalArgumentException(
                    "An envelope of " + envelope.type().wireName() + " around another event");
        }
        return new Encoded(event.sellerId(), headers(envelope), data(event));
    }

    /** The headers of binary mode, for who writes the record later than its data, as the outbox relay does. */
    public List<Header> headers(Envelope envelope) {
        return Attributes.headersOf(envelope);
    }

    /**
     * The data of an event: UTF-8 JSON, fields in the order of the contract, absent ones left out, no white space.
     *
     * @throws InvalidEventException {@code TOO_LARGE} when it is over {@link #MAX_EVENT_BYTES}
     */
    public byte[] data(RapportEvent event) {
        byte[] data;
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = Json.generator(bytes)) {
            RecordShape.of(event.getClass()).write(json, event);
            json.flush();
            data = bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
        demandSize(data);
        return data;
    }

    /** A slice of bytes that holds an event's data. */
    record Data(byte[] bytes, int from, int length) {

        static @Nullable Data of(byte @Nullable [] value) {
            return value == null ? null : new Data(value, 0, value.length);
        }

        void demandWellFormed() {
            if (!WellFormed.text(bytes, from, length)) {
                throw Json.invalid("The data is not well-formed UTF-8, or has an unpaired surrogate");
            }
        }
    }
}
