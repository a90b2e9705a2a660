package dev.rapport.text.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.text.ShippedPacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-13. */
class TrustScoresTest {

    private final TrustScores scores = TrustScores.of(ShippedPacks.ALIEXPRESS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello Ana, I am sorry that the cup arrived broken. We will send you a new one tomorrow. Thank you for the photo!",
                "您好，非常抱歉杯子破损了。我们马上为您补发一个，请确认收货地址，谢谢！",
                "Hola Ana, siento mucho que la taza llegara rota. Le enviaremos otra mañana. Gracias por la foto.",
                "Olá Ana, sinto muito que a xícara chegou quebrada. Vamos enviar outra amanhã. Obrigado pela foto.",
                "Bonjour Ana, je suis désolé que la tasse soit cassée. Nous allons vous en envoyer une autre. Merci pour la photo.",
                "Здравствуйте, Анна! Очень жаль, что чашка разбилась. Вышлем новую завтра. Спасибо за фото.",
            })
    void shouldTrustAnAnswerThatHelps(String answer) {
        assertThat(scores.score(answer, true).score()).isGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Not our problem. Ask the carrier.",
                "As I said, nothing we can do. Just wait.",
                "没办法，自己联系快递",
                "No es nuestro problema, pregunte al transportista.",
                "Não podemos fazer nada.",
                "Ce n'est pas notre problème.",
                "Это не наша проблема, просто ждите.",
                "Please wait.",
                "CALM DOWN AND READ THE DESCRIPTION!!!",
            })
    void shouldNotTrustABrushOff(String answer) {
        assertThat(scores.score(answer, true).score()).isLessThan(60);
    }

    @Test
    void shouldGiveAReasonForEachAspectThatAddsUp() {
        TrustScore score = scores.score("Hello, but that is your fault.", true);

        assertThat(score.reasons()).extracting(TrustScore.Reason::aspect).containsExactly(Aspect.values());
        assertThat(score.score())
                .isEqualTo(Math.max(
                        0,
                        score.reasons().stream()
                                .mapToInt(TrustScore.Reason::points)
                                .sum()));
        assertThat(score.reasons())
                .allSatisfy(reason -> assertThat(reason.why()).isNotBlank());
    }

    @Test
    void shouldAskForEmpathyAfterAComplaintOnly() {
        String answer = "Hello Ana, we will send a new one tomorrow. Thank you!";

        assertThat(scores.score(answer, false).score()
                        - scores.score(answer, true).score())
                .isEqualTo(20);
    }

    @Test
    void shouldPreferShortAnswers() {
        String helpful = "Hello Ana, thank you. We will check the parcel. ";

        assertThat(scores.score(helpful.repeat(30), false).score())
                .isLessThan(scores.score(helpful, false).score());
    }
}
