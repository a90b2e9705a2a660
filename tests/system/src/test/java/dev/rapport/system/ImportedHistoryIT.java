package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.CommandLine;
import dev.rapport.system.suite.CommandLine.Outcome;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.MachinePace;
import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Years of real orders, reviews and threads, imported as a user does. Skipped where the files are absent. */
class ImportedHistoryIT {
    private static final long SEED = 20181022;
    private static final Path DATA =
            RunningSuite.root().resolveSibling("shared").resolve("data");
    private static final List<Path> FILES =
            List.of(DATA.resolve("olist.ndjson"), DATA.resolve("care-conversations.ndjson"));

    private static RunningSuite suite;
    private static CommandLine rapport;
    private static FigureCheck check;

    @BeforeAll
    static void importBothFiles() {
        assumeTrue(FILES.stream().allMatch(Files::isReadable), "the real events are not on this machine");
        suite = RunningSuite.shared();
        rapport = new CommandLine(suite);
        check = new FigureCheck(suite.operator(), new Oracle(InputEvent.readAll(FILES)), SEED);

        long begin = System.nanoTime();
        Outcome outcome = rapport.run(
                "import", FILES.getFirst().toString(), FILES.getLast().toString());
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "[budget] import of both files in %.1f s: %s%n",
                seconds, outcome.out().strip());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(seconds).as("under a minute").isLessThan(60 * MachinePace.spare());
    }

    /** SCO-01, SCO-02: the command has returned, so every figure is there at once. */
    @Test
    void shouldAnswerAsTheOracleDoesForEverySellerAtAnyInstant() {
        assertThat(check.everywhere(12, 720, 2160)).isEqualTo(45 * 12 * 2);
    }

    /** */
    @Test
    void shouldChangeNothingWhenImportedAgain() {
        Outcome outcome = rapport.run(
                "import", FILES.getLast().toString(), FILES.getFirst().toString());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        check.everywhere(8, 720, 2160);
    }

    @Test
    void shouldCountOrdersReviewsAndDisputesAlikeWhenShuffled() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILES.getFirst()));
        lines.replaceAll(line -> line.replace("\"olist-", "\"shuff-").replace("\"/olist\"", "\"/shuffled\""));
        Collections.shuffle(lines, new Random(SEED));
        Path shuffled = Files.write(Path.of("target", "shuffled.ndjson"), lines);

        Outcome outcome = rapport.run("import", shuffled.toString());

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        Oracle inOrder = new Oracle(InputEvent.readAll(List.of(FILES.getFirst())));
        Oracle disordered = new Oracle(InputEvent.readAll(List.of(shuffled)));
        for (Instant asOf : List.of(Instant.parse("2018-03-01T00:00:00Z"), Instant.parse("2018-08-31T12:34:56Z"))) {
            Map<String, Map<String, Long>> expected =
                    new FigureCheck(suite.operator(), inOrder, SEED).commutative(asOf, "olist");
            assertThat(new FigureCheck(suite.operator(), disordered, SEED).commutative(asOf, "shuff"))
                    .isEqualTo(expected);
        }
    }
}
