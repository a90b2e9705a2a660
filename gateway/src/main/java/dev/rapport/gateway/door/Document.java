package dev.rapport.gateway.door;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** One open document, held in memory. */
record Document(Buffer buffer, String type, Map<String, String> headers) {

    Document(byte[] content, String type, Map<String, String> headers) {
        this(Buffer.buffer(content), type, Map.copyOf(headers));
    }
}
