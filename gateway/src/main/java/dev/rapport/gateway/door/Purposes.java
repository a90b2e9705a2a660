package dev.rapport.gateway.door;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.AccessTable.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each operation is for, in a sentence and the rules it obeys; written by hand in {@code openapi/summaries.txt}. */
final class Purposes {

    private static final Pattern LINE = Pattern.compile("(\\S+ \\S+): (.+?)(?: \\[(.+)])?");

    private final Map<String, Purpose> byOperation;

    /** @param rules ids of the rulebook */
    record Purpose(String sentence, List<String> rules) {

        /** Into an operation of the document: {@code summary} and {@code x-rapport-rules}. */
        void describe(JsonObject operation) {
            operation.put("summary", sentence);
            if (!rules.isEmpty()) {
                operation.put("x-rapport-rules", new JsonArray(rules));
            }
        }
    }

    private Purposes(Map<String, Purpose> byOperation) {
        this.byOperation = byOperation;
    }

    static Purposes read() {
        Map<String, Purpose> purposes = new TreeMap<>();
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalStateException("summaries.txt: " + line);
            }
            List<String> rules =
                    parts.group(3) == null ? List.of() : List.of(parts.group(3).split(", "));
            purposes.put(parts.group(1), new Purpose(parts.group(2), rules));
        });
        return new Purposes(purposes);
    }

    Optional<Purpose> of(Route route) {
        return Optional.ofNullable(byOperation.get(route.method() + " " + route.template()));
    }

    /** Method and template of each, for the test that holds them against {@link AccessTable}. */
    Set<String> operations() {
        return byOperation.keySet();
    }

    private static String text() {
        try (InputStream in = Purposes.class.getResourceAsStream("/openapi/summaries.txt")) {
            return new String(Objects.requireNonNull(in, "summaries.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
