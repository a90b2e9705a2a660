package dev.rapport.message.rest;

import dev.rapport.events.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money as clients see it.
 *
 * @param currency ISO 4217
 * @param value a decimal
 */
public record Amount(String currency, String value) {

    /** Null for none. */
    public static @Nullable Amount of(@Nullable Money money) {
        return money == null ? null : new Amount(money.currency(), money.value().toPlainString());
    }
}
