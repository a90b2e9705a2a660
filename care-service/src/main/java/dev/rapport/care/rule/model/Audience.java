package dev.rapport.care.rule.model;

import dev.rapport.care.order.model.Placement;
import dev.rapport.events.Money;
import dev.rapport.policy.RateTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CARE-01: whose orders a rule is about. Every part that is given must hold.
 *
 * @param countries the buyer's is one of these; empty for any
 * @param exceptCountries the buyer's is none of these
 * @param categories one of the order's items is of one of these; empty for any
 * @param minAmount the order is worth at least this, by the pack's dated rates; null for any
 */
public record Audience(
        List<String> countries,
        List<String> exceptCountries,
        List<String> categories,
        @Nullable Money minAmount) {

    /** Everybody. */
    public static final Audience ALL = new Audience(List.of(), List.of(), List.of(), null);

    public Audience {
        countries = List.copyOf(countries);
        exceptCountries = List.copyOf(exceptCountries);
        categories = List.copyOf(categories);
    }

    /** Is this order's buyer meant? An order in a currency without a rate is not, where an amount is asked for. */
    public boolean has(Placement order, RateTable rates) {
        String country = order.buyerCountry();
        boolean there = countries.isEmpty() || country != null && countries.contains(country);
        boolean excepted = country != null && exceptCountries.contains(country);
        boolean kind = categories.isEmpty()
                || order.items().stream()
                        .anyMatch(item -> item.category() != null && categories.contains(item.category()));
        return there && !excepted && kind && isWorth(order, rates);
    }

    private boolean isWorth(Placement order, RateTable rates) {
        if (minAmount == null) {
            return true;
        }
        if (minAmount.currency().equals(order.amount().currency())) {
            return order.amount().value().compareTo(minAmount.value()) >= 0;
        }
        LocalDate day = LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC);
        Optional<BigDecimal> least = rates.worth(minAmount, day);
        Optional<BigDecimal> worth = rates.worth(order.amount(), day);
        return least.isPresent() && worth.isPresent() && worth.get().compareTo(least.get()) >= 0;
    }
}
