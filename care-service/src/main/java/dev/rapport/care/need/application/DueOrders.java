package dev.rapport.care.need.application;

import dev.rapport.care.need.model.Occasion;
import dev.rapport.care.need.model.Occasions;
import dev.rapport.care.order.application.CareDue;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.rule.model.CareRule;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CARE-01: when an order may need something. An occasion counts for a rule when it lapses after the rule was switched on, or when
 * the order was first heard of with the rule on: so an import under a rule makes the needs of its past, and a rule that is switched on
 * makes none of what this service knew already.
 */
final class DueOrders {
    private DueOrders() {}

    /** For a batch: its sellers' rules are looked up once. */
    static CareDue of(Map<String, SellerCare> sellers) {
        return (before, after, now) -> {
            SellerCare seller = sellers.get(after.key().sellerId());
            return seller == null ? null : due(before, after, seller, now);
        };
    }

    private static @Nullable Instant due(@Nullable KnownOrder before, Order after, SellerCare seller, Instant now) {
        Instant knownSince = before == null ? now : before.knownSince();
        Instant doneThrough = before == null ? null : before.careDoneThrough();
        Set<Occasion> lookedAt = new HashSet<>();
        if (before != null && doneThrough != null) {
            occasions(before.order(), knownSince, seller)
                    .filter(occasion -> !occasion.neededAt().isAfter(doneThrough))
                    .forEach(lookedAt::add);
        }
        Instant first = occasions(after, knownSince, seller)
                .filter(occasion -> !lookedAt.contains(occasion))
                .map(Occasion::neededAt)
                .min(Instant::compareTo)
                .orElse(null);
        Instant waiting = before == null ? null : before.careDueAt();
        if (waiting == null || doneThrough == null || waiting.isAfter(doneThrough)) {
            return first;
        }
        // What another batch found too late to be looked at in time is still to be looked at.
        return first == null || waiting.isBefore(first) ? waiting : first;
    }

    /** The first moment of those wanted at which the order needs something; null when there is none. */
    static @Nullable Instant first(KnownOrder order, SellerCare seller, Predicate<Instant> wanted) {
        return occasions(order.order(), order.knownSince(), seller)
                .map(Occasion::neededAt)
                .filter(wanted)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<Occasion> occasions(Order order, Instant knownSince, SellerCare seller) {
        return seller.careRules().stream()
                .filter(CareRule::on)
                .flatMap(rule -> of(order, knownSince, rule, seller).stream());
    }

    /** The occasions that count for a rule which is on. */
    static List<Occasion> of(Order order, Instant knownSince, CareRule rule, SellerCare seller) {
        boolean fromTheStart = !knownSince.isBefore(rule.since());
        return Occasions.of(order, rule.trigger(), rule.delay(seller.rules().care())).stream()
                .filter(occasion -> fromTheStart || occasion.neededAt().isAfter(rule.since()))
                .toList();
    }
}
