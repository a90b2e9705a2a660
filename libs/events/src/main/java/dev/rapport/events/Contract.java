package dev.rapport.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The contract as documents that other systems read; generated from the records when the suite is built. */
public final class Contract {

    private Contract() {}

    /** The JSON Schema (2020-12) of a type's data, {@code application/schema+json}, UTF-8. */
    public static byte[] schema(EventType type) {
        return resource("/schemas/" + type.wireName() + ".json");
    }

    /** The AsyncAPI 3 document of all topics, YAML, UTF-8. */
    public static byte[] asyncApi() {
        return resource("/asyncapi.yaml");
    }

    private static byte[] resource(String path) {
        try (InputStream in = Contract.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The contract lacks " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }
}
