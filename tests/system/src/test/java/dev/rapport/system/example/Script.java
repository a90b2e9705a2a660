package dev.rapport.system.example;

import dev.rapport.system.example.Step.Ask;
import dev.rapport.system.example.Step.Kept;
import dev.rapport.system.example.Step.Spoil;
import dev.rapport.system.example.Step.Tell;
import dev.rapport.system.example.Step.Told;
import dev.rapport.system.example.Step.Until;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tour as it is written in {@code example/tour.txt}, whose head says how. */
final class Script {

    private static final Pattern ASK = Pattern.compile("([~+]?)(\\w+) ([A-Z]+) (\\S+)(?: (\\S+/\\S+))? -> (\\d{3})");
    private static final Pattern BLANK = Pattern.compile("\\n\\s*\\n");

    private Script() {}

    static List<Step> read() {
        return Stream.of(BLANK.split(text()))
                .map(block -> block.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList())
                .filter(lines -> !lines.isEmpty())
                .map(Script::step)
                .toList();
    }

    private static Step step(List<String> lines) {
        String first = lines.getFirst();
        List<String> rest = lines.subList(1, lines.size());
        if (first.startsWith("tell ")) {
            return new Tell(first.substring(5), rest.stream().map(Script::told).toList());
        }
        if (first.startsWith("spoil ")) {
            return new Spoil(first.substring(6));
        }
        Matcher ask = ASK.matcher(first);
        if (!ask.matches()) {
            throw new IllegalStateException("tour.txt: " + first);
        }
        return ask(ask, rest);
    }

    private static Ask ask(Matcher first, List<String> rest) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> keep = new LinkedHashMap<>();
        List<String> body = new ArrayList<>();
        Until until = null;
        for (String line : rest) {
            if (!body.isEmpty() || line.startsWith("{") || line.startsWith("[")) {
                body.add(line);
            } else if (line.startsWith("until ")) {
                String[] parts = line.substring(6).split(" = ", 2);
                until = new Until(parts[0], parts.length == 2 ? parts[1] : null);
            } else if (line.startsWith("keep ")) {
                put(keep, line.substring(5), " = ");
            } else {
                put(headers, line, ": ");
            }
        }
        String contentType = first.group(5);
        return new Ask(
                switch (first.group(1)) {
                    case "~" -> Kept.NOTHING;
                    case "+" -> Kept.PARAMETERS;
                    default -> Kept.WHOLE;
                },
                first.group(2),
                first.group(3),
                first.group(4),
                contentType == null ? "application/json" : contentType,
                headers,
                body.isEmpty() ? null : String.join("\n", body),
                Integer.parseInt(first.group(6)),
                until,
                keep);
    }

    private static void put(Map<String, String> map, String line, String between) {
        int at = line.indexOf(between);
        if (at < 0) {
            throw new IllegalStateException("tour.txt: " + line);
        }
        map.put(line.substring(0, at), line.substring(at + between.length()));
    }

    private static Told told(String line) {
        String[] parts = line.split(" ", 3);
        return new Told(parts[0], parts[1], parts[2]);
    }

    private static String text() {
        try (InputStream in = Script.class.getResourceAsStream("/example/tour.txt")) {
            return new String(Objects.requireNonNull(in, "tour.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
