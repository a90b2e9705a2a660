package dev.rapport.text.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** MSG-12, MSG-21: whether a reply is about this case. */
class CaseDetailsTest {

    private final CaseDetails details = CaseDetails.of(
            Optional.of("Ana María López"), List.of("8123456789012345", "LX123456789CN", "blue mug", ""));

    @Test
    void shouldRecogniseTheCase() {
        assertThat(details.namedIn("Hello Ana, thank you")).isTrue();
        assertThat(details.namedIn("HOLA MARIA")).isTrue();
        assertThat(details.namedIn("order 8123456789012345.")).isTrue();
        assertThat(details.namedIn("your Blue Mug")).isTrue();
        assertThat(details.namedIn("查询 LX123456789CN 的物流")).isTrue();
    }

    @Test
    void shouldNotTakePartsOfWordsForIt() {
        assertThat(details.namedIn("Hello banana, thank you")).isFalse();
        assertThat(details.namedIn("order 81234567890123450")).isFalse();
        assertThat(details.namedIn("Thank you for your message")).isFalse();
        assertThat(CaseDetails.of(Optional.empty(), List.of("ok")).namedIn("ok"))
                .isFalse();
        assertThat(CaseDetails.of(Optional.of("王芳"), List.of()).namedIn("王芳您好")).isTrue();
    }
}
