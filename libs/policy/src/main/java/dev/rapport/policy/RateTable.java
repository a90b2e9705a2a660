package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.policy.binding.Checks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dated currency rates for thresholds (MSG-06). Rounded: good for deciding on which side of a line an amount lies, not for
 * accounting.
 *
 * @param name what packs call it
 * @param version which text of it
 * @param base the currency everything is brought into
 * @param days the rates from a day on, ascending
 */
public record RateTable(String name, String version, String base, List<Day> days) implements PackFile {

    /**
     * Rates from a day on.
     *
     * @param from the first day
     * @param worth what one unit of a currency is worth in the base currency
     */
    public record Day(LocalDate from, Map<String, BigDecimal> worth) {
        public Day {
            Checks checks = new Checks();
            worth.forEach((currency, value) -> checks.positive("worth." + currency, value)
                    .that("worth." + currency, currency.matches("[A-Z]{3}"), "is no currency code"));
            checks.verify();
        }
    }

    public RateTable {
        new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .that("base", base.matches("[A-Z]{3}"), "is no currency code")
                .notEmpty("days", days)
                .that("days", ascending(days), "must ascend by from")
                .verify();
    }

    /** {@code amount} in the base currency by the rates of {@code day} (before the first: the first); empty without a rate. */
    public Optional<BigDecimal> worth(Money amount, LocalDate day) {
        if (amount.currency().equals(base)) {
            return Optional.of(amount.value());
        }
        Day rates = days.getFirst();
        for (Day candidate : days) {
            if (!candidate.from().isAfter(day)) {
                rates = candidate;
            }
        }
        return Optional.ofNullable(rates.worth().get(amount.currency())).map(amount.value()::multiply);
    }

    private static boolean ascending(List<Day> days) {
        for (int i = 1; i < days.size(); i++) {
            if (!days.get(i - 1).from().isBefore(days.get(i).from())) {
                return false;
            }
        }
        return true;
    }
}
