package dev.rapport.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OffsetCopiesTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final OffsetCopies copies = new OffsetCopies(now::get);

    @Test
    void shouldCopyNothingThatHasNotMoved() {
        passes(OffsetCopies.EVERY.multipliedBy(9).toNanos());

        assertThat(copies.due(true)).isFalse();
        assertThat(copies.soon()).isFalse();
    }

    @Test
    void shouldCopyAtOnceWhenEverythingIsAppliedAndNowAndThenWhileItIsNot() {
        copies.outdated();

        assertThat(copies.soon()).isTrue();
        assertThat(copies.due(true)).isTrue();
        assertThat(copies.due(false)).isFalse();
        passes(OffsetCopies.EVERY.toNanos() + 1);
        assertThat(copies.due(false)).isTrue();

        copies.sent();
        assertThat(copies.due(true)).isFalse();
        copies.outdated();
        assertThat(copies.due(false)).isFalse();
    }

    /** Kafka may refuse for minutes: it is not asked fifty times a second then. */
    @Test
    void shouldWaitAfterARefusalHoweverQuietItIs() {
        copies.outdated();
        copies.sent();
        copies.refused();

        assertThat(copies.soon()).isFalse();
        assertThat(copies.due(true)).isFalse();
        passes(OffsetCopies.EVERY.toNanos());
        assertThat(copies.due(true)).isFalse();
        passes(1);
        assertThat(copies.due(true)).isTrue();

        copies.sent();
        copies.outdated();
        assertThat(copies.due(true)).as("as before, once one was taken").isTrue();
    }

    private void passes(long nanos) {
        now.addAndGet(nanos);
    }
}
