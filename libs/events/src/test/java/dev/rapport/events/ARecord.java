package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A Kafka record in the making: a valid one, of which a test changes what it is about. */
final class ARecord {

    private Topic topic;
    private byte @Nullable [] key = "s1".getBytes(UTF_8);
    private byte @Nullable [] value;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private ARecord(Topic topic, @Nullable String value) {
        this.topic = topic;
        this.value = value == null ? null : value.getBytes(UTF_8);
    }

    /** Binary mode, on the type's own topic, keyed {@code s1}. */
    static ARecord of(EventType type, @Nullable String data) {
        return new ARecord(type.topic(), data)
                .with("ce_specversion", "1.0")
                .with("ce_id", "e1")
                .with("ce_source", "/erp")
                .with("ce_type", type.wireName())
                .with("content-type", "application/json");
    }

    /** Structured mode, keyed {@code s1}. */
    static ARecord structured(Topic topic, String value) {
        return new ARecord(topic, value).with("content-type", "application/cloudevents+json; charset=UTF-8");
    }

    ARecord with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    ARecord without(String header) {
        headers.remove(header);
        return this;
    }

    ARecord key(@Nullable String key) {
        this.key = key == null ? null : key.getBytes(UTF_8);
        return this;
    }

    ARecord on(Topic topic) {
        this.topic = topic;
        return this;
    }

    ARecord value(byte @Nullable [] value) {
        this.value = value;
        return this;
    }

    Decoded decode() {
        Headers made = new RecordHeaders();
        headers.forEach((name, text) -> made.add(name, text.getBytes(UTF_8)));
        return new EventCodec().decode(topic, key, made, value);
    }
}
