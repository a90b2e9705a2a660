package dev.rapport.gateway.door;

import dev.rapport.events.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The documents that the event library brings along. */
final class EventDocuments {

    static final String SCHEMA_TYPE = "application/schema+json";
    static final String ASYNC_API_TYPE = "application/yaml";

    private EventDocuments() {}

    /** The JSON Schema of a type's data; null when the library brings none. */
    static byte @Nullable [] schema(EventType type) {
        return resource("/schemas/" + type.wireName() + ".json");
    }

    /** The AsyncAPI 3 document of the topics; null when the library brings none. */
    static byte @Nullable [] asyncApi() {
        return resource("/asyncapi.yaml");
    }

    private static byte @Nullable [] resource(String name) {
        try (InputStream in = EventType.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
