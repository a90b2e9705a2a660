package dev.rapport.system.example;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that is done on the {@link Tour}; placeholders in it are not filled in yet. */
sealed interface Step {

    /** Events are brought in. */
    record Tell(String seller, List<Told> events) implements Step {}

    /**
     * An event as the script has it.
     *
     * @param type short name, without {@code rapport.} and {@code .v1}
     * @param at an instant, or an offset such as {@code T-2h}
     * @param data JSON, without the seller
     */
    record Told(String type, String at, String data) {}

    /** An event is written to the topic that no service can apply. */
    record Spoil(String seller) implements Step {}

    /**
     * A request.
     *
     * @param kept what of it becomes an example
     * @param who the name of a token
     * @param path below {@code /api/v1}, with its query
     * @param status the answer must have it
     * @param until asked again until the answer is so; null to take the first
     * @param keep JSON pointers into the answer, by the name under which later steps find what is there
     */
    record Ask(
            Kept kept,
            String who,
            String method,
            String path,
            String contentType,
            Map<String, String> headers,
            @Nullable String body,
            int status,
            @Nullable Until until,
            Map<String, String> keep)
            implements Step {}

    /** @param value null for anything that is there and not null */
    record Until(String pointer, @Nullable String value) {}

    /** What of an exchange becomes an example. */
    enum Kept {
        WHOLE,
        /** The same operation has been shown; only parameters and media types that were not seen before. */
        PARAMETERS,
        NOTHING
    }
}
