package dev.rapport.care.dispute.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.dispute.model.Dispute.Closing;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dispute is the same dispute in whichever order its beginning and its end are told. */
class DisputeMergeLawTest {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shouldKnowTheSameWhateverTheOrderAndRepetitionOfReports(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Dispute> reports = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                reports.add(someReport(random));
            }
            Dispute inOrder = fold(reports);
            List<Dispute> disordered = new ArrayList<>(reports);
            disordered.addAll(reports.subList(0, random.nextInt(reports.size())));
            Collections.shuffle(disordered, random);
            assertThat(fold(disordered)).as("seed %d, round %d", seed, round).isEqualTo(inOrder);
        }
    }

    private static Dispute fold(List<Dispute> reports) {
        return reports.stream().reduce(Dispute::merge).orElseThrow();
    }

    private static Dispute someReport(Random random) {
        Instant at = NOON.plusSeconds(random.nextInt(3));
        if (random.nextBoolean()) {
            return Dispute.of(new DisputeClosed("s1", "d1", "refund " + random.nextInt(2), at));
        }
        Instant respondBy = random.nextBoolean() ? null : at.plusSeconds(random.nextInt(2));
        String reason = random.nextBoolean() ? null : "late";
        return Dispute.of(new DisputeOpened("s1", "d1", "o1", "p1", "ES", reason, at, respondBy));
    }

    @Test
    void shouldKeepTheEndUntilTheBeginningComes() {
        Dispute closed = Dispute.of(new DisputeClosed("s1", "d1", "refunded", NOON.plusSeconds(5)));
        Dispute whole = closed.merge(Dispute.of(new DisputeOpened("s1", "d1", "o1", null, null, null, NOON, null)));

        assertThat(whole.opening()).isNotNull();
        assertThat(whole.closing()).isEqualTo(new Closing(NOON.plusSeconds(5), "refunded"));
    }
}
