package dev.rapport.text.triage;

import dev.rapport.events.Money;
import dev.rapport.events.Scene;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a turn when it is assessed.
 *
 * @param scene MSG-07
 * @param inHaste whether the buyer's words are
 * @param angry whether the buyer's words are
 * @param disputeOpen whether a dispute about the order is
 * @param deadline the nearest of what must be done by then: a dispute's {@code respondBy}, an order's {@code shipBy}
 * @param order what the order costs; none before one is placed
 * @param orderedOn the day of the order, for the rate of its currency
 * @param orders how many orders the buyer has placed with the seller, this one included
 * @param categories of the order's products
 * @param now when it is assessed
 */
public record Matter(
        Scene scene,
        boolean inHaste,
        boolean angry,
        boolean disputeOpen,
        Optional<Instant> deadline,
        Optional<Money> order,
        LocalDate orderedOn,
        int orders,
        Set<String> categories,
        Instant now) {

    public Matter {
        categories = Set.copyOf(categories);
    }
}
