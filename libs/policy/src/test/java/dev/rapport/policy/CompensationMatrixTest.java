package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Money;
import dev.rapport.policy.Compensation.Kind;
import dev.rapport.policy.Compensation.Remedy;
import dev.rapport.policy.CompensationMatrix.Offer;
import dev.rapport.policy.CompensationMatrix.Why;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REV-08: the matrix by the order's amount. */
class CompensationMatrixTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    private final Pack pack = Packs.load(null).pack("aliexpress", Instant.parse("2026-01-15T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "0.00, COUPON PRIORITY_NEXT_ORDER",
        "4.99, COUPON PRIORITY_NEXT_ORDER",
        "5.00, COUPON RESHIPMENT",
        "19.99, COUPON RESHIPMENT",
        "20.00, PARTIAL_REFUND|RESHIPMENT",
        "49.99, PARTIAL_REFUND|RESHIPMENT",
        "50.00, EXCHANGE FREIGHT_SUBSIDY|EXTENDED_WARRANTY",
        "5000, EXCHANGE FREIGHT_SUBSIDY|EXTENDED_WARRANTY"
    })
    void shouldProposeByTheOrdersAmount(String usd, String expected) {
        assertThat(kinds(offer(Money.of("USD", usd), List.of()))).isEqualTo(expected);
    }

    @Test
    void shouldBringOtherCurrenciesToTheBandsBeforeItLooks() {
        assertThat(kinds(offer(Money.of("CNY", "30.00"), List.of()))).isEqualTo("COUPON PRIORITY_NEXT_ORDER");
    }

    @Test
    void shouldProposeNothingWhereItCannotOrMustNot() {
        assertThat(offer(null, List.of())).isEqualTo(new Offer.Nothing(Why.ORDER_UNKNOWN));
        assertThat(offer(Money.of("XAF", "10"), List.of())).isEqualTo(new Offer.Nothing(Why.RATE_UNKNOWN));
        assertThat(offer(Money.of("USD", "10"), List.of("toys", "Food")))
                .isEqualTo(new Offer.Nothing(Why.NEVER_FOR_CATEGORY));
    }

    private Offer offer(@Nullable Money amount, List<String> categories) {
        return CompensationMatrix.of(
                amount, categories, pack.reviews().compensation(), pack.triage().rates(), DAY);
    }

    private static String kinds(Offer offer) {
        return switch (offer) {
            case Offer.Nothing nothing -> nothing.why().name();
            case Offer.Alternatives found ->
                String.join(
                        "|",
                        found.alternatives().stream()
                                .map(remedies -> String.join(
                                        " ",
                                        remedies.stream()
                                                .map(Remedy::what)
                                                .map(Kind::name)
                                                .toList()))
                                .toList());
        };
    }
}
