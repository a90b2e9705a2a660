package dev.rapport.score.replay.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.RapportEvent;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.engine.History;
import dev.rapport.score.replay.ShippedPack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SCO-06: a candidate pack tried on whole histories. */
class TrialTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(40));
    private static final Packs PACKS = Packs.load(null);

    @TempDir
    Path folder;

    @Test
    void shouldDifferInNothingUnderTheSamePack() throws IOException {
        Pack same = Packs.candidate(null, ShippedPack.changed(folder, "name: aliexpress", "name: aliexpress"));
        for (long seed = 1; seed <= 20; seed++) {
            SideBySide both = trial(same, history(seed));
            assertThat(both.days()).as("seed %d", seed).hasSizeGreaterThan(30).noneMatch(SideBySide.Day::differs);
            assertThat(both.same()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void shouldTellWhatAnotherPenaltyWouldHaveDone() throws IOException {
        Pack harsher =
                Packs.candidate(null, ShippedPack.changed(folder, "violationPenalty: 0.5", "violationPenalty: 2"));
        SideBySide both = trial(harsher, history(1));
        assertThat(both.changed()).isPositive();
        assertThat(both.meanDifference()).isNegative();
        assertThat(both.same()).isFalse();
    }

    /** MSG-04: facts carry the due time of the pack in force; under another clock it is worked out anew. */
    @Test
    void shouldTimeResponsesByTheCandidatesClock() throws IOException {
        Pack patient = Packs.candidate(
                null,
                ShippedPack.changed(
                        folder,
                        "first-response: {from: turn-opened, after: PT2H, calendar: working",
                        "first-response: {from: turn-opened, after: PT23H59M, calendar: none"));
        SideBySide both = trial(patient, history(1));
        assertThat(both.changed()).isPositive();
        assertThat(both.meanDifference()).isPositive();
    }

    @Test
    void shouldLeaveSellersOnAnotherPackOut() {
        Trial trial = new Trial(PACKS, PACKS.versions("amazon").getLast(), Map.of(), NOW);
        history(1).forEach(fact -> assertThat(trial.take(fact)).isTrue());
        assertThat(trial.sellers()).containsExactly("s1");
        assertThat(trial.of("s1")).isEmpty();
    }

    private static SideBySide trial(Pack candidate, List<RapportEvent> facts) {
        Trial trial = new Trial(PACKS, candidate, Map.of(), NOW);
        facts.forEach(trial::take);
        return trial.of("s1").orElseThrow();
    }

    private static List<RapportEvent> history(long seed) {
        return new History(new Random(seed), START).events();
    }
}
