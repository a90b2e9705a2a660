package dev.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.bench.traffic.Expected;
import dev.rapport.bench.traffic.Traffic;
import dev.rapport.events.RapportEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant BEGIN = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(events(1)).hasSize(5_000).isEqualTo(events(1)).isNotEqualTo(events(2));
    }

    @Test
    void shouldComeToTheSameInAnyOrder() {
        List<RapportEvent> events = events(1);
        Expected inOrder = new Expected();
        events.forEach(inOrder::add);
        Collections.shuffle(events, new Random(1));
        Expected shuffled = new Expected();
        events.forEach(shuffled::add);
        assertThat(shuffled.digest()).isEqualTo(inOrder.digest());
    }

    @Test
    void shouldGiveTheFirstSellersTheLargerShares() {
        List<RapportEvent> events = events(1);
        assertThat(of(events, 0)).isGreaterThan(10 * of(events, 99)).isPositive();
    }

    private static long of(List<RapportEvent> events, int rank) {
        return events.stream()
                .filter(event -> event.sellerId().equals(Traffic.seller(rank)))
                .count();
    }

    private static List<RapportEvent> events(long seed) {
        List<RapportEvent> events = new ArrayList<>();
        new Traffic(seed, 100, 1, 5_000, BEGIN, Duration.ofHours(1)).next(5_000, events::add);
        return events;
    }
}
