package dev.rapport.text.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of {@code screening/corpus-*.txt} with what must be found in them. */
final class Corpus {

    /**
     * @param language what it is written in, ISO 639-1
     * @param rules what must be found in it, without the prefix {@code MSG-10.}; nothing in an innocent one
     */
    record Entry(String language, Set<String> rules, String text) {}

    private static final Pattern ESCAPE = Pattern.compile("\\\\n|\\\\u([0-9a-fA-F]{4})");

    private Corpus() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        lines("corpus-blocked.txt").forEach(line -> {
            String[] parts = line.split(" \\| ", 3);
            entries.add(new Entry(parts[0], new TreeSet<>(List.of(parts[1].split(", "))), unescaped(parts[2])));
        });
        lines("corpus-innocent.txt").forEach(line -> {
            String[] parts = line.split(" \\| ", 2);
            entries.add(new Entry(parts[0], Set.of(), unescaped(parts[1])));
        });
        return entries;
    }

    private static List<String> lines(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream("/screening/" + file)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? "\n"
                                : Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }
}
