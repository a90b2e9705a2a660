package dev.rapport.text.folding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MSG-10: text as it reads. */
class FoldedTest {

    @ParameterizedTest
    @CsvSource({
        "WhatsApp, whatsapp",
        "ＷｈａｔｓＡｐｐ, whatsapp",
        "Wһаtѕарр, whatsapp",
        "ᴡʜᴀᴛꜱᴀᴘᴘ, whatsapp",
        "𝓦𝓱𝓪𝓽𝓼𝓐𝓹𝓹, whatsapp",
        "🅦🅗🅐🅣🅢🅐🅟🅟, whatsapp",
        "ⓦⓗⓐⓣⓢⓐⓟⓟ, whatsapp",
        "W\u200bh\u00ada\u2060tsApp, whatsapp",
        "Straße, strasse",
        "Ünïcôdé, unicode",
        "１３８, 138",
        "①③⑧, 138",
        "1️⃣3️⃣8️⃣, 138",
        "٠١٢, 012",
        "微信, 微信",
        "한국, 한국",
        "№ 5, no 5",
        "«da», '\"da\"'"
    })
    void shouldReadWhatAPersonReads(String text, String reads) {
        assertThat(Folded.of(text).toString()).isEqualTo(reads);
    }

    /** Russian in capitals is the same Russian. */
    @Test
    void shouldReadBothCasesOfCyrillicAlike() {
        for (char letter = 'а'; letter <= 'я'; letter++) {
            assertThat(Folded.of(Character.toString(Character.toUpperCase(letter)))
                            .toString())
                    .isEqualTo(Folded.of(Character.toString(letter)).toString());
        }
    }

    @Test
    void shouldKnowWhereEveryPositionComesFrom() {
        String text = "a\u200bＢ👍ﬁ";
        Folded folded = Folded.of(text);

        assertThat(folded.toString()).isEqualTo("ab👍fi");
        assertThat(folded.start(1)).isEqualTo(2);
        assertThat(folded.end(1)).isEqualTo(3);
        assertThat(folded.start(4)).isEqualTo(5);
        assertThat(folded.end(5)).isEqualTo(6);
    }

    @Test
    void shouldReadKnownVariablesAsOne() {
        assertThat(Folded.of("x {{order.id}} {{other}}", Set.of("order.id")).toString())
                .isEqualTo("x " + Folded.VARIABLE + " {{other}}");
    }

    /** Every origin lies in the text, in order. */
    @Test
    void shouldKeepOriginsInOrderWhateverTheText() {
        Random random = new Random(3);
        System.out.println("seed 3");
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append((char) random.nextInt(0x10000));
            }
            Folded folded = Folded.of(text.toString());
            int last = 0;
            for (int at = 0; at < folded.length(); at++) {
                assertThat(folded.start(at)).isBetween(last, text.length() - 1);
                assertThat(folded.end(at)).isBetween(folded.start(at) + 1, text.length());
                last = folded.start(at);
            }
        }
    }
}
