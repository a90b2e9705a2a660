package dev.rapport.review.signal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.Packs;
import dev.rapport.policy.Reviews;
import dev.rapport.review.classification.Tone;
import dev.rapport.review.review.model.Signal;
import dev.rapport.review.review.model.Signal.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REV-01: signals beside words, by the shipped pack. */
class SuspicionTest {
    private static final Reviews PACK = Packs.load(null)
            .pack("aliexpress", Instant.parse("2026-01-01T00:00:00Z"))
            .reviews();
    private static final Tone TONE = new Tone(PACK.signals().tone());

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, false, 0, false",
        "3, 0, 0, false, 1, false",
        "7, 0, 0, false, 1, false",
        "8, 0, 0, false, 1, true",
        "1, 3, 1, false, 0, false",
        "1, 3, 2, false, 1, false",
        "1, 0, 0, true, 1, false",
        "3, 0, 0, true, 2, true",
        "3, 3, 2, false, 2, true",
    })
    void shouldShowFromThreeCasesAndDecideByEightOrByTwoKinds(
            long ofBuyer, long ofPoBox, long buyers, boolean contradicts, int shown, boolean malicious) {
        Suspicion suspicion = new Suspicion(ofBuyer, ofPoBox, buyers, contradicts);
        assertThat(suspicion.signals(PACK.signals())).hasSize(shown);
        assertThat(suspicion.decides(PACK.signals())).isEqualTo(malicious);
    }

    @Test
    void shouldCountTheCases() {
        assertThat(new Suspicion(4, 0, 0, true).signals(PACK.signals()))
                .containsExactly(new Signal(Kind.MANY_CASES_OF_BUYER, 4), new Signal(Kind.CONTRADICTION, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1, Excellent product; I recommend it, true",
        "2, Muito bom recomendo, true",
        "1, 很好 推荐, true",
        "1, Отличный товар, true",
        "3, Excellent product, false",
        "1, Excellent but late, false",
        "1, Não recomendo, false",
        "1, 不推荐, false",
        "1, Broken, false",
        "5, Broken, false",
        "1, , false",
    })
    void shouldFindOnlyPraiseUnderFewStarsContradictory(int stars, @Nullable String text, boolean contradicts) {
        assertThat(TONE.contradicts(stars, PACK.negativeUpTo(), null, text)).isEqualTo(contradicts);
    }
}
