package dev.rapport.care.order.model;

import dev.rapport.events.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/**
 * Money given back.
 *
 * @param issuedAt when
 * @param amount how much
 */
public record Refund(Instant issuedAt, Money amount) implements Comparable<Refund> {
    /** Consistent with equals: 1.0 and 1.00 are written differently, so they are told apart. */
    static final Comparator<Money> MONEY = Comparator.comparing(Money::currency)
            .thenComparing(Money::value)
            .thenComparing(Money::value, Comparator.comparingInt(BigDecimal::scale));

    private static final Comparator<Refund> EARLIEST =
            Comparator.comparing(Refund::issuedAt).thenComparing(Refund::amount, MONEY);

    @Override
    public int compareTo(Refund other) {
        return EARLIEST.compare(this, other);
    }
}
