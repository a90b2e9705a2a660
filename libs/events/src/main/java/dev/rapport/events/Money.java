package dev.rapport.events;

import static dev.rapport.events.TextForm.CURRENCY;

import java.math.BigDecimal;

/**
 * An amount of money, not negative. On the wire {@code {"currency":"BRL","value":"39.90"}}: the value is a decimal
 * string of at most 15 digits before the point and 6 behind it, and keeps its scale.
 *
 * @param currency ISO 4217 code
 */
public record Money(@Text(CURRENCY) String currency, BigDecimal value) {
    public Money {
        RecordShape.check(Money.class, currency, value);
    }

    /** An amount from its wire form, for example {@code Money.of("CNY", "0.035")}. */
    public static Money of(String currency, String value) {
        return new Money(currency, new BigDecimal(value));
    }
}
