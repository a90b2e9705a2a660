package dev.rapport.text.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.text.ShippedPacks;
import dev.rapport.text.manner.Manners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-12, {@code EMPTY}; MSG-20, trivial notes. */
class SubstanceTest {

    private final Manners manners = Manners.of(ShippedPacks.ALIEXPRESS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please wait",
                "please wait...",
                "Processing",
                "Hello, your order is being processed, please wait patiently. Thank you!",
                "One moment please",
                "We are checking, please be patient.",
                "Dear Ana, noted.",
                "OK 👍",
                "请稍等",
                "亲，您好，正在为您处理，请耐心等待",
                "收到，尽快处理",
                "Por favor espere un momento",
                "Estamos revisando su pedido",
                "Aguarde um momento por favor",
                "Merci de patienter un instant",
                "Подождите, пожалуйста, проверяем",
            })
    void shouldFindThatNothingIsSaid(String reply) {
        assertThat(Substance.isEmpty(manners.in(reply))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please wait until Friday 27 November",
                "Processing order 8123456789012345, please wait",
                "Please wait, the refund of $10 is on its way",
                "Please wait, the parcel reached Madrid yesterday and is with the courier",
                "Please hold the button until the light turns green",
                "Thank you!",
                "Would you like a new one?",
                "请稍等，包裹昨天到达马德里，快递员明天派送",
                "Por favor espere, el paquete está en la aduana de Madrid",
                "",
            })
    void shouldLeaveAloneWhatSaysSomething(String reply) {
        assertThat(Substance.isEmpty(manners.in(reply))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "-",
                "ok",
                "No",
                "N/A",
                "sin comentarios",
                "nada, gracias",
                "Não",
                "aucun",
                "Merci !",
                "👍"
            })
    void shouldHaveNothingToAnswerInATrivialNote(String note) {
        assertThat(Substance.isTrivialNote(manners.in(note))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Por favor enviar en color azul",
                "Apto 34, tocar a campainha",
                "no enviar antes del lunes",
                "Laisser chez le voisin",
                "talla 42",
                "42",
            })
    void shouldAnswerANoteThatAsksForSomething(String note) {
        assertThat(Substance.isTrivialNote(manners.in(note))).isFalse();
    }
}
