package dev.rapport.review.cluster;

import dev.rapport.events.Money;
import dev.rapport.policy.RateTable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** REV-08: what compensation cost, and what those buyers bought afterwards. */
@Singleton
public final class Returns {
    private static final String COSTS = """
            SELECT cost_currency AS currency, cost_value AS value, accepted_at AS at FROM compensation
             WHERE seller_id = ? AND accepted_at > ? AND accepted_at <= ?
            """;

    // An order counts once, however often its buyer was compensated before it.
    private static final String REPEATS = """
            SELECT o.currency, o.value, o.placed_at AS at FROM buyer_order o
             WHERE o.seller_id = ? AND o.placed_at <= ? AND EXISTS (
                   SELECT FROM compensation c
                    WHERE c.seller_id = o.seller_id AND c.buyer_id = o.buyer_id AND c.accepted_at < o.placed_at
                      AND c.accepted_at > ? AND c.accepted_at <= ?)
            """;

    /**
     * Of compensations accepted in a span; amounts in the rates' base currency by the day they fell on.
     *
     * @param offers how many
     * @param repeats orders those buyers placed afterwards
     * @param ratio repeat purchases by cost; null without a cost
     */
    public record Return(
            long offers,
            Amount cost,
            long repeats,
            Amount purchases,
            @Nullable Double ratio) {}

    /** An amount as on the wire. */
    public record Amount(String currency, String value) {}

    private record Sum(long count, BigDecimal worth) {}

    /** Amounts without a rate are left out of the sums. */
    public Return of(Connection tx, String sellerId, Instant from, Instant to, Instant now, RateTable rates)
            throws SQLException {
        Sum costs = sum(tx, COSTS, rates, sellerId, from, to);
        Sum repeats = sum(tx, REPEATS, rates, sellerId, now, from, to);
        Double ratio = costs.worth.signum() == 0 ? null : repeats.worth.doubleValue() / costs.worth.doubleValue();
        return new Return(
                costs.count,
                new Amount(rates.base(), costs.worth.toPlainString()),
                repeats.count,
                new Amount(rates.base(), repeats.worth.toPlainString()),
                ratio);
    }

    private static Sum sum(Connection tx, String query, RateTable rates, String sellerId, Instant... times)
            throws SQLException {
        long count = 0;
        BigDecimal worth = BigDecimal.ZERO;
        try (PreparedStatement select = tx.prepareStatement(query)) {
            select.setString(1, sellerId);
            for (int i = 0; i < times.length; i++) {
                select.setObject(i + 2, times[i].atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    count++;
                    var day = row.getObject("at", OffsetDateTime.class).toLocalDate();
                    Money amount = new Money(row.getString("currency"), row.getBigDecimal("value"));
                    worth = worth.add(rates.worth(amount, day).orElse(BigDecimal.ZERO));
                }
            }
        }
        return new Sum(count, worth);
    }
}
