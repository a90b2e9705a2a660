package dev.rapport.text.manner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.MannerSignal;
import dev.rapport.text.ShippedPacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-06, MSG-13, MSG-19: how texts speak. */
class SpokenTest {

    private final Manners manners = Manners.of(ShippedPacks.ALIEXPRESS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Would you like a new one or the money back?",
                "Please send us a photo of the label.",
                "请问您要补发还是退款",
                "您的地址是哪里？",
                "Envíenos una foto, por favor.",
                "Poderia nos enviar uma foto",
                "Préférez-vous un remboursement ?",
                "Подскажите номер заказа",
            })
    void shouldHearAQuestion(String text) {
        assertThat(manners.in(text).asks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thank you, your parcel has been shipped.", "您的包裹已发出", "De nada, un saludo.", ""})
    void shouldHearNoneWhereNothingIsAsked(String text) {
        assertThat(manners.in(text).asks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your support is so rude",
                "客服态度差，像机器人",
                "Me ignoran, mala actitud",
                "Que descaso, ninguém se importa",
                "Vous êtes impolis et arrogants, réponse automatique",
                "Хамство, вам все равно",
            })
    void shouldHearColdness(String text) {
        assertThat(manners.in(text).feelsCold()).isTrue();
    }

    @Test
    void shouldHearMoods() {
        assertThat(manners.in("I need it urgently!").has(MannerSignal.URGENT)).isTrue();
        assertThat(manners.in("You are scammers").has(MannerSignal.ANGRY)).isTrue();
        assertThat(manners.in("The cup is broken").complains()).isTrue();
        assertThat(manners.in("Thank you, lovely cup").complains()).isFalse();
    }
}
