package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.policy.Compensation.Band;
import dev.rapport.policy.Compensation.Remedy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** REV-08: the alternatives an order's amount opens. */
public final class CompensationMatrix {
    private CompensationMatrix() {}

    /** What the matrix says. */
    public sealed interface Offer {
        /** Any one of them is offered, each all of its remedies together. */
        record Alternatives(List<List<Remedy>> alternatives) implements Offer {
            public Alternatives {
                alternatives = List.copyOf(alternatives);
            }
        }

        /** Nothing, and why. */
        record Nothing(Why why) implements Offer {}
    }

    /** Why nothing is proposed. */
    public enum Why {
        /** The order was not told of yet. */
        ORDER_UNKNOWN,
        /** The pack has no rate for the order's currency. */
        RATE_UNKNOWN,
        /** The pack never offers it for this category, such as food. */
        NEVER_FOR_CATEGORY
    }

    /**
     * What is proposed.
     *
     * @param amount of the order; null when it is not known
     * @param categories of its items; one that is excluded excludes the order
     * @param day whose rates count
     */
    public static Offer of(
            @Nullable Money amount, Collection<String> categories, Compensation pack, RateTable rates, LocalDate day) {
        if (amount == null) {
            return new Offer.Nothing(Why.ORDER_UNKNOWN);
        }
        boolean excluded = categories.stream()
                .map(category -> category.toLowerCase(Locale.ROOT))
                .anyMatch(pack.neverFor()::contains);
        if (excluded) {
            return new Offer.Nothing(Why.NEVER_FOR_CATEGORY);
        }
        Optional<BigDecimal> worth = rates.worth(amount, day);
        return worth.isEmpty()
                ? new Offer.Nothing(Why.RATE_UNKNOWN)
                : new Offer.Alternatives(band(worth.get(), pack).alternatives());
    }

    private static Band band(BigDecimal worth, Compensation pack) {
        for (Band band : pack.bands()) {
            Money below = band.below();
            if (below == null || worth.compareTo(below.value()) < 0) {
                return band;
            }
        }
        throw new IllegalStateException("the last band has no upper bound");
    }
}
