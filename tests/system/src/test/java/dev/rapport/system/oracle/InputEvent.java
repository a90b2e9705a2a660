package dev.rapport.system.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of an import file: a structured CloudEvent.
 *
 * @param source CloudEvents source
 * @param id identity within the source
 * @param type short name, without {@code rapport.} and {@code .v1}
 * @param data the payload
 */
public record InputEvent(String source, String id, String type, JsonNode data) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param line one structured CloudEvent
     * @return the event
     * @throws IllegalArgumentException when the line is no JSON object or lacks one of the four attributes
     */
    public static InputEvent parse(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            String type = event.required("type").textValue();
            if (!type.startsWith("rapport.") || !type.endsWith(".v1")) {
                throw new IllegalArgumentException("not one of ours: " + type);
            }
            return new InputEvent(
                    event.required("source").textValue(),
                    event.required("id").textValue(),
                    type.substring("rapport.".length(), type.length() - ".v1".length()),
                    event.required("data"));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + line, e);
        }
    }

    /**
     * @param lines structured CloudEvents, one a line; empty lines are skipped
     * @return the events in the order of the lines
     */
    public static List<InputEvent> parseAll(List<String> lines) {
        List<InputEvent> events = new ArrayList<>(lines.size());
        for (String line : lines) {
            if (!line.isBlank()) {
                events.add(parse(line));
            }
        }
        return events;
    }

    /**
     * @param files import files, in the order in which they are imported
     * @return their events, file after file
     */
    public static List<InputEvent> readAll(List<Path> files) {
        List<InputEvent> events = new ArrayList<>();
        for (Path file : files) {
            try {
                events.addAll(parseAll(Files.readAllLines(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return events;
    }

    /** @return the tenant */
    public String sellerId() {
        return text("sellerId");
    }

    String text(String field) {
        return data.required(field).textValue();
    }

    Instant time(String field) {
        return Instant.parse(text(field));
    }

    boolean flag(String field) {
        return data.path(field).asBoolean(false);
    }

    int number(String field) {
        return data.required(field).intValue();
    }

    Optional<String> optional(String field) {
        JsonNode value = data.path(field);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
