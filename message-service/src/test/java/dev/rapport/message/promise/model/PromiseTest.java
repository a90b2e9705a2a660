package dev.rapport.message.promise.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Money;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.promise.model.Promise.Evidence;
import dev.rapport.message.promise.model.Promise.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MSG-16: what keeps a promise, and what does not. */
class PromiseTest {

    private static final Instant MADE = Instant.parse("2026-07-01T10:00:00Z");
    private static final Instant DUE = MADE.plus(Duration.ofDays(3));

    @Test
    void shouldBeKeptByWhatWasDoneInTime() {
        assertThat(promise(Deed.SHIP).by(order(shipped(DUE))).state()).isEqualTo(State.KEPT);
        assertThat(promise(Deed.SHIP).by(order(shipped(DUE.plusSeconds(1)))).state())
                .isEqualTo(State.OPEN);
        assertThat(promise(Deed.SHIP).by(order(shipped(MADE.minusSeconds(9)))).state())
                .isEqualTo(State.KEPT);
        assertThat(promise(Deed.DELIVER).by(order(shipped(MADE))).state()).isEqualTo(State.OPEN);
        assertThat(promise(Deed.DELIVER)
                        .by(order(new Happening.Delivered(DUE, null, null)))
                        .settledAt())
                .isEqualTo(DUE);
    }

    /** What was given before it was promised is not what was promised. */
    @Test
    void shouldNotBeKeptByARefundOrParcelOfBefore() {
        var earlier = new Happening.Refunded(MADE.minusSeconds(60), Money.of("USD", "1.00"));
        var later = new Happening.Refunded(MADE.plusSeconds(60), Money.of("USD", "9.00"));

        assertThat(promise(Deed.REFUND).by(order(earlier)).state()).isEqualTo(State.OPEN);
        assertThat(promise(Deed.REFUND).by(order(earlier, later)).settledAt()).isEqualTo(later.at());
        assertThat(promise(Deed.REPLACE)
                        .by(order(shipped(MADE.minusSeconds(1))))
                        .state())
                .isEqualTo(State.OPEN);
        assertThat(promise(Deed.REPLACE).by(order(shipped(MADE.plusSeconds(1)))).state())
                .isEqualTo(State.KEPT);
    }

    @Test
    void shouldLapseWithItsOrderOrItsMessageButARefundIsOwedAllTheMore() {
        var cancelled = order(new Happening.Cancelled(MADE.plusSeconds(5)));

        assertThat(promise(Deed.SHIP).by(cancelled).state()).isEqualTo(State.LAPSED);
        assertThat(promise(Deed.REFUND).by(cancelled).state()).isEqualTo(State.OPEN);
        assertThat(promise(Deed.REPLY).by(new Evidence(null, null, true)).state())
                .isEqualTo(State.LAPSED);
    }

    @Test
    void shouldBeKeptByAHumanWhoAnswersAndByNothingButAnAgentWhereWordsWerePromised() {
        assertThat(promise(Deed.REPLY).by(new Evidence(null, DUE, false)).state())
                .isEqualTo(State.KEPT);
        assertThat(promise(Deed.REPLY)
                        .by(new Evidence(null, DUE.plusSeconds(1), false))
                        .state())
                .isEqualTo(State.OPEN);
        assertThat(promise(Deed.OTHER).by(order(shipped(DUE))).state()).isEqualTo(State.OPEN);
        assertThat(promise(Deed.OTHER).settledBy("ana", State.KEPT, DUE).state())
                .isEqualTo(State.KEPT);
    }

    @Test
    void shouldStayBrokenOnceItsTimeHasPassed() {
        Promise broken = promise(Deed.SHIP).broken(true);

        assertThat(broken.by(order(shipped(DUE))).state()).isEqualTo(State.BROKEN);
        assertThat(broken.settledBy("ana", State.KEPT, DUE.plusSeconds(9)).state())
                .isEqualTo(State.BROKEN);
        assertThat(broken.nextMarkAt()).isNull();
    }

    @Test
    void shouldBeShownAtThreeQuartersOfItsTimeUnlessItIsHistory() {
        assertThat(promise(Deed.SHIP).nextMarkAt()).isEqualTo(MADE.plus(Duration.ofHours(54)));
        assertThat(made(Deed.SHIP, DUE.plus(Duration.ofDays(2))).nextMarkAt()).isEqualTo(DUE);
        assertThat(made(Deed.SHIP, DUE.plus(Duration.ofDays(2))).concernsSomebody(Duration.ofHours(24)))
                .isFalse();
    }

    private static Promise promise(Deed deed) {
        return made(deed, MADE);
    }

    private static Promise made(Deed deed, Instant readAt) {
        return Promise.made(
                new ConversationKey("s1", "c1"),
                "p1",
                "m1",
                "o1",
                deed,
                deed.name(),
                "ana",
                MADE,
                DUE,
                readAt,
                0.75,
                Duration.ofHours(24));
    }

    private static Happening shipped(Instant at) {
        return new Happening.Shipped(at, null, null);
    }

    private static Evidence order(Happening... happened) {
        return new Evidence(new OrderFile(new OrderKey("s1", "o1"), List.of(happened), List.of()), null, false);
    }
}
