package dev.rapport.message.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full-text search of the inbox: what a text is found by. */
class WordsTest {

    @Test
    void shouldFoldCaseAccentsAndFullWidthFormsWhenWordsHaveSpaces() {
        assertThat(Words.document("¿Dónde está mi PEDIDO ＡＢ１２?")).isEqualTo("'~donde' '~esta' '~mi' '~pedido' '~ab12'");
    }

    @Test
    void shouldCutHanIntoPairsAndTheLastCharacterAlone() {
        assertThat(Words.document("退款吗?")).isEqualTo("'~退款':1 '~款吗':2 '~吗':3");
        // A stretch ends where another script begins: its neighbours are no pair.
        assertThat(Words.document("订单A退款")).isEqualTo("'~订单':1 '~单':2 '~a' '~退款':4 '~款':5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "pedido roto | '~pedido':* & '~roto':*",
                "to be | '~to' & '~be'",
                "退款吗 | ('~退款' <-> '~款吗')",
                "退 | '~退':*",
                "order 退款 | '~order':* & ('~退款')",
            })
    void shouldAskForAllOfItAndForTheBeginningsOfWords(String typed, String query) {
        assertThat(Words.query(typed)).isEqualTo(query);
    }

    @Test
    void shouldFindNothingToSearchForWhenThereIsNoLetter() {
        assertThat(Words.query(" ?! 👍 ' & ~ \\ :*")).isNull();
        assertThat(Words.document("👍👍")).isNull();
    }

    /** Neither quotes nor operators of the query language get through, whatever is typed. */
    @Test
    void shouldKeepNothingButLettersAndDigits() {
        assertThat(Words.query("a' | !b & (c) <-> d\\'")).isEqualTo("'~a' & '~b' & '~c' & '~d'");
    }

    @Test
    void shouldBoundWordsAndTextsThatAreTooLong() {
        assertThat(Words.query("x".repeat(100))).isEqualTo("'~" + "x".repeat(40) + "':*");
        assertThat(Words.document("款".repeat(50_000))).isNotNull().hasSizeLessThan(3_000);
    }
}
