package dev.rapport.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.oracle.Figures.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle's arithmetic against a seller worked out on paper, under both packs. */
class ArithmeticTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** Nine of ten turns answered, one of twenty messages flagged, no dispute about ten orders, one violation. */
    private static Figures at(String pack, Instant asOf) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(Entry.one("turns_opened", NOON));
            entries.add(Entry.one("orders_placed", NOON));
            entries.add(Entry.one("messages_sent", NOON));
            entries.add(Entry.one("messages_sent", NOON));
            if (i > 0) {
                entries.add(Entry.one("turns_answered_24h", NOON));
            }
        }
        entries.add(Entry.one("messages_flagged", NOON));
        entries.add(Entry.one("violations", NOON));
        return Arithmetic.of(entries, pack, asOf, 720);
    }

    /** 0.90 → 60 at 20, 0.05 → 60 at 30, 0 → 100 at 15: 4,500 of 65, less half a point. */
    @Test
    void shouldScoreByAliexpress() {
        Figures figures = at("aliexpress", NOON.plus(Duration.ofDays(2)));

        assertThat(figures.components())
                .extracting(Component::name)
                .containsExactly("answering", "quality", "disputes");
        assertThat(figures.score().orElseThrow()).isCloseTo(4500.0 / 65 - 0.5, within(1e-12));
        assertThat(figures.metric("answer_rate_24h").state()).isEqualTo("red");
    }

    /** 0.90 → 80 at 60, 0.05 → 60 at 20, 0 → 100 at 20: 80, less half a point; nine of ten is on amazon's line. */
    @Test
    void shouldScoreByAmazon() {
        Figures figures = at("amazon", NOON.plus(Duration.ofDays(2)));

        assertThat(figures.score().orElseThrow()).isCloseTo(79.5, within(1e-12));
        assertThat(figures.metric("answer_rate_24h").state()).isEqualTo("warn");
    }

    /** Before the hour is mature only what is answered counts: 1 → 100 at 60. */
    @Test
    void shouldNotHoldAgainstASellerWhatIsStillInTime() {
        assertThat(at("amazon", NOON.plus(Duration.ofHours(24))).score().orElseThrow())
                .isCloseTo(60 + 12 + 20 - 0.5, within(1e-12));
    }
}
