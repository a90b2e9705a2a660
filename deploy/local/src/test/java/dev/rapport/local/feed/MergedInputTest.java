package dev.rapport.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of events as they come, and how far an import of them got. */
class MergedInputTest {

    @TempDir
    Path folder;

    @Test
    void shouldMergeFilesByTimeAndKeepEachInItsOwnOrder() throws IOException {
        Path one = file("one", dispute("a1", "2025-01-01T00:00:00Z"), dispute("a2", "2025-01-03T00:00:00Z"));
        Path two = file(
                "two",
                dispute("b1", "2025-01-02T00:00:00Z"),
                dispute("b2", "2025-01-01T00:00:00Z"), // later in its file, whatever it says
                dispute("b3", "2025-01-04T00:00:00Z"));

        assertThat(read(one, two)).containsExactly("a1", "b1", "b2", "a2", "b3");
    }

    @Test
    void shouldReadOnPastALineThatIsNoEvent() throws IOException {
        Path file = file(
                "odd",
                "\uFEFF" + dispute("d1", "2025-01-01T00:00:00Z"),
                "",
                "{\"specversion\":",
                dispute("d2", "2025-01-01T00:00:00Z").replace("dispute.opened", "dispute.dreamt"),
                "x".repeat(600_000),
                "  " + dispute("d3", "2025-01-01T00:00:00Z") + "\r");

        assertThat(read(file))
                .containsExactly("d1", "3: INVALID_JSON", "4: rapport.dispute.dreamt.v1", "5: TOO_LARGE", "d3");
    }

    /** The same content is the same import whatever the files are called; two files are not the one that holds both. */
    @Test
    void shouldKnowAnImportAgainByItsContent() throws IOException {
        String first = dispute("a1", "2025-01-01T00:00:00Z");
        String second = dispute("a2", "2025-01-02T00:00:00Z");
        Survey survey = Survey.of(List.of(file("x", first), file("y", second)));

        assertThat(Survey.of(List.of(file("p", first), file("q", second)))).isEqualTo(survey);
        assertThat(Survey.of(List.of(file("both", first, second))).digest()).isNotEqualTo(survey.digest());
        assertThat(survey.lines()).isEqualTo(2);
        assertThat(survey.last()).isEqualTo("2025-01-02T00:00:00Z");
    }

    @Test
    void shouldRememberWhereAnImportWasCutShortUntilItIsDone() throws IOException {
        Home home = new Home(folder.resolve("home"));
        home.prepare();
        ImportState rebased = new ImportState(home, "abc", true);
        assertThat(rebased.read()).isNull();

        rebased.write(new ImportState.Position(7_000, 2, -5L));

        assertThat(new ImportState(home, "abc", true).read()).isEqualTo(new ImportState.Position(7_000, 2, -5L));
        assertThat(new ImportState(home, "abc", false).read()).isNull();
        rebased.done();
        assertThat(rebased.read()).isNull();
    }

    private static List<String> read(Path... files) throws IOException {
        List<String> read = new ArrayList<>();
        try (MergedInput input = new MergedInput(List.of(files))) {
            for (InputLine line = input.next(); line != null; line = input.next()) {
                read.add(shown(line));
            }
        }
        return read;
    }

    private static @Nullable String shown(InputLine line) {
        return switch (line) {
            case InputLine.Good good -> good.envelope().id();
            case InputLine.Unknown unknown -> unknown.number() + ": " + unknown.type();
            case InputLine.Bad bad -> bad.number() + ": " + bad.reason().replaceFirst("(?s)([A-Z_]+): .*", "$1");
        };
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name + ".ndjson"), String.join("\n", lines));
    }

    private static String dispute(String id, String openedAt) {
        return """
                {"specversion":"1.0","id":"%s","source":"/t","type":"rapport.dispute.opened.v1","time":"%s",\
                "data":{"sellerId":"s1","disputeId":"%s","orderId":"o1","openedAt":"%s"}}""".formatted(id, openedAt, id, openedAt);
    }
}
