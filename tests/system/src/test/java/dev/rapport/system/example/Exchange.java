package dev.rapport.system.example;

import dev.rapport.system.example.Step.Kept;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the tour as it went out, and what came of it.
 *
 * @param path below {@code /api/v1}, with its query
 * @param contentType of the request's body
 * @param body null for none
 * @param type media type of the answer without its parameters; empty for none
 */
record Exchange(
        Kept kept,
        String method,
        String path,
        Map<String, String> headers,
        String contentType,
        @Nullable String body,
        int status,
        String type,
        String answer) {}
