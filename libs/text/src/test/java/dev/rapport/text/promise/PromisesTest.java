package dev.rapport.text.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.text.ShippedPacks;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-16: promises of dates and deeds. */
class PromisesTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** A Sunday, 18:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Promises promises = Promises.of(ShippedPacks.ALIEXPRESS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We will ship it within 3 days. | SHIP | 2026-11-25T10:00:00Z | will ship it within 3 days",
                "Your order will be shipped in 24-48 hours | SHIP | 2026-11-24T10:00:00Z | will be shipped in 24-48 hours",
                "It will arrive by Friday, I promise | DELIVER | 2026-11-27T15:59:59Z | will arrive by Friday",
                "We'll refund you tomorrow | REFUND | 2026-11-23T15:59:59Z | We'll refund you tomorrow",
                "We will send a replacement within two weeks | REPLACE | 2026-12-06T10:00:00Z | will send a replacement within two weeks",
                "We will get back to you within 2 business days | REPLY | 2026-11-24T15:59:59Z | will get back to you within 2 business days",
                "You will receive it on December 5 | DELIVER | 2026-12-05T15:59:59Z | will receive it on December 5",
                "It will be delivered by 2026-12-01. | DELIVER | 2026-12-01T15:59:59Z | will be delivered by 2026-12-01",
                "It will arrive next week | DELIVER | 2026-11-29T15:59:59Z | will arrive next week",
                "我们会在3天内发货 | SHIP | 2026-11-25T10:00:00Z | 会在3天内发货",
                "明天给您退款 | REFUND | 2026-11-23T15:59:59Z | 明天给您退款",
                "Enviaremos su pedido en 3 días | SHIP | 2026-11-25T10:00:00Z | Enviaremos su pedido en 3 días",
                "Vamos enviar até sexta-feira | SHIP | 2026-11-27T15:59:59Z | Vamos enviar até sexta-feira",
                "Nous vous rembourserons sous 48 heures | REFUND | 2026-11-24T10:00:00Z | rembourserons sous 48 heures",
                "Отправим в течение 2 дней | SHIP | 2026-11-24T10:00:00Z | Отправим в течение 2 дней",
            })
    void shouldFindWhatIsPromisedAndUntilWhen(String text, Deed deed, Instant due, String part) {
        assertThat(promises.in(text)).singleElement().satisfies(promise -> {
            assertThat(promise.deed()).isEqualTo(deed);
            assertThat(promise.dated()).isTrue();
            assertThat(promise.due().by(NOW, SHANGHAI)).contains(due);
            assertThat(text.substring(promise.start(), promise.end())).contains(part.split(" ")[0]);
            assertThat(part).contains(text.substring(promise.end() - 3, promise.end()));
        });
    }

    @Test
    void shouldFindADeedPromisedWithoutADate() {
        assertThat(promises.in("We will send you a replacement.")).anySatisfy(promise -> {
            assertThat(promise.deed()).isEqualTo(Deed.REPLACE);
            assertThat(promise.dated()).isFalse();
            assertThat(promise.due().by(NOW, SHANGHAI)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Did it arrive within 3 days?",
                "Your parcel was shipped on June 5.",
                "It usually takes 15 to 30 days.",
                "We cannot guarantee that it will arrive by Friday.",
                "Please return it within 15 days.",
                "The size is 5 by 8.",
                "您的包裹昨天已经发货",
                "¿Llegará el viernes?",
                "Livraison estimée : 10 jours",
                "",
            })
    void shouldNotTakeQuestionsThePastOrEstimatesForPromises(String text) {
        assertThat(promises.in(text)).isEmpty();
    }

    /** A day ends in the seller's zone. */
    @Test
    void shouldCountDaysInTheZoneGiven() {
        Instant lateInMadrid = Instant.parse("2026-11-22T22:30:00Z");
        assertThat(new Due.InDays(1).by(lateInMadrid, ZoneId.of("Europe/Madrid")))
                .contains(Instant.parse("2026-11-23T22:59:59Z"));
        assertThat(new Due.InDays(1).by(lateInMadrid, SHANGHAI)).contains(Instant.parse("2026-11-24T15:59:59Z"));
        assertThat(new Due.OnWeekday(DayOfWeek.SUNDAY).by(NOW, SHANGHAI))
                .contains(Instant.parse("2026-11-22T15:59:59Z"));
        assertThat(new Due.OnDay(MonthDay.of(2, 1)).by(NOW, SHANGHAI)).contains(Instant.parse("2027-02-01T15:59:59Z"));
        assertThat(new Due.OnDate(LocalDate.of(2026, 12, 1)).by(NOW, SHANGHAI))
                .isEqualTo(Optional.of(Instant.parse("2026-12-01T15:59:59Z")));
        assertThat(new Due.Within(Duration.ofHours(5)).by(NOW, SHANGHAI)).contains(NOW.plus(Duration.ofHours(5)));
        assertThat(new Due.WorkingDays(1).by(Instant.parse("2026-11-20T10:00:00Z"), SHANGHAI))
                .contains(Instant.parse("2026-11-23T15:59:59Z"));
    }
}
