package dev.rapport.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-20. */
class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you!",
                "👍",
                "谢谢",
                "two\nlines\tand a tab",
                "I <3 it",
                "size <M> is 3 < 4 > 2",
                "a < b and c > d",
                "👨‍👩‍👧"
            })
    void shouldLetPlainTextAndEmojiPass(String text) {
        assertThat(PlainText.faults(text, 1000, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u200b\u200d", "\u00a0\u3000"})
    void shouldFindTextThatShowsNothing(String text) {
        assertThat(PlainText.faults(text, 1000, false))
                .containsExactly(new TextFault(TextFault.Sort.EMPTY, 0, text.length()));
    }

    @Test
    void shouldCountCodePointsAndPointAtWhatIsTooMuch() {
        assertThat(PlainText.faults("👍👍👍", 3, false)).isEmpty();
        assertThat(PlainText.faults("👍👍👍", 2, false)).containsExactly(new TextFault(TextFault.Sort.TOO_LONG, 4, 6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>hi</b>",
                "x <BR/> y",
                "<a href='x'>y",
                "<!-- hidden --> z",
                "<script>alert(1)</script>",
                "<!DOCTYPE html> z"
            })
    void shouldFindMarkupOnlyWhereItIsNotTaken(String text) {
        assertThat(PlainText.faults(text, 1000, false)).isNotEmpty().allSatisfy(fault -> assertThat(fault.sort())
                .isEqualTo(TextFault.Sort.MARKUP));
        assertThat(PlainText.faults(text, 1000, true)).isEmpty();
    }

    @Test
    void shouldFindControlCharactersAndHalfCharacters() {
        assertThat(PlainText.faults("a\u0000b\u0085", 10, false))
                .containsExactly(
                        new TextFault(TextFault.Sort.CONTROL_CHARACTER, 1, 2),
                        new TextFault(TextFault.Sort.CONTROL_CHARACTER, 3, 4));
        assertThat(PlainText.faults("\ud800x\udc00", 10, false))
                .containsExactly(
                        new TextFault(TextFault.Sort.UNPAIRED_SURROGATE, 0, 1),
                        new TextFault(TextFault.Sort.UNPAIRED_SURROGATE, 2, 3));
    }

    @Test
    void shouldNameTheGravestFirst() {
        assertThat(PlainText.faults("<b>\u0001", 2, false))
                .extracting(TextFault::sort)
                .containsExactly(TextFault.Sort.CONTROL_CHARACTER, TextFault.Sort.MARKUP, TextFault.Sort.TOO_LONG);
    }
}
