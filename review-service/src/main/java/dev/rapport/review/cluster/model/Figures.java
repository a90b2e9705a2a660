package dev.rapport.review.cluster.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one seller at one moment.
 *
 * @param products negative reviews and disputes per product, over the pack's days
 * @param countries per country of the buyer, over the pack's period and the one before
 * @param lastHour negative reviews of the last hour
 * @param usualPerHour their usual rate, over the pack's span before that hour
 * @param returned repeat purchases by the cost of compensation; null when nothing was given, or not long enough ago
 */
public record Figures(
        Map<String, Long> products,
        Map<String, Country> countries,
        long lastHour,
        double usualPerHour,
        @Nullable Double returned) {

    public Figures {
        products = Map.copyOf(products);
        countries = Map.copyOf(countries);
    }

    /** Disputes and orders of one country, of the present period and of the one before. */
    public record Country(long disputes, long orders, long disputesBefore, long ordersBefore) {

        /** By how much of itself the dispute rate rose; null when there is no rate of before to compare with. */
        public @Nullable Double rise() {
            if (orders == 0 || ordersBefore == 0 || disputesBefore == 0) {
                return null;
            }
            double now = (double) disputes / orders;
            double before = (double) disputesBefore / ordersBefore;
            return now / before - 1;
        }
    }

    /** Is there anything that another look may see changed? */
    public boolean quiet() {
        return products.isEmpty()
                && lastHour == 0
                && countries.values().stream().allMatch(one -> one.disputes == 0);
    }
}
