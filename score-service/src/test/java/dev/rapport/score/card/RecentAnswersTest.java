package dev.rapport.score.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.score.freshness.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final AtomicInteger made = new AtomicInteger();
    private final RecentAnswers recent = new RecentAnswers(nanos::get);

    private ScoreAnswer make(String seller) {
        made.incrementAndGet();
        return new ScoreAnswer(
                seller,
                Instant.EPOCH,
                720,
                "aliexpress@2024-06",
                "insufficient-data",
                null,
                List.of(),
                List.of(),
                10,
                Map.of(),
                Map.of(),
                0,
                0.5,
                new Freshness(null, 0));
    }

    private ScoreAnswer ask(String seller, String window) {
        return recent.answer(seller, window, () -> make(seller));
    }

    @Test
    void shouldKeepAnAnswerForATenthOfASecondAndNotLonger() {
        ScoreAnswer first = ask("s1", "720");
        nanos.addAndGet(99_999_999);
        assertThat(ask("s1", "720")).isSameAs(first);
        nanos.addAndGet(1);
        assertThat(ask("s1", "720")).isNotSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldCountTheAgeFromBeforeTheAnswerWasMade() {
        recent.answer("s1", "720", () -> {
            nanos.addAndGet(60_000_000);
            return make("s1");
        });
        nanos.addAndGet(40_000_000);
        ask("s1", "720");
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldTellSellersAndWindowsApart() {
        assertThat(ask("s1", "720")).isNotSameAs(ask("s2", "720")).isNotSameAs(ask("s1", "168"));
        assertThat(ask("s1", "720").sellerId()).isEqualTo("s1");
        assertThat(ask("s2", "720").sellerId()).isEqualTo("s2");
    }
}
