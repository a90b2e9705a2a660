package dev.rapport.review.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.ReviewClass;
import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Packs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REV-01. */
class ClassifierTest {

    private final Classifier classifier = new Classifier(
            Packs.load(null).pack("aliexpress", Instant.EPOCH).reviews().classes());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOGISTICS|The parcel never arrived and tracking shows nothing.",
                "LOGISTICS|El paquete llegó con mucho retraso",
                "LOGISTICS|Produto não chegou ainda",
                "LOGISTICS|NAO CHEGOU!!!",
                "LOGISTICS|Livraison en retard, colis jamais reçu",
                "LOGISTICS|Посылка не пришла, доставка задерживается",
                "LOGISTICS|快递太慢，一个月没收到",
                "PRODUCT|Broken zip and poor quality, not as described",
                "PRODUCT|质量很差，尺寸不合适",
                "PRODUCT|Qualité médiocre, taille trop petite",
                "SERVICE|The seller is rude and there is no reply to my refund request",
                "SERVICE|Ninguém responde, péssimo atendimento e nada de reembolso",
                "SERVICE|客服态度差，不回复",
                "SERVICE|Продавец не отвечает, возврата нет",
                "MALICIOUS|Great product, but pay me 10 USD or I will leave one star",
                "MALICIOUS|不给钱就给你差评",
            })
    void shouldTellWhatAReviewIsAbout(ReviewClass expected, String text) {
        assertThat(classifier.classify(null, text).guess()).isEqualTo(expected);
    }

    @Test
    void shouldFallBackToProductWithoutEvidenceWhenNothingMatches() {
        assertThat(classifier.classify(null, null)).isEqualTo(new Classification(ReviewClass.PRODUCT, List.of()));
        assertThat(classifier.classify("Hmm", "👍").evidence()).isEmpty();
    }

    @Test
    void shouldKeepEveryWordFoundAsEvidenceWithItsLanguage() {
        assertThat(classifier.classify("Atraso", "produto chegou quebrado").evidence())
                .contains(
                        new Evidence(ReviewClass.LOGISTICS, "pt", "atras*"),
                        new Evidence(ReviewClass.PRODUCT, "pt", "quebrad*"),
                        new Evidence(ReviewClass.LOGISTICS, "pt", "chegou"));
    }

    @Test
    void shouldFindWholeWordsStemsAndChineseAnywhere() {
        Classifier own = new Classifier(new KeywordTable(
                "own", "1", Map.of("SERVICE", Map.of("en", List.of("late", "slow*"), "zh", List.of("客服")))));

        assertThat(own.classify(null, "chocolate plates").evidence()).isEmpty();
        assertThat(own.classify(null, "so LATE.").evidence()).hasSize(1);
        assertThat(own.classify(null, "slowly, not aslow").evidence()).hasSize(1);
        assertThat(own.classify(null, "这个客服很好").evidence()).hasSize(1);
    }
}
