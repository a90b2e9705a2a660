package dev.rapport.text.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.text.ShippedPacks;
import dev.rapport.text.manner.Manners;
import dev.rapport.text.screening.Screening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-18. */
class PersonalDataTest {

    private final Manners manners = Manners.of(ShippedPacks.ALIEXPRESS);
    private final PersonalData personalData = new PersonalData(Screening.of(ShippedPacks.ALIEXPRESS));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please delete my personal data | ERASURE",
                "Under GDPR I want to be forgotten | ERASURE",
                "请删除我的个人信息 | ERASURE",
                "Quiero que borren mis datos | ERASURE",
                "Quero excluir meus dados, LGPD | ERASURE",
                "Supprimez mes données | ERASURE",
                "Удалите мои персональные данные | ERASURE",
                "Bitte löschen Sie meine Daten (DSGVO) | ERASURE",
                "I want a copy of my data | ACCESS",
                "¿Qué datos tienen sobre mí? | ACCESS",
                "Какие данные вы храните обо мне? | ACCESS",
            })
    void shouldHearARequestAboutTheirData(String message, DataRequest request) {
        assertThat(DataRequest.in(manners.in(message))).containsExactly(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please delete the second item from my order", "What is the data cable's length?", "你好"})
    void shouldHearNoneWhereNothingIsAsked(String message) {
        assertThat(DataRequest.in(manners.in(message))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail me at ana.lopez@example.com please | mail me at •••.•••••@•••••••.••• please",
                "call +34 612 345 678 | call +•• ••• ••• •••",
                "card 4111 1111 1111 1111 ok | card •••• •••• •••• •••• ok",
                "IBAN ES91 2100 0418 4502 0005 1332 | IBAN •••• •••• •••• •••• •••• ••••",
                "CPF 529.982.247-25 | CPF •••.•••.•••-••",
                "order 8123456789012346 is late | order 8123456789012346 is late",
            })
    void shouldMaskWhatIdentifiesAPerson(String text, String masked) {
        assertThat(personalData.mask(text)).isEqualTo(masked);
        assertThat(personalData.mask(masked)).isEqualTo(masked);
    }

    @Test
    void shouldLeaveWordsAlone() {
        String text = "Hello, my parcel is late 😊 and I live in Madrid";

        assertThat(personalData.mask(text)).isSameAs(text);
    }
}
