package dev.rapport.text.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.text.NormalisedText;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** MSG-12: {@code OVER_TEMPLATED} by likeness, {@code REPEATED} by the normalised text. */
class LikenessTest {

    @Test
    void shouldCallTextsAlikeThatDifferInASign() {
        NormalisedText one =
                NormalisedText.of("Hello, thank you for your message. We have passed it on to our warehouse today.");
        NormalisedText other =
                NormalisedText.of("Hello! Thank you for your message: we have passed it on to our Warehouse todax");

        assertThat(Likeness.of(one, other)).isGreaterThan(0.95);
        assertThat(Likeness.atLeast(one, other, 0.95)).isTrue();
        assertThat(Likeness.atLeast(one, NormalisedText.of("Your parcel reached Madrid yesterday."), 0.95))
                .isFalse();
    }

    @Test
    void shouldCallEmptyTextsAlike() {
        assertThat(Likeness.of(NormalisedText.of("!"), NormalisedText.of("?"))).isEqualTo(1);
    }

    /** The band finds what the whole table finds. */
    @Test
    void shouldDecideAsTheFullDistanceDoes() {
        Random random = new Random(5);
        System.out.println("seed 5");
        for (int i = 0; i < 2_000; i++) {
            NormalisedText one = NormalisedText.of(letters(random, random.nextInt(30)));
            NormalisedText other = NormalisedText.of(changed(random, one.value()));
            double share = random.nextInt(11) / 10.0;

            assertThat(Likeness.atLeast(one, other, share))
                    .as("%s %s %s", one, other, share)
                    .isEqualTo(Likeness.of(one, other) >= share - 1e-9);
            assertThat(Likeness.of(one, other)).isCloseTo(Likeness.of(other, one), Offset.offset(1e-9));
        }
    }

    @Test
    void shouldTakeRepeatsForTheSameWhateverTheirCaseSpaceAndPunctuation() {
        assertThat(NormalisedText.of("Please  wait!!")).isEqualTo(NormalisedText.of("please wait"));
        assertThat(NormalisedText.of("请 稍等。")).isEqualTo(NormalisedText.of("请稍等"));
        assertThat(NormalisedText.of("ＰＬＥＡＳＥ wait")).isEqualTo(NormalisedText.of("please wait"));
        assertThat(NormalisedText.of("order 1")).isNotEqualTo(NormalisedText.of("order 2"));
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(4)));
        }
        return text.toString();
    }

    private static String changed(Random random, String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            if (random.nextBoolean() || at == changed.length()) {
                changed.insert(at, (char) ('a' + random.nextInt(4)));
            } else {
                changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
