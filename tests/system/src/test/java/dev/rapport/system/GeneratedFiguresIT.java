package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The score arithmetic end to end, on a world that needs no download: late, repeated and doubly told events. */
class GeneratedFiguresIT {
    private static final long SEED = 20250301;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant END = Instant.parse("2025-06-10T00:00:00Z");

    private final RunningSuite suite = RunningSuite.shared();

    /** SCO-01, SCO-02; X-04: the same again changes nothing. */
    @Test
    void shouldAnswerAsTheOracleDoesAtAnyInstant() {
        List<String> lines = GeneratedWorld.lines(SEED, "gen", 6, 95, 60);
        FigureCheck check = new FigureCheck(suite.operator(), new Oracle(InputEvent.parseAll(lines)), SEED);

        feed(lines);
        check.awaitNewest(PATIENCE);
        assertThat(check.everywhere(20, 24, 168, 720, 2160)).isEqualTo(6 * 20 * 4);

        feed(lines);
        Settled.await(suite.launcher(), PATIENCE);
        check.everywhere(8, 720, 2160);
    }

    /** The counters of orders, reviews and disputes depend on the set of events only. */
    @Test
    void shouldCountOrdersReviewsAndDisputesAlikeWhenShuffled() {
        List<String> inOrder = GeneratedWorld.lines(SEED + 1, "ord", 4, 80, 40);
        List<String> shuffled = new ArrayList<>(inOrder);
        shuffled.replaceAll(line -> line.replace("\"ord-", "\"shu-").replace("\"/ord", "\"/shu"));
        Collections.shuffle(shuffled, new Random(SEED));

        feed(inOrder);
        feed(shuffled);
        Settled.await(suite.launcher(), PATIENCE);

        FigureCheck first = new FigureCheck(suite.operator(), new Oracle(InputEvent.parseAll(inOrder)), SEED);
        FigureCheck second = new FigureCheck(suite.operator(), new Oracle(InputEvent.parseAll(shuffled)), SEED);
        first.awaitNewest(PATIENCE);
        first.everywhere(6, 2160);
        assertThat(second.commutative(END, "shu")).isEqualTo(first.commutative(END, "ord"));
    }

    private void feed(List<String> lines) {
        try (RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            feeder.feed(lines);
        }
    }
}
