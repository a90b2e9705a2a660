package dev.rapport.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-07: the language of short texts. */
class LanguagesTest {

    private static final Languages LANGUAGES = new Languages();

    private record Sample(String language, String text) {}

    @ParameterizedTest
    @CsvSource({
        "zh, 您好，请问什么时候发货？",
        "zh, DHL 包裹到哪了",
        "ja, お荷物はいつ届きますか",
        "ko, 언제 도착하나요",
        "ru, Где моя посылка?",
        "uk, Коли прийде моя посилка? Дякую їм",
        "ar, أين الطرد الخاص بي",
        "he, איפה החבילה שלי",
        "th, พัสดุอยู่ที่ไหน",
        "el, Πού είναι το δέμα μου",
        "hi, मेरा पार्सल कहाँ है"
    })
    void shouldTellByTheScriptWhereThatTells(String language, String text) {
        assertThat(LANGUAGES.of(text)).contains(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Where is my parcel?",
                "en | Where is my parcel? It is urgent, I want a refund.",
                "pt | da forma que eu esperava",
                "es | ¿Dónde está mi paquete? Es urgente, quiero un reembolso.",
                "fr | Où est mon colis ? C'est urgent, je veux un remboursement.",
                "es | ¿Dónde está mi paquete?",
                "pt | Onde está o meu pacote?",
                "fr | Où est mon colis ?",
                "de | Wo ist mein Paket?",
                "it | Dov'è il mio pacco?",
                "en | tracking says https://t.example/x?lang=es delivered but I have nothing @shop",
            })
    void shouldTellLatinLanguagesByTheirWords(String language, String text) {
        assertThat(LANGUAGES.of(text)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "123 456", "😊😊", "?!", "https://example.com/a", "S M L"})
    void shouldNotGuessWhereThereIsNothingToGoBy(String text) {
        assertThat(LANGUAGES.of(text)).isEmpty();
    }

    /** Short as buyers write; the figure is in docs/performance.md. */
    @Test
    void shouldTellNineOfTenShortMessages() {
        List<Sample> samples = List.of(
                new Sample("en", "hello, is it still available"),
                new Sample("en", "how much is shipping to canada"),
                new Sample("en", "it broke after two days"),
                new Sample("en", "please change my address"),
                new Sample("en", "I want a refund"),
                new Sample("es", "hola, sigue disponible"),
                new Sample("es", "cuánto cuesta el envío"),
                new Sample("es", "se rompió a los dos días"),
                new Sample("es", "quiero cambiar la dirección"),
                new Sample("es", "quiero un reembolso"),
                new Sample("pt", "olá, ainda está disponível"),
                new Sample("pt", "quanto custa o frete"),
                new Sample("pt", "quebrou depois de dois dias"),
                new Sample("pt", "quero mudar o endereço"),
                new Sample("pt", "quero meu dinheiro de volta"),
                new Sample("fr", "bonjour, est-ce toujours disponible"),
                new Sample("fr", "combien coûte la livraison"),
                new Sample("fr", "il s'est cassé après deux jours"),
                new Sample("fr", "je veux changer l'adresse"),
                new Sample("fr", "je veux un remboursement"),
                new Sample("de", "wann kommt meine Bestellung an"),
                new Sample("de", "ich möchte mein Geld zurück"),
                new Sample("it", "quando arriva il mio ordine"),
                new Sample("it", "vorrei un rimborso"));

        long right = samples.stream()
                .filter(sample -> LANGUAGES
                        .of(sample.text())
                        .filter(sample.language()::equals)
                        .isPresent())
                .count();

        assertThat(right).isGreaterThanOrEqualTo(samples.size() * 9L / 10);
    }
}
