package dev.rapport.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.gateway.proxy.FairQueue.Arrival;
import dev.rapport.gateway.proxy.FairQueue.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Places at a service are shared between sellers. */
class FairQueueTest {

    @Test
    void shouldServeALatecomerBeforeTheRestOfAFlood() {
        var queue = new FairQueue<String>(2, 2, 100);
        assertThat(queue.arrive("flood", "f1")).isEqualTo(Arrival.ENTERED);
        assertThat(queue.arrive("flood", "f2")).isEqualTo(Arrival.ENTERED);
        for (int i = 3; i <= 40; i++) {
            assertThat(queue.arrive("flood", "f" + i)).isEqualTo(Arrival.WAITS);
        }
        assertThat(queue.arrive("calm", "c1")).isEqualTo(Arrival.WAITS);

        assertThat(queue.leave("flood")).isEqualTo(new Turn<>("flood", "f3"));
        assertThat(queue.leave("flood")).isEqualTo(new Turn<>("calm", "c1"));
        assertThat(queue.leave("calm")).isEqualTo(new Turn<>("flood", "f4"));
    }

    /** Requests of one that hang leave room: nobody has to wait for them to end. */
    @Test
    void shouldKeepRoomFromOneWhoHoldsMuch() {
        var queue = new FairQueue<String>(4, 3, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.arrive("slow", "s" + i)).isEqualTo(Arrival.ENTERED);
        }
        assertThat(queue.arrive("slow", "s3")).isEqualTo(Arrival.WAITS);
        assertThat(queue.arrive("calm", "c0")).isEqualTo(Arrival.ENTERED);
        assertThat(queue.leave("calm")).as("slow holds what it may").isNull();
        assertThat(queue.leave("slow")).isEqualTo(new Turn<>("slow", "s3"));
    }

    @Test
    void shouldRefuseOneWhoFillsTheLineAndTakeAnother() {
        var queue = new FairQueue<String>(1, 1, 10);
        assertThat(queue.arrive("flood", "f0")).isEqualTo(Arrival.ENTERED);
        for (int i = 1; i <= 5; i++) {
            assertThat(queue.arrive("flood", "f" + i)).isEqualTo(Arrival.WAITS);
        }
        assertThat(queue.arrive("flood", "f6")).isEqualTo(Arrival.REFUSED);
        for (int i = 1; i <= 5; i++) {
            assertThat(queue.arrive("calm" + i, "c")).isEqualTo(Arrival.WAITS);
        }
        assertThat(queue.arrive("late", "l")).isEqualTo(Arrival.REFUSED);
    }

    @Test
    void shouldForgetWhoGivesUp() {
        var queue = new FairQueue<String>(1, 1, 10);
        String waits = "b1";
        queue.arrive("a", "a1");
        queue.arrive("b", waits);
        assertThat(queue.withdraw("b", waits)).isTrue();
        assertThat(queue.withdraw("b", waits)).isFalse();
        assertThat(queue.queued()).isZero();
        assertThat(queue.leave("a")).isNull();
        assertThat(queue.taken()).isZero();
    }

    /**
     * Law: whatever comes and goes, no more are in than there are places, nobody holds more than its part, no place stays free while
     * one waits who may take it, and everyone who waited enters, gives up or is still waiting: once.
     */
    @RepeatedTest(20)
    void shouldHoldItsBoundsAndLoseNobody(RepetitionInfo repetition) {
        long seed = Long.getLong("rapport.seed", 1) * 1_000 + repetition.getCurrentRepetition();
        var random = new Random(seed);
        int places = 1 + random.nextInt(6);
        int ofOne = 1 + random.nextInt(places);
        var queue = new FairQueue<Integer>(places, ofOne, 12);
        List<Turn<Integer>> inside = new ArrayList<>();
        Map<Integer, String> waiting = new HashMap<>();
        Set<Integer> entered = new HashSet<>();
        for (int step = 0; step < 5_000; step++) {
            int dice = random.nextInt(10);
            if (dice < 5) {
                String who = "w" + random.nextInt(5);
                Integer what = 1_000 + step;
                switch (queue.arrive(who, what)) {
                    case ENTERED -> {
                        inside.add(new Turn<>(who, what));
                        assertThat(entered.add(what)).isTrue();
                    }
                    case WAITS -> waiting.put(what, who);
                    case REFUSED -> {}
                }
            } else if (dice < 9 && !inside.isEmpty()) {
                Turn<Integer> goes = inside.remove(random.nextInt(inside.size()));
                Turn<Integer> next = queue.leave(goes.who());
                if (next != null) {
                    assertThat(waiting.remove(next.what())).isEqualTo(next.who());
                    assertThat(entered.add(next.what())).isTrue();
                    inside.add(next);
                }
            } else if (!waiting.isEmpty()) {
                Integer what = waiting.keySet().iterator().next();
                assertThat(queue.withdraw(waiting.remove(what) + "", what))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(true);
            }
            assertThat(queue.taken()).isEqualTo(inside.size()).isLessThanOrEqualTo(places);
            assertThat(queue.queued()).isEqualTo(waiting.size());
            Map<String, Integer> held = new HashMap<>();
            inside.forEach(turn -> held.merge(turn.who(), 1, Integer::sum));
            assertThat(held.values()).allMatch(count -> count <= ofOne);
            if (inside.size() < places) {
                assertThat(waiting.values())
                        .as("seed %d step %d", seed, step)
                        .allMatch(who -> held.getOrDefault(who, 0) >= ofOne);
            }
        }
    }
}
