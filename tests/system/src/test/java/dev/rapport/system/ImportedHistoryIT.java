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
import org.jspecify.annotations.Nullable;
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
    private static @Nullable Oracle shuffledOracle;

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

    /** SCO-01, SCO-02: the command has returned, so every figure is there at once. Eight instants reach both ends and what matures. */
    @Test
    void shouldAnswerAsTheOracleDoesForEverySellerAtAnyInstant() {
        assertThat(check.everywhere(8, 720, 2160)).isEqualTo(45 * 8 * 2);
    }

    /** That every instant is right is the other test's business: here, that nothing is counted twice. */
    @Test
    void shouldChangeNothingWhenImportedAgain() throws IOException {
        importAgainAndShuffled();
        check.everywhere(3, 720, 2160);
    }

    @Test
    void shouldCountOrdersReviewsAndDisputesAlikeWhenShuffled() throws IOException {
        Oracle disordered = importAgainAndShuffled();
        Oracle inOrder = new Oracle(InputEvent.readAll(List.of(FILES.getFirst())));
        for (Instant asOf : List.of(Instant.parse("2018-03-01T00:00:00Z"), Instant.parse("2018-08-31T12:34:56Z"))) {
            Map<String, Map<String, Long>> expected =
                    new FigureCheck(suite.operator(), inOrder, SEED).commutative(asOf, "olist");
            assertThat(new FigureCheck(suite.operator(), disordered, SEED).commutative(asOf, "shuff"))
                    .isEqualTo(expected);
        }
    }

    /** Both files once more, the other way round, and the orders of other sellers out of order: by one command, once. */
    private static Oracle importAgainAndShuffled() throws IOException {
        Oracle known = shuffledOracle;
        if (known == null) {
            List<String> lines = new ArrayList<>(Files.readAllLines(FILES.getFirst()));
            lines.replaceAll(line -> line.replace("\"olist-", "\"shuff-").replace("\"/olist\"", "\"/shuffled\""));
            Collections.shuffle(lines, new Random(SEED));
            Path shuffled = Files.write(Path.of("target", "shuffled.ndjson"), lines);

            Outcome outcome = rapport.run(
                    "import", FILES.getLast().toString(), FILES.getFirst().toString(), shuffled.toString());

            assertThat(outcome.exit()).as(outcome.err()).isZero();
            known = new Oracle(InputEvent.readAll(List.of(shuffled)));
            shuffledOracle = known;
        }
        return known;
    }
}
