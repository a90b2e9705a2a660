package dev.rapport.score.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the lag rests on. */
class SeenEndsTest {
    private static final Instant T = Instant.parse("2026-03-10T10:00:00Z");

    private final SeenEnds partition = new SeenEnds();

    private void look(int second, long end, long next) {
        partition.saw(end, T.plusSeconds(second));
        partition.counted(next);
    }

    @Test
    void shouldBeCountedToTheLastLookWhenNothingWaits() {
        look(0, 10, 10);
        look(1, 10, 10);

        assertThat(partition.behind()).isFalse();
        assertThat(partition.countedTo()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void shouldStayWhereItWasWhileCountingIsStuck() {
        look(0, 10, 10);
        look(1, 10, 10);
        look(2, 11, 10);
        look(3, 15, 10);
        look(60, 15, 10);

        assertThat(partition.behind()).isTrue();
        assertThat(partition.countedTo()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void shouldCatchUpToTheLastLookWhoseEndIsCounted() {
        look(0, 10, 10);
        look(1, 12, 10);
        look(2, 12, 11);
        assertThat(partition.countedTo()).isEqualTo(T);
        look(3, 20, 12);
        assertThat(partition.countedTo()).isEqualTo(T.plusSeconds(2));
        look(4, 20, 20);
        assertThat(partition.countedTo()).isEqualTo(T.plusSeconds(4));
    }

    @Test
    void shouldKnowSinceWhenTheFirstRecordWaitsOnlyWhereNothingElseIsKnown() {
        look(0, 10, 5);
        assertThat(partition.countedTo()).isNull();
        partition.firstWaitingSince(T.minusSeconds(300));
        partition.firstWaitingSince(T.minusSeconds(100));
        assertThat(partition.countedTo()).isEqualTo(T.minusSeconds(300));
    }

    @Test
    void shouldNotGrowForEverAndNeverSayToBeFresherThanItIs() {
        look(0, 1, 1);
        for (int i = 1; i <= 100_000; i++) {
            look(i, 1 + i, 1);
        }
        assertThat(partition.countedTo()).isEqualTo(T);
        partition.counted(50_000);
        assertThat(partition.countedTo()).isBeforeOrEqualTo(T.plusSeconds(50_000));
        partition.counted(100_001);
        assertThat(partition.countedTo()).isEqualTo(T.plusSeconds(100_000));
    }
}
