package dev.rapport.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the conformance table of docs/rules.md: every rule of section 1 has a row, and every row a test that there is. */
class RulesTableTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern RULE = Pattern.compile("MSG-\\d{2}");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void shouldHaveARowForEveryRuleOfTheFirstSection() throws IOException {
        Set<String> rules = rows().stream()
                .flatMap(row -> RULE.matcher(row.getFirst()).results().map(match -> match.group()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules)
                .containsAll(IntStream.rangeClosed(1, 22)
                        .mapToObj("MSG-%02d"::formatted)
                        .toList());
    }

    @Test
    void shouldNameATestThatThereIsInEveryRow() throws IOException {
        Set<Path> sources = sources();
        List<String> wrong = new ArrayList<>();
        for (List<String> row : rows()) {
            boolean missing = row.get(1).startsWith("not there yet");
            var tests = TEST.matcher(row.get(2)).results().toList();
            if (tests.isEmpty() != missing) {
                wrong.add(row.getFirst() + " names no test, or one for what is not there");
            }
            for (var test : tests) {
                Path source = sources.stream()
                        .filter(path -> path.getFileName().toString().equals(test.group(1) + ".java"))
                        .findFirst()
                        .orElse(null);
                if (source == null
                        || test.group(2) != null && !Files.readString(source).contains(" " + test.group(2) + "(")) {
                    wrong.add(row.getFirst() + " names " + test.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Cells of the rows about messages, reviews and care: rule, what stands, tests, endpoint. */
    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/rules.md")).stream()
                .filter(line -> line.matches("\\| (MSG|REV|CARE)-.*"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.walk(ROOT, 2)) {
            var roots = modules.map(path -> path.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            Set<Path> sources = new TreeSet<>();
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
                }
            }
            return sources;
        }
    }
}
