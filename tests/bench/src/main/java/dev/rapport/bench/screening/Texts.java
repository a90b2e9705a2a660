package dev.rapport.bench.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which texts are screened. */
public enum Texts {
    /** What agents write, nothing of it to be blocked: {@code replies.txt} of this module. */
    INNOCENT,
    /** What agents must not write, from the same file. */
    GUILTY,
    /** The innocent half of the corpus by which screening is held to its recall: whatever looks as if it had to be blocked. */
    CORPUS_INNOCENT,
    /** The whole corpus. */
    CORPUS;

    /** {@link ScreeningLap#languages} for those of all languages. */
    static final String ALL = "all";

    private static final Pattern ESCAPE = Pattern.compile("\\\\n|\\\\u([0-9a-fA-F]{4})");

    private static final Path CORPORA = Path.of("libs", "text", "src", "test", "resources", "screening");

    /**
     * Texts of exactly so many UTF-16 units: short ones are put together line by line, what is too long is cut.
     *
     * @param root the working copy, where the corpus is
     * @param language ISO 639-1, or {@link #ALL}
     * @throws IllegalStateException where there is none in that language
     */
    List<String> of(Path root, String language, int length) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<String> pieces = pieces(root, language);
        if (pieces.isEmpty()) {
            throw new IllegalStateException("No " + name() + " text in the language " + language);
        }
        for (String piece : pieces) {
            text.append(text.isEmpty() ? "" : "\n").append(piece);
            while (text.length() >= length) {
                texts.add(text.substring(0, length));
                text.setLength(0);
            }
        }
        while (texts.isEmpty()) {
            text.append('\n').append(pieces.getFirst());
            if (text.length() >= length) {
                texts.add(text.substring(0, length));
            }
        }
        return texts;
    }

    private List<String> pieces(Path root, String language) {
        return switch (this) {
            case INNOCENT, GUILTY -> columns(replies(), language, 3, name());
            case CORPUS_INNOCENT -> columns(corpus(root, "corpus-innocent.txt"), language, 2, "");
            case CORPUS -> {
                List<String> all = columns(corpus(root, "corpus-blocked.txt"), language, 3, "");
                all.addAll(columns(corpus(root, "corpus-innocent.txt"), language, 2, ""));
                yield all;
            }
        };
    }

    /** The last column of the lines in a language, and of a sort where one is named. */
    private static List<String> columns(String lines, String language, int count, String sort) {
        List<String> texts = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] columns = line.split(" \\| ", count);
            boolean wanted = !line.startsWith("#")
                    && columns.length == count
                    && (language.equals(ALL) || columns[0].equals(language))
                    && (sort.isEmpty() || columns[1].equals(sort));
            if (wanted) {
                texts.add(unescaped(columns[count - 1]));
            }
        }
        return texts;
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? "\n"
                                : Character.toString((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static String replies() {
        try (InputStream in = Texts.class.getResourceAsStream("/screening/replies.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String corpus(Path root, String file) {
        try {
            return Files.readString(root.resolve(CORPORA).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
